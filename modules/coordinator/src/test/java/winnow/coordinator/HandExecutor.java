package winnow.coordinator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import winnow.study.TrialExecutor;
import winnow.trial.Assignment;
import winnow.trial.Checkpoint;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Outcome;
import winnow.trial.Report;
import winnow.trial.Signal;

/** An executor whose trials do what the test says, when it says so. */
final class HandExecutor implements TrialExecutor {

    /** A signal that was sent. */
    record Sent(int trial, int attempt, Signal signal) {}

    private final int slots;
    private final CompletableFuture<Listener> listener = new CompletableFuture<>();
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private final BlockingQueue<Assignment> launches = new LinkedBlockingQueue<>();
    private final BlockingQueue<Sent> signals = new LinkedBlockingQueue<>();
    private final Map<Integer, Assignment> running = new LinkedHashMap<>();
    private volatile Runnable onLaunch = () -> {};
    private volatile Runnable onClose = this::loseAll;

    HandExecutor(int slots) {
        this.slots = slots;
    }

    /** Instead of losing all that runs, it does this when it is closed. */
    HandExecutor onClose(Runnable newOnClose) {
        onClose = newOnClose;
        return this;
    }

    HandExecutor onLaunch(Runnable newOnLaunch) {
        onLaunch = newOnLaunch;
        return this;
    }

    @Override
    public void start(Listener newListener) {
        listener.complete(newListener);
        newListener.slots(slots);
    }

    @Override
    public synchronized void launch(Assignment assignment) {
        onLaunch.run();
        running.put(assignment.trial(), assignment);
        launches.add(assignment);
    }

    @Override
    public void signal(int trial, int attempt, Signal signal) {
        signals.add(new Sent(trial, attempt, signal));
    }

    @Override
    public void close() {
        if (closed.complete(true)) {
            onClose.run();
        }
    }

    private synchronized void loseAll() {
        for (var assignment : List.copyOf(running.values())) {
            end(assignment, new Outcome.Lost(Outcome.Loss.DRIVER_RESTART, "the executor was closed"));
        }
    }

    boolean isStarted() {
        return listener.isDone();
    }

    boolean isClosed() {
        return closed.isDone();
    }

    boolean hasLaunched() {
        return !launches.isEmpty();
    }

    boolean hasSignalled() {
        return !signals.isEmpty();
    }

    /** Waits for the next launch. */
    Assignment next() {
        return Patience.take(launches);
    }

    Sent nextSignal() {
        return Patience.take(signals);
    }

    /** Waits for the start. */
    Listener tell() {
        return Patience.await(listener);
    }

    void report(Assignment assignment, int epoch, double loss) {
        tell().reported(new Report(
                assignment.trial(),
                assignment.attempt(),
                new Observation(epoch, Metrics.of("loss", loss), 1),
                Optional.empty()));
    }

    synchronized void end(Assignment assignment, Outcome outcome) {
        running.remove(assignment.trial());
        tell().ended(assignment.trial(), assignment.attempt(), outcome);
    }

    /** Trains an assignment to its budget. */
    void reach(Assignment assignment, double loss) {
        for (int epoch = assignment.from() + 1; epoch <= assignment.to(); epoch++) {
            report(assignment, epoch, loss);
        }
        end(assignment, new Outcome.Reached(assignment.to(), Optional.of(checkpoint(assignment, assignment.to()))));
    }

    /** Obeys a pause after an epoch. */
    void pause(Assignment assignment, int epoch) {
        var saved = epoch == 0 ? Optional.<Checkpoint>empty() : Optional.of(checkpoint(assignment, epoch));
        end(assignment, new Outcome.Stopped(Signal.PAUSE, epoch, saved));
    }

    static Checkpoint checkpoint(Assignment assignment, int epoch) {
        return new Checkpoint(assignment.trial(), epoch, assignment.attempt(), "digest", 1);
    }
}
