package winnow.study;

import java.util.OptionalInt;

/**
 * How much room checkpoints may take. Beside those counted here, running trials have theirs, and so have the best
 * trial, those that a person pinned or promoted, and forks.
 *
 * @param keep how many paused trials keep theirs; empty: all. A trial that lost its own is trained again from the
 *     beginning when it is promoted, and what it had observed stands
 */
public record CheckpointPolicy(OptionalInt keep) {

    public static final CheckpointPolicy KEEP_ALL = new CheckpointPolicy(OptionalInt.empty());

    public CheckpointPolicy {
        if (keep.isPresent() && keep.getAsInt() < 1) {
            throw new IllegalArgumentException(
                    "checkpoints.keep is " + keep.getAsInt() + ": it must be at least 1; leave it out to keep all");
        }
    }

    /** One that bounds how many paused trials keep theirs. */
    public static CheckpointPolicy keeping(int trials) {
        return new CheckpointPolicy(OptionalInt.of(trials));
    }
}
