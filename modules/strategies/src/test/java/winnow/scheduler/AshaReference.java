package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import winnow.search.History;
import winnow.search.StudyEvent;
import winnow.search.Verdict;

/**
 * The promotion law of asynchronous halving, the slow way: before every decision each rung is
 * sorted anew.
 */
class AshaReference {
    private final List<Integer> budgets;
    private final int factor;
    private final History losses;
    private final Map<Integer, Map<Integer, Double>> observed = new HashMap<>();
    private final Map<Integer, Integer> pausedAt = new HashMap<>();
    private final Set<Integer> opened = new HashSet<>();
    private final Set<Integer> assignments = new HashSet<>();
    private int decisions;

    AshaReference(List<Integer> budgets, int factor, History losses) {
        this.budgets = budgets;
        this.factor = factor;
        this.losses = losses;
    }

    /** Walks through a study that does not run in lockstep; how many decisions it made. */
    int check(List<StudyEvent> events) {
        for (var event : events) {
            if (event instanceof StudyEvent.Assigned assigned
                    && assignments.add(assigned.assignment().number())) {
                check(assigned);
            }
            note(event);
        }
        return decisions;
    }

    /** Nothing is left to promote. */
    boolean isDone() {
        return promotion().isEmpty();
    }

    private void check(StudyEvent.Assigned assigned) {
        decisions++;
        var assignment = assigned.assignment();
        var expected = promotion();
        boolean isNew = opened.add(assignment.trial());
        assertThat(isNew ? Optional.<List<Integer>>empty() : Optional.of(List.of(assignment.trial(), assignment.to())))
                .as("promotion before %s", assigned)
                .isEqualTo(expected);
        if (isNew) {
            assertThat(assignment.to()).isEqualTo(budgets.get(0));
        }
    }

    /** The trial to promote and its next budget. */
    private Optional<List<Integer>> promotion() {
        for (int rung = cap() - 1; rung >= 0; rung--) {
            int budget = budgets.get(rung);
            var reached = observed.getOrDefault(budget, Map.of());
            var best = reached.keySet().stream()
                    .sorted(Comparator.comparing((Integer t) -> reached.get(t)).thenComparing(t -> t))
                    .limit(reached.size() / factor)
                    .filter(t -> reached.get(t) < Double.POSITIVE_INFINITY
                            && Integer.valueOf(budget).equals(pausedAt.get(t)))
                    .findFirst();
            if (best.isPresent()) {
                return Optional.of(List.of(best.get(), budgets.get(rung + 1)));
            }
        }
        return Optional.empty();
    }

    /** The highest rung that is promoted to. */
    int cap() {
        return budgets.size() - 1;
    }

    void note(StudyEvent event) {
        if (event instanceof StudyEvent.Reported reported) {
            double loss = losses.loss(reported.observation()).orElseThrow();
            observed.computeIfAbsent(reported.observation().epoch(), epoch -> new HashMap<>())
                    .put(reported.trial(), Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY);
        } else if (event instanceof StudyEvent.Judged judged && judged.verdict() instanceof Verdict.Pause) {
            pausedAt.put(judged.trial(), judged.epoch());
        } else if (event instanceof StudyEvent.Judged judged) {
            pausedAt.remove(judged.trial());
        } else if (event instanceof StudyEvent.Assigned assigned) {
            pausedAt.remove(assigned.assignment().trial());
        }
    }
}
