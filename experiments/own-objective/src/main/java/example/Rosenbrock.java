package example;

import java.nio.ByteBuffer;
import winnow.study.Objective;
import winnow.study.Snapshot;
import winnow.study.StopSignal;
import winnow.study.Training;
import winnow.study.TrialStart;
import winnow.trial.Metrics;

/**
 * Minimises Rosenbrock's function of two variables by gradient descent with momentum: what is searched are the step size
 * and the momentum. An epoch is a hundred steps.
 */
public final class Rosenbrock implements Objective {
    private static final long serialVersionUID = 1L;
    private static final int STEPS = 100;

    @Override
    public Training begin(TrialStart start) {
        double rate = start.configuration().real("learning_rate");
        double momentum = start.configuration().real("momentum");
        // x, y and their velocities: from the checkpoint, or where the search for the minimum begins.
        double[] at = {-1.2, 1, 0, 0};
        start.checkpoint().map(ByteBuffer::wrap).ifPresent(saved -> {
            for (int i = 0; i < at.length; i++) {
                at[i] = saved.getDouble();
            }
        });
        return new Training() {
            @Override
            public Metrics epoch(int epoch, StopSignal stop) {
                for (int step = 0; step < STEPS; step++) {
                    stop.check();
                    double slopeY = 200 * (at[1] - at[0] * at[0]);
                    double slopeX = -2 * (1 - at[0]) - 2 * at[0] * slopeY;
                    at[2] = momentum * at[2] - rate * slopeX;
                    at[3] = momentum * at[3] - rate * slopeY;
                    at[0] += at[2];
                    at[1] += at[3];
                }
                double bend = at[1] - at[0] * at[0];
                return Metrics.of("loss", (1 - at[0]) * (1 - at[0]) + 100 * bend * bend);
            }

            @Override
            public Snapshot snapshot() {
                var saved = ByteBuffer.allocate(at.length * Double.BYTES);
                for (double value : at) {
                    saved.putDouble(value);
                }
                return out -> out.write(saved.array());
            }
        };
    }
}
