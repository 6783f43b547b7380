package winnow.search;

import java.util.OptionalInt;
import winnow.space.Configuration;

/** What a person asks of a study that runs, from outside. */
public sealed interface Request {

    /** Stop a trial for good. */
    record Kill(int trial) implements Request {}

    /**
     * Train a paused trial on, whatever the scheduler's rule says.
     *
     * @param to the budget of a rung; if empty, the next rung's
     */
    record Promote(int trial, OptionalInt to) implements Request {}

    /** Let no verdict of the scheduler stop a trial, and keep its checkpoint. */
    record Pin(int trial) implements Request {}

    /** Undo a {@link Pin}. */
    record Unpin(int trial) implements Request {}

    /** Try a configuration before the strategy's next proposals. It counts as a trial. */
    record Enqueue(Configuration configuration) implements Request {}

    /** Put other limits in force. */
    record Extend(Limits limits) implements Request {}

    /** Launch nothing new, and pause what runs. */
    record Pause() implements Request {}

    /** Go on after a pause. */
    record Resume() implements Request {}

    /** Put the study down, as an interrupt does. */
    record Stop() implements Request {}
}
