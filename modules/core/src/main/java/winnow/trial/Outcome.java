package winnow.trial;

import java.util.Optional;

/** How an assignment ended. What follows from each kind is the study engine's to say. */
public sealed interface Outcome {

    /** Trained to the budget, measured, checkpointed (unless the objective has no state to save). */
    record Reached(int epoch, Optional<Checkpoint> checkpoint) implements Outcome {}

    /**
     * Obeyed a signal before the budget.
     *
     * @param signal PAUSE or STOP
     * @param epoch last whole epoch, 0 if none
     * @param checkpoint the state after {@code epoch}, if it was saved by this attempt
     */
    record Stopped(Signal signal, int epoch, Optional<Checkpoint> checkpoint) implements Outcome {
        public Stopped {
            if (signal == Signal.CONTINUE) {
                throw new IllegalArgumentException("nothing stops by CONTINUE");
            }
        }
    }

    /**
     * NaN, infinity or explosion of the loss, seen inside an epoch. Never retried.
     *
     * @param epoch the epoch it happened in, from 1
     */
    record Diverged(int epoch, String message) implements Outcome {}

    /** The objective's fault, returned as a value. */
    record Failed(Failure kind, String message) implements Outcome {}

    /** The machine's fault: run again from the checkpoint. */
    record Lost(Loss kind, String message) implements Outcome {}

    /** Kinds of {@link Failed}. */
    enum Failure {
        USER_ERROR,
        OUT_OF_MEMORY,
        TIMEOUT
    }

    /** Kinds of {@link Lost}. */
    enum Loss {
        DECOMMISSIONED,
        EXECUTOR_DEAD,
        DRIVER_RESTART,
        /** a checkpoint could not be written: the disk is full, or the file system broken */
        NOT_SAVED
    }
}
