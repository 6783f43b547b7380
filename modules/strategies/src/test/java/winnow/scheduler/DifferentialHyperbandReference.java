package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import winnow.search.StudyEvent;
import winnow.testkit.RoughStudy;

/** The order in which DEHB's later brackets are filled, the slow way. */
final class DifferentialHyperbandReference {
    private DifferentialHyperbandReference() {}

    static void check(DifferentialHyperband scheduler, RoughStudy.Result result) {
        var trials = result.state().history().trials();
        Map<List<Integer>, Set<Integer>> opened = new HashMap<>();
        Set<Integer> ended = new HashSet<>();
        for (var event : result.events()) {
            if (event instanceof StudyEvent.Judged judged) {
                ended.add(judged.trial());
            } else if (event instanceof StudyEvent.Assigned assigned
                    && trials.get(assigned.assignment().trial()).bracket() > 0) {
                int trial = assigned.assignment().trial();
                int bracket = trials.get(trial).bracket();
                int rung = assigned.rung();
                assertThat(assigned.assignment().to())
                        .isEqualTo(scheduler.brackets().ladder(bracket).budget(rung));
                boolean isNew = opened.computeIfAbsent(List.of(bracket, rung), none -> new HashSet<>())
                        .add(trial);
                if (isNew && rung > 0) {
                    var below = opened.get(List.of(bracket, rung - 1));
                    assertThat(below).hasSize(scheduler.wanted(bracket, rung - 1));
                    assertThat(ended).containsAll(below);
                }
            }
        }
        opened.forEach((place, there) ->
                assertThat(there.size()).isLessThanOrEqualTo(scheduler.wanted(place.get(0), place.get(1))));
    }
}
