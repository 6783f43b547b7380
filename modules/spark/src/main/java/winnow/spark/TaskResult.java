package winnow.spark;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import winnow.trial.Outcome;

/**
 * What a task returns to the driver.
 *
 * @param unacknowledged reports that the driver may not have, oldest first
 */
record TaskResult(Outcome outcome, List<Progress> unacknowledged) {

    byte[] bytes() {
        return Wire.bytes(this::write);
    }

    static TaskResult read(byte[] bytes) {
        return Wire.read(bytes, TaskResult::from);
    }

    void write(DataOutputStream out) throws IOException {
        Wire.outcome(out, outcome);
        Wire.list(out, unacknowledged, Wire::progress);
    }

    static TaskResult from(DataInputStream in) throws IOException {
        return new TaskResult(Wire.outcome(in), Wire.list(in, Wire::progress));
    }
}
