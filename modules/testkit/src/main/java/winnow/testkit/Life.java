package winnow.testkit;

import java.util.List;
import winnow.space.Configuration;
import winnow.study.StudyState;
import winnow.trial.Observation;
import winnow.trial.TrialStatus;

/**
 * What became of a trial, without what depends on the machines it ran on: two courses of a study in lockstep have the
 * same lives.
 *
 * @param reason why it ended or waits
 */
public record Life(
        Configuration configuration, int bracket, TrialStatus status, List<Observation> observations, String reason) {

    public Life {
        observations = List.copyOf(observations);
    }

    /** Those of all trials of a study, in their order. */
    public static List<Life> of(StudyState state) {
        return state.history().trials().stream()
                .map(t -> new Life(t.configuration(), t.bracket(), t.status(), t.observations(), t.reason()))
                .toList();
    }
}
