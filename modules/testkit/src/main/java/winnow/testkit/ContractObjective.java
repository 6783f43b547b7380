package winnow.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import winnow.study.DivergedException;
import winnow.study.Objective;
import winnow.study.Snapshot;
import winnow.study.StopSignal;
import winnow.study.Training;
import winnow.study.TrialStart;
import winnow.trial.Metrics;

/**
 * An objective that does what its configuration says in the parameter {@value #BEHAVIOUR}. Its loss is 1 / epoch, and its
 * state is the number of the epoch.
 */
public record ContractObjective() implements Objective {
    public static final String BEHAVIOUR = "behaviour";

    /** Measures each epoch at once. */
    public static final String LEARN = "learn";

    /** Takes 20 ms an epoch, and looks at its signal each millisecond. */
    public static final String LEARN_SLOWLY = "learn slowly";

    /** Throws an exception in epoch 3. */
    public static final String THROW = "throw";

    /** Throws an error in epoch 3. */
    public static final String THROW_ERROR = "throw error";

    /** Diverges in epoch 3. */
    public static final String DIVERGE = "diverge";

    /** Hangs in epoch 3 until its thread is interrupted, whatever it is asked. */
    public static final String HANG = "hang";

    /** Those that end. */
    public static final List<String> BEHAVIOURS = List.of(LEARN, LEARN_SLOWLY, THROW, THROW_ERROR, DIVERGE);

    private static final int TURN = 3;
    private static final int SLOW_MILLIS = 20;

    @Override
    public Training begin(TrialStart start) {
        int trained = start.checkpoint()
                .map(content -> ByteBuffer.wrap(content).getInt())
                .orElse(0);
        if (trained != start.from()) {
            throw new IllegalArgumentException(
                    "the checkpoint is of epoch " + trained + ", the training starts from " + start.from());
        }
        return new Course(start.configuration().text(BEHAVIOUR), trained);
    }

    /** One training. */
    private static final class Course implements Training {
        private final String behaviour;
        private int trained;

        Course(String behaviour, int trained) {
            this.behaviour = behaviour;
            this.trained = trained;
        }

        @Override
        public Metrics epoch(int epoch, StopSignal stop) throws InterruptedException {
            if (epoch != trained + 1) {
                throw new IllegalArgumentException("epoch " + epoch + " follows epoch " + trained);
            }
            behave(epoch == TURN, stop);
            trained = epoch;
            return Metrics.of("loss", 1.0 / epoch);
        }

        private void behave(boolean turn, StopSignal stop) throws InterruptedException {
            switch (behaviour) {
                case LEARN_SLOWLY -> {
                    for (int i = 0; i < SLOW_MILLIS; i++) {
                        await(1);
                        stop.check();
                    }
                }
                case THROW -> {
                    if (turn) {
                        throw new UnsupportedOperationException("thrown in epoch " + TURN);
                    }
                }
                case THROW_ERROR -> {
                    if (turn) {
                        throw new AssertionError("thrown in epoch " + TURN);
                    }
                }
                case DIVERGE -> {
                    if (turn) {
                        throw new DivergedException("the loss exploded");
                    }
                }
                case HANG -> {
                    if (turn) {
                        await(Long.MAX_VALUE);
                    }
                }
                default -> stop.check();
            }
        }

        private static void await(long millis) throws InterruptedException {
            new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        }

        @Override
        public Snapshot snapshot() {
            int epoch = trained;
            return out -> write(out, epoch);
        }

        private static void write(OutputStream out, int epoch) throws IOException {
            out.write(ByteBuffer.allocate(Integer.BYTES).putInt(epoch).array());
        }
    }
}
