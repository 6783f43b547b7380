package winnow.coordinator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import winnow.trial.Assignment;

/**
 * What is out, and when each of it was last heard of. An executor ends every assignment some time, and a trial minds its
 * own time-out between minibatches; a trial that hangs inside one does neither.
 */
final class RollCall {

    /** An attempt that is out. */
    record Attempt(int trial, int attempt) {}

    private final Optional<Duration> patience;
    private final Map<Attempt, Sign> out = new LinkedHashMap<>();

    /** The last sign of life. */
    private static final class Sign {
        private boolean hasBegun;
        private boolean isGivenUp;
        private Duration at = Duration.ZERO;
    }

    /** @param patience how long an attempt may be silent; empty: for ever */
    RollCall(Optional<Duration> patience) {
        this.patience = patience;
    }

    void launched(Assignment assignment) {
        out.put(new Attempt(assignment.trial(), assignment.attempt()), new Sign());
    }

    void heard(int trial, int attempt, Duration now) {
        var sign = out.get(new Attempt(trial, attempt));
        if (sign != null) {
            sign.hasBegun = true;
            sign.at = now;
        }
    }

    /** The executor ended it, and its slot is free. */
    void ended(int trial, int attempt) {
        out.remove(new Attempt(trial, attempt));
    }

    /**
     * Those that have just been silent for too long, each named once. The clock of an attempt starts when it is first
     * seen here with a slot: an executor begins what it was given in order.
     *
     * @param slots how many run at once
     */
    List<Attempt> silent(int slots, Duration now) {
        var silent = new ArrayList<Attempt>();
        int position = 0;
        for (var entry : out.entrySet()) {
            var sign = entry.getValue();
            if (!sign.hasBegun && position < slots) {
                sign.hasBegun = true;
                sign.at = now;
            }
            if (sign.hasBegun && !sign.isGivenUp && isTooLong(now.minus(sign.at))) {
                sign.isGivenUp = true;
                silent.add(entry.getKey());
            }
            position++;
        }
        return silent;
    }

    private boolean isTooLong(Duration silence) {
        return patience.isPresent() && silence.compareTo(patience.get()) > 0;
    }
}
