package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import winnow.search.History;
import winnow.search.StudyEvent;
import winnow.search.Verdict;

/**
 * Synchronous halving, the slow way: whenever a trial goes on or is stopped between assignments, its whole rung must
 * have ended, and sorting the rung must put it among those that stay, or not.
 */
final class HalvingReference {
    private final List<Integer> budgets;
    private final Places places;
    private final History losses;
    private final Map<Integer, Set<Integer>> entered = new HashMap<>();
    private final Map<Integer, Map<Integer, Double>> ended = new HashMap<>();
    private final Map<Integer, Integer> rungs = new HashMap<>();
    private final Set<Integer> paused = new HashSet<>();
    private final Map<Integer, List<Integer>> promoted = new HashMap<>();

    /** How many of a rung go on. */
    interface Places {
        double of(int candidates, int entered, int rung);
    }

    HalvingReference(List<Integer> budgets, Places places, History losses) {
        this.budgets = budgets;
        this.places = places;
        this.losses = losses;
    }

    /** How many of each rung go on, by scikit-learn's rule. */
    static Places roundedUp(int factor) {
        return (candidates, entered, rung) -> Math.ceil(1.0 * entered / factor);
    }

    /** Walks through a study; how many trials went on from each rung. */
    Map<Integer, List<Integer>> check(List<StudyEvent> events) {
        for (var event : events) {
            if (event instanceof StudyEvent.Assigned assigned) {
                assigned(assigned.assignment().trial(), assigned.assignment().to());
            } else if (event instanceof StudyEvent.Judged judged) {
                judged(judged.trial(), judged.verdict());
            }
        }
        return promoted;
    }

    private void assigned(int trial, int to) {
        int rung = budgets.indexOf(to);
        assertThat(rung).as("rung at epoch %d", to).isNotNegative();
        if (Integer.valueOf(rung).equals(rungs.get(trial))) {
            return;
        }
        if (rung > 0) {
            assertThat(paused.remove(trial)).isTrue();
            assertThat(rungs.get(trial)).isEqualTo(rung - 1);
            assertThat(stays(rung - 1)).contains(trial);
            promoted.computeIfAbsent(rung - 1, none -> new ArrayList<>()).add(trial);
        }
        rungs.put(trial, rung);
        entered.computeIfAbsent(rung, none -> new HashSet<>()).add(trial);
    }

    private void judged(int trial, Verdict verdict) {
        int rung = rungs.get(trial);
        if (paused.remove(trial)) {
            assertThat(verdict).isInstanceOf(Verdict.Stop.class);
            assertThat(stays(rung)).doesNotContain(trial);
            return;
        }
        var loss = losses.loss(losses.trial(trial), budgets.get(rung));
        boolean isMeasured =
                !(verdict instanceof Verdict.Fail) && loss.isPresent() && Double.isFinite(loss.getAsDouble());
        ended.computeIfAbsent(rung, none -> new HashMap<>())
                .put(trial, isMeasured ? loss.getAsDouble() : Double.POSITIVE_INFINITY);
        if (verdict instanceof Verdict.Pause) {
            paused.add(trial);
        }
    }

    private List<Integer> stays(int rung) {
        var scores = ended.getOrDefault(rung, Map.of());
        assertThat(scores.keySet()).as("those that ended rung %d", rung).isEqualTo(entered.get(rung));
        return scores.keySet().stream()
                .sorted(Comparator.comparing((Integer t) -> scores.get(t)).thenComparing(t -> t))
                .limit((long) places.of(entered.get(0).size(), scores.size(), rung))
                .filter(t -> scores.get(t) < Double.POSITIVE_INFINITY)
                .toList();
    }
}
