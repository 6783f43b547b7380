package winnow.study;

import winnow.trial.Assignment;
import winnow.trial.Outcome;
import winnow.trial.Report;
import winnow.trial.Signal;

/**
 * Runs assignments somewhere else, several at once. Completes every assignment it was given exactly once, also when it
 * is closed, cancelled or killed.
 */
public interface TrialExecutor extends AutoCloseable {

    /** Begins to work; to be called once, before anything else. */
    void start(Listener listener);

    /** Runs an assignment; returns at once. More than there are slots wait in order. */
    void launch(Assignment assignment);

    /** Passes a signal on to an assignment, if that attempt still runs; the strongest of several wins. */
    void signal(int trial, int attempt, Signal signal);

    /** Ends everything: what has not ended yet ends with {@code Lost(DRIVER_RESTART)}. Idempotent. */
    @Override
    void close();

    /** What an executor tells. Called from any thread; must return quickly. */
    interface Listener {

        /** An epoch was trained and measured. Reports of an attempt come in order and before its end. */
        void reported(Report report);

        /** An assignment ended: exactly once for each launch. */
        void ended(int trial, int attempt, Outcome outcome);

        /** How many assignments can run at once now. Also called at the start. */
        void slots(int slots);
    }
}
