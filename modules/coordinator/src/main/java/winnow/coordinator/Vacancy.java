package winnow.coordinator;

import java.time.Duration;
import java.util.Optional;
import winnow.study.Standing.Phase;
import winnow.study.StudyState;

/**
 * Since when there has been no slot, so that whoever waits learns what for: an executor that never comes says nothing.
 *
 * @param since time of the session at which the last slot was gone; empty while there are slots
 */
record Vacancy(Optional<Duration> since) {
    static final Vacancy NONE = new Vacancy(Optional.empty());

    /** A session begins without slots. */
    static final Vacancy AT_FIRST = new Vacancy(Optional.of(Duration.ZERO));

    /** Executors of a cluster take some seconds to come. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** There are so many slots now. */
    Vacancy seen(int slots, Duration now) {
        if (slots > 0) {
            return NONE;
        }
        return since.isPresent() ? this : new Vacancy(Optional.of(now));
    }

    /** What is wrong, in words; empty if nothing is, or it has not lasted. */
    Optional<String> trouble(StudyState state, Duration now) {
        boolean isWanted =
                state.standing().phase() == Phase.OPEN && !state.steering().isPaused();
        return since.filter(s -> isWanted && now.minus(s).compareTo(PATIENCE) >= 0)
                .map(s -> "nothing is trained: for " + PATIENCE.toSeconds()
                        + " s no executor has had a slot for a trial;" + " the study goes on by itself when one comes");
    }
}
