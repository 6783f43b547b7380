package winnow.study;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import winnow.search.StudyEvent.CheckpointsDropped;
import winnow.trial.Trial;

/**
 * Keeps the checkpoints of paused trials within the room that the spec gives them ({@link CheckpointPolicy}). What is
 * dropped first is what is least likely to be resumed: the trial with the lowest rank among those that wait at the same
 * budget; of two with the same rank, the one at the lower budget, which is trained again sooner.
 */
final class Room {
    private static final Comparator<Place> BY_LOSS =
            Comparator.comparingDouble(Place::loss).thenComparingInt(Place::trial);

    private Room() {}

    /** A trial that waits at a budget, with its loss there. */
    private record Place(int trial, int budget, double loss) {}

    /** A trial's rank among those that wait at its budget, from 1. */
    private record Ranked(Place place, int rank, int of) {}

    /** Whose checkpoints are to be dropped next; empty if they fit. Takes O(k log k) for k trials that have some. */
    static Optional<CheckpointsDropped> excess(StudyState state) {
        var keep = state.spec().checkpoints().keep();
        if (keep.isEmpty() || state.shelf().holders().size() <= keep.getAsInt()) {
            return Optional.empty();
        }
        var spare = spare(state);
        return spare.size() <= keep.getAsInt() ? Optional.empty() : Optional.of(worst(spare, keep));
    }

    /** Paused trials whose checkpoints may be dropped: all but the best and those that a person wants. */
    private static List<Place> spare(StudyState state) {
        int best = state.history().incumbent().map(i -> i.trial()).orElse(-1);
        return state.shelf().holders().stream()
                .filter(t -> t != best
                        && state.tasks().of(t).isEmpty()
                        && !state.steering().pinned().containsKey(t)
                        && !state.steering().promotions().containsKey(t))
                .map(t -> place(state, state.history().trial(t)))
                .toList();
    }

    private static Place place(StudyState state, Trial trial) {
        double loss = state.history().loss(trial, trial.budget()).orElse(Double.POSITIVE_INFINITY);
        return new Place(trial.number(), trial.budget(), Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss);
    }

    private static CheckpointsDropped worst(List<Place> spare, OptionalInt keep) {
        var lowest = ranked(spare).stream()
                .max(Comparator.comparingInt(Ranked::rank)
                        .thenComparing(r -> r.place().budget(), Comparator.reverseOrder()))
                .orElseThrow();
        return new CheckpointsDropped(
                lowest.place().trial(),
                "rank " + lowest.rank() + " of " + lowest.of() + " that wait at epoch "
                        + lowest.place().budget() + " with a checkpoint; checkpoints.keep is " + keep.getAsInt());
    }

    private static List<Ranked> ranked(List<Place> spare) {
        Map<Integer, Integer> sizes = new HashMap<>();
        Map<Integer, Integer> ranks = new HashMap<>();
        spare.forEach(p -> sizes.merge(p.budget(), 1, Integer::sum));
        return spare.stream()
                .sorted(BY_LOSS)
                .map(p -> new Ranked(p, ranks.merge(p.budget(), 1, Integer::sum), sizes.getOrDefault(p.budget(), 0)))
                .toList();
    }
}
