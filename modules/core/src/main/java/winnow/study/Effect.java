package winnow.study;

import winnow.trial.Assignment;
import winnow.trial.Checkpoint;
import winnow.trial.Signal;

/** What the coordinator must do once the events of a step are in the journal. */
public sealed interface Effect {

    /** Send an assignment out. */
    record Launch(Assignment assignment) implements Effect {}

    /** Ask a running assignment to pause or stop. */
    record Send(int trial, int attempt, Signal signal) implements Effect {}

    /** Delete a checkpoint that no trial needs any more. */
    record Drop(Checkpoint checkpoint) implements Effect {}

    /** The session is over: nothing runs, nothing will start. */
    record Finish() implements Effect {}

    /**
     * Tell a person what became of a request.
     *
     * @param isGranted whether it was done
     * @param text what happened, or why not
     */
    record Answer(String request, boolean isGranted, String text) implements Effect {}
}
