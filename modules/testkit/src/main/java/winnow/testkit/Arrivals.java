package winnow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.study.Input;
import winnow.study.StudyState;
import winnow.trial.Assignment;
import winnow.trial.TrialStatus;

/**
 * What counts of all that a study is told, worked out the slow way: of a trial's attempt that is out, each next epoch once and
 * the first end; nothing that is repeated, late, too early, or of an attempt that is over. Then the trials that were
 * entered, promoted, paused, completed, stopped and failed are counted from the decisions.
 */
final class Arrivals {
    private final boolean isLockstep;
    private final Map<Integer, Assignment> out = new HashMap<>();
    private final Map<Integer, Integer> epochs = new HashMap<>();
    private final Set<Integer> judged = new HashSet<>();
    private final Map<Integer, TrialStatus> statuses = new HashMap<>();

    private Arrivals(boolean isLockstep) {
        this.isLockstep = isLockstep;
    }

    /** Walks through a study that began with nothing. */
    static void check(RoughStudy.Result result) {
        var arrivals = new Arrivals(result.state().isLockstep());
        for (var arrival : result.arrivals()) {
            var expected = arrivals.counting(arrival.input());
            assertThat(told(arrival.events())).as("%s", arrival.input()).isEqualTo(expected);
            arrival.events().forEach(arrivals::note);
        }
        arrivals.checkEnd(result.state());
    }

    /** Trial, attempt and epoch of what must be taken from an input; the epoch of an end is 0. */
    private List<List<Integer>> counting(Input input) {
        var counting = new ArrayList<List<Integer>>();
        if (input instanceof Input.Epoch epoch) {
            var report = epoch.report();
            int trial = report.trial();
            int next = epochs.getOrDefault(trial, 0) + 1;
            boolean isLate = isLockstep && judged.contains(trial);
            if (isOut(trial, report.attempt())
                    && report.observation().epoch() == next
                    && next <= out.get(trial).to()
                    && !isLate) {
                counting.add(List.of(trial, report.attempt(), next));
            }
        } else if (input instanceof Input.End end && isOut(end.trial(), end.attempt())) {
            counting.add(List.of(end.trial(), end.attempt(), 0));
        } else if (input instanceof Input.Open) {
            out.values().stream()
                    .sorted(Comparator.comparingInt(Assignment::number))
                    .forEach(a -> counting.add(List.of(a.trial(), a.attempt(), 0)));
        }
        return counting;
    }

    private boolean isOut(int trial, int attempt) {
        return out.containsKey(trial) && out.get(trial).attempt() == attempt;
    }

    private static List<List<Integer>> told(List<StudyEvent> events) {
        var told = new ArrayList<List<Integer>>();
        for (var event : events) {
            if (event instanceof StudyEvent.Reported reported) {
                told.add(List.of(
                        reported.trial(),
                        reported.attempt(),
                        reported.observation().epoch()));
            } else if (event instanceof StudyEvent.Ended ended) {
                told.add(List.of(ended.trial(), ended.attempt(), 0));
            }
        }
        return told;
    }

    private void note(StudyEvent event) {
        if (event instanceof StudyEvent.TrialCreated created) {
            created.parent().ifPresent(parent -> epochs.put(created.trial(), parent.epoch()));
        } else if (event instanceof StudyEvent.Assigned assigned) {
            var assignment = assigned.assignment();
            out.put(assignment.trial(), assignment);
            judged.remove(assignment.trial());
            statuses.put(assignment.trial(), TrialStatus.RUNNING);
        } else if (event instanceof StudyEvent.Reported reported) {
            epochs.merge(reported.trial(), 1, Integer::sum);
        } else if (event instanceof StudyEvent.Ended ended) {
            out.remove(ended.trial());
        } else if (event instanceof StudyEvent.Judged verdict) {
            judged.add(verdict.trial());
            statuses.put(verdict.trial(), status(verdict.verdict()));
        }
    }

    private static TrialStatus status(Verdict verdict) {
        if (verdict instanceof Verdict.Pause) {
            return TrialStatus.PAUSED;
        }
        if (verdict instanceof Verdict.Stop) {
            return TrialStatus.STOPPED;
        }
        return verdict instanceof Verdict.Complete ? TrialStatus.COMPLETED : TrialStatus.FAILED;
    }

    private void checkEnd(StudyState state) {
        assertThat(out).isEmpty();
        for (var trial : state.trials()) {
            assertThat(trial.budget()).as("epochs of %s", trial).isEqualTo(epochs.getOrDefault(trial.number(), 0));
            if (state.tasks().of(trial.number()).isEmpty()) {
                assertThat(trial.status()).as("status of %s", trial).isEqualTo(statuses.get(trial.number()));
            }
        }
    }
}
