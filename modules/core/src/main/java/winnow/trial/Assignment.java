package winnow.trial;

import java.util.List;
import java.util.OptionalDouble;
import winnow.space.Configuration;

/**
 * The one thing sent out: train this trial from its checkpoint up to this budget.
 *
 * @param number counts the assignments of a study from 1; a repetition after a loss keeps its number
 * @param trial the trial's number, from 0
 * @param attempt counts what was sent out for this trial, from 1; a report of an older attempt is ignored
 * @param configuration what to train
 * @param seed the trial's seed: initialisation, shuffling and augmentation come from it alone
 * @param from epochs trained already; the state after them is in the first of {@code starts}
 * @param to the budget to reach, greater than {@code from}
 * @param starts checkpoints to start from, newest first; later ones serve if an earlier one is damaged; empty: from
 *     scratch
 * @param bar the study's lowest loss so far: an epoch below it must be checkpointed
 * @param label what a person reads in a list of tasks, for example {@code trial 17 epochs 4-12 rung 2}
 */
public record Assignment(
        int number,
        int trial,
        int attempt,
        Configuration configuration,
        long seed,
        int from,
        int to,
        List<Checkpoint> starts,
        OptionalDouble bar,
        String label) {

    public Assignment {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException(
                    "an assignment trains from 0 or more up to a larger budget, not from " + from + " to " + to);
        }
        if (number < 1 || trial < 0 || attempt < 1) {
            throw new IllegalArgumentException(
                    "no assignment has number " + number + ", trial " + trial + ", attempt " + attempt);
        }
        starts = List.copyOf(starts);
    }
}
