package winnow.coordinator;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import winnow.study.TrialExecutor;
import winnow.trial.Assignment;
import winnow.trial.Checkpoint;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Outcome;
import winnow.trial.Report;
import winnow.trial.Signal;

/** Trains in no time, one assignment after another on a thread of its own; too fast for any signal. */
final class PromptExecutor implements TrialExecutor {
    private final int slots;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(r -> new Thread(r, "prompt"));
    private volatile Listener listener;

    PromptExecutor(int slots) {
        this.slots = slots;
    }

    @Override
    public void start(Listener newListener) {
        listener = newListener;
        listener.slots(slots);
    }

    @Override
    public void launch(Assignment assignment) {
        thread.execute(() -> train(assignment));
    }

    private void train(Assignment assignment) {
        for (int epoch = assignment.from() + 1; epoch <= assignment.to(); epoch++) {
            double loss = assignment.configuration().real("x") + 1.0 / epoch;
            listener.reported(new Report(
                    assignment.trial(),
                    assignment.attempt(),
                    new Observation(epoch, Metrics.of("loss", loss), 0),
                    Optional.empty()));
        }
        var saved = new Checkpoint(assignment.trial(), assignment.to(), assignment.attempt(), "digest", 1);
        listener.ended(
                assignment.trial(), assignment.attempt(), new Outcome.Reached(assignment.to(), Optional.of(saved)));
    }

    @Override
    public void signal(int trial, int attempt, Signal signal) {}

    @Override
    public void close() {
        thread.shutdown();
    }
}
