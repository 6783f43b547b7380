package winnow.study;

import org.pcollections.HashTreePSet;
import org.pcollections.MapPSet;
import org.pcollections.TreePSet;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

/**
 * The checkpoints of paused trials, where the spec bounds their number: which trials have some, and whose were dropped.
 * Empty where nothing bounds them.
 *
 * @param holders paused trials that have checkpoints
 * @param dropped trials whose checkpoints were dropped, until they are sent out again
 */
public record Shelf(TreePSet<Integer> holders, MapPSet<Integer> dropped) {

    static final Shelf EMPTY = new Shelf(TreePSet.empty(), HashTreePSet.empty());

    /** A trial has changed. */
    Shelf with(Trial trial) {
        boolean isHolder =
                trial.status() == TrialStatus.PAUSED && !trial.checkpoints().isEmpty();
        if (isHolder == holders.contains(trial.number())) {
            return this;
        }
        return new Shelf(isHolder ? holders.plus(trial.number()) : holders.minus(trial.number()), dropped);
    }

    /** A trial's checkpoints are dropped. */
    Shelf dropping(int trial) {
        return new Shelf(holders.minus(trial), dropped.plus(trial));
    }

    /** A trial is sent out: what was dropped is trained again. */
    Shelf sent(int trial) {
        return dropped.contains(trial) ? new Shelf(holders, dropped.minus(trial)) : this;
    }
}
