package winnow.spark;

import java.util.List;
import winnow.trial.Outcome;

/**
 * What a task returns to the driver.
 *
 * @param unacknowledged reports that the driver may not have, oldest first
 */
record TaskResult(Outcome outcome, List<Progress> unacknowledged) {

    byte[] bytes() {
        return Wire.bytes(out -> {
            Wire.outcome(out, outcome);
            Wire.list(out, unacknowledged, Wire::progress);
        });
    }

    static TaskResult read(byte[] bytes) {
        return Wire.read(bytes, in -> new TaskResult(Wire.outcome(in), Wire.list(in, Wire::progress)));
    }
}
