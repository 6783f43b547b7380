package winnow.study;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import winnow.trial.Aim;
import winnow.trial.Assignment;
import winnow.trial.Checkpoint;
import winnow.trial.Goal;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Outcome;
import winnow.trial.Report;
import winnow.trial.Signal;

/**
 * Runs assignments with an objective, epoch after epoch: starts from the newest readable checkpoint, reports, saves,
 * obeys signals, and turns whatever happens into an {@link Outcome}. Used by every kind of executor; safe for use by
 * several threads.
 *
 * @param objective what trains
 * @param store where checkpoints are kept
 * @param aims the study's metrics, the main one first; the objective measures all but times
 * @param timeout longest time of one assignment
 */
public record TrialRunner(Objective objective, CheckpointStore store, List<Aim> aims, Optional<Duration> timeout)
        implements Serializable {

    public TrialRunner {
        aims = List.copyOf(aims);
    }

    /** A runner of trials of which one metric matters. */
    public TrialRunner(
            Objective objective, CheckpointStore store, String metric, Goal goal, Optional<Duration> timeout) {
        this(objective, store, List.of(new Aim(metric, goal)), timeout);
    }

    /** What travels in a runner's stead, since an {@link Optional} cannot. */
    private record Luggage(Objective objective, CheckpointStore store, List<Aim> aims, List<Duration> timeout)
            implements Serializable {
        private Object readResolve() {
            return new TrialRunner(objective, store, aims, timeout.stream().findFirst());
        }
    }

    private Object writeReplace() {
        return new Luggage(objective, store, aims, timeout.stream().toList());
    }

    /**
     * Trains an assignment to its end. Never throws, except for an {@link InterruptedException} that is kept as the
     * thread's flag and becomes {@code Lost(DECOMMISSIONED)}.
     *
     * @param gpus addresses of the GPUs this assignment may use
     * @param nanoTime a clock that never jumps, in nanoseconds
     */
    public Outcome run(Assignment assignment, List<String> gpus, TrialLink link, LongSupplier nanoTime) {
        var watch = new Watch(link, timeout.map(t -> nanoTime.getAsLong() + t.toNanos()), nanoTime);
        try {
            return train(assignment, gpus, link, watch);
        } catch (DivergedException diverged) {
            return new Outcome.Diverged(watch.epoch(), String.valueOf(diverged.getMessage()));
        } catch (OutOfMemoryError error) {
            return new Outcome.Failed(Outcome.Failure.OUT_OF_MEMORY, message(error));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Outcome.Lost(Outcome.Loss.DECOMMISSIONED, "the training thread was interrupted");
        } catch (NotSavedException unsaved) {
            return new Outcome.Lost(Outcome.Loss.NOT_SAVED, String.valueOf(unsaved.getMessage()));
        } catch (ThreadDeath | VirtualMachineError error) {
            return new Outcome.Failed(Outcome.Failure.USER_ERROR, message(error));
        } catch (Throwable thrown) {
            return new Outcome.Failed(Outcome.Failure.USER_ERROR, message(thrown));
        }
    }

    private Outcome train(Assignment assignment, List<String> gpus, TrialLink link, Watch watch) throws Exception {
        var source = newestReadable(assignment);
        var start = new TrialStart(
                assignment.trial(),
                assignment.configuration(),
                assignment.seed(),
                source.epoch(),
                assignment.to(),
                source.content(),
                gpus);
        try (var training = objective.begin(start)) {
            return new Course(assignment, training, link, watch).run(source.epoch());
        }
    }

    /** Where a training takes up: a checkpoint's content and epoch, or nothing and 0. */
    private record Source(int epoch, Optional<byte[]> content) {}

    /** A damaged or missing checkpoint costs time, not the trial: the one before gives the same weights. */
    private Source newestReadable(Assignment assignment) {
        for (var checkpoint : assignment.starts()) {
            var content = readable(checkpoint);
            if (content.isPresent()) {
                return new Source(checkpoint.epoch(), content);
            }
        }
        return new Source(0, Optional.empty());
    }

    private Optional<byte[]> readable(Checkpoint checkpoint) {
        try {
            return Optional.of(store.read(checkpoint));
        } catch (IOException damagedOrMissing) {
            return Optional.empty();
        }
    }

    /** The store failed, and not what trains: the next epoch would be lost as well. */
    private static final class NotSavedException extends Exception {
        private static final long serialVersionUID = 1L;

        NotSavedException(int epoch, IOException cause) {
            super("the checkpoint of epoch " + epoch + " cannot be written: " + message(cause), cause);
        }
    }

    private static String message(Throwable thrown) {
        var text = thrown.getMessage();
        var name = thrown.getClass().getSimpleName();
        return text == null || text.isBlank() ? name : name + ": " + text;
    }

    /** One assignment under way. */
    private final class Course {
        private final Assignment assignment;
        private final Training training;
        private final TrialLink link;
        private final Watch watch;
        private double bar;

        Course(Assignment assignment, Training training, TrialLink link, Watch watch) {
            this.assignment = assignment;
            this.training = training;
            this.link = link;
            this.watch = watch;
            this.bar = assignment.bar().orElse(Double.POSITIVE_INFINITY);
        }

        Outcome run(int trained) throws Exception {
            int epoch = trained;
            Optional<Snapshot> last = Optional.empty();
            Optional<Checkpoint> saved = Optional.empty();
            while (epoch < assignment.to()) {
                if (watch.isStopping()) {
                    return stopped(epoch, last, saved);
                }
                long began = watch.now();
                Metrics metrics;
                try {
                    metrics = training.epoch(watch.entering(epoch + 1), watch);
                } catch (StoppedException stopped) {
                    return stopped(epoch, last, saved);
                }
                epoch++;
                double loss = checked(metrics, epoch);
                last = Optional.of(training.snapshot());
                saved = Optional.empty();
                if (epoch <= assignment.from()) {
                    continue;
                }
                if (epoch == assignment.to() || loss < bar) {
                    saved = save(epoch, last);
                }
                bar = Math.min(bar, loss);
                double seconds = (watch.now() - began) / 1e9;
                link.report(new Report(
                        assignment.trial(), assignment.attempt(), new Observation(epoch, metrics, seconds), saved));
            }
            return new Outcome.Reached(epoch, saved);
        }

        /** The main loss, of metrics in which nothing is missing or beyond measure. */
        private double checked(Metrics metrics, int epoch) {
            for (var aim : aims) {
                var value = metrics.find(aim.metric());
                if (value.isEmpty() && !aim.isTimed()) {
                    throw new IllegalStateException("the objective did not measure " + aim.metric() + " in epoch "
                            + epoch + "; it measured " + metrics.values().keySet());
                }
                if (value.isPresent() && !Double.isFinite(value.getAsDouble())) {
                    throw new DivergedException(aim.metric() + " is " + value.getAsDouble());
                }
            }
            return aims.get(0).loss(metrics);
        }

        private Outcome stopped(int epoch, Optional<Snapshot> last, Optional<Checkpoint> saved)
                throws NotSavedException {
            if (watch.isLate()) {
                return new Outcome.Failed(
                        Outcome.Failure.TIMEOUT,
                        "the assignment took longer than "
                                + timeout.orElseThrow().toSeconds() + " s");
            }
            var signal = link.signal() == Signal.STOP ? Signal.STOP : Signal.PAUSE;
            boolean keep = signal == Signal.PAUSE && saved.isEmpty() && epoch > assignment.from();
            return new Outcome.Stopped(signal, epoch, keep ? save(epoch, last) : saved);
        }

        private Optional<Checkpoint> save(int epoch, Optional<Snapshot> snapshot) throws NotSavedException {
            if (snapshot.isEmpty() || snapshot.get() == Snapshot.NONE) {
                return Optional.empty();
            }
            try {
                return Optional.of(store.write(assignment.trial(), epoch, assignment.attempt(), snapshot.get())
                        .withMadeBy(training.madeBy()));
            } catch (IOException failed) {
                throw new NotSavedException(epoch, failed);
            }
        }
    }

    /** Signals and time-out of one assignment. */
    private static final class Watch implements StopSignal {
        private final TrialLink link;
        private final Optional<Long> deadline;
        private final LongSupplier nanoTime;
        private int epoch = 1;

        Watch(TrialLink link, Optional<Long> deadline, LongSupplier nanoTime) {
            this.link = link;
            this.deadline = deadline;
            this.nanoTime = nanoTime;
        }

        @Override
        public boolean isStopping() {
            return link.signal() != Signal.CONTINUE || isLate();
        }

        boolean isLate() {
            return deadline.isPresent() && now() - deadline.get() > 0;
        }

        int entering(int next) {
            epoch = next;
            return next;
        }

        int epoch() {
            return epoch;
        }

        long now() {
            return nanoTime.getAsLong();
        }
    }
}
