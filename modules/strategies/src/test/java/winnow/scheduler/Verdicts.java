package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.trial.Assignment;

/** Walks through a study and asks a reference, at each epoch at which a running trial is judged, what it would say. */
final class Verdicts {
    private Verdicts() {}

    /**
     * Checks every verdict on a running trial.
     *
     * @param mustStop the reference: the place of the report in the events, and the report
     * @return how many trials were stopped
     */
    static int check(List<StudyEvent> events, BiFunction<Integer, StudyEvent.Reported, Boolean> mustStop) {
        var assignments = new HashMap<Integer, Assignment>();
        Set<Integer> doomed = new HashSet<>();
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) instanceof StudyEvent.Assigned assigned) {
                assignments.put(assigned.assignment().trial(), assigned.assignment());
            } else if (events.get(i) instanceof StudyEvent.Reported reported && !doomed.contains(reported.trial())) {
                boolean isLast = reported.observation().epoch()
                        == assignments.get(reported.trial()).to();
                boolean isStopped = i + 1 < events.size()
                        && events.get(i + 1) instanceof StudyEvent.Judged judged
                        && judged.trial() == reported.trial()
                        && judged.verdict() instanceof Verdict.Stop;
                assertThat(isStopped).as("after %s", reported).isEqualTo(!isLast && mustStop.apply(i, reported));
                if (isStopped) {
                    doomed.add(reported.trial());
                }
            }
        }
        return doomed.size();
    }
}
