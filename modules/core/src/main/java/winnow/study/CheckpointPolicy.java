package winnow.study;

import java.util.OptionalInt;

/**
 * How much room checkpoints may take.
 *
 * @param keep how many paused trials keep theirs; empty: all
 */
public record CheckpointPolicy(OptionalInt keep) {

    public static final CheckpointPolicy KEEP_ALL = new CheckpointPolicy(OptionalInt.empty());
}
