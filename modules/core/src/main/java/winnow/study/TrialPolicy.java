package winnow.study;

import java.time.Duration;
import java.util.Optional;

/**
 * How long an assignment may take, and how often a failure of the objective is tried again.
 *
 * @param timeout longest time of one assignment; empty: no limit
 * @param retries how often a trial that Failed is tried again, at least 0
 */
public record TrialPolicy(Optional<Duration> timeout, int retries) {

    public TrialPolicy {
        if (retries < 0) {
            throw new IllegalArgumentException("trial.retries is " + retries + ": it must be at least 0");
        }
    }
}
