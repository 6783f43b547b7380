package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import winnow.search.Limits;
import winnow.simulator.Faults;
import winnow.simulator.Simulation;
import winnow.simulator.SyntheticCurves;
import winnow.strategy.RandomSearch;
import winnow.study.StudyState;
import winnow.testkit.SampleSpaces;
import winnow.testkit.SampleStudy;
import winnow.trial.Aim;
import winnow.trial.Goal;
import winnow.trial.Outcome;
import winnow.trial.TrialStatus;

/** The metric that the engine adds: over pauses, promotions, losses and forks, in the order of the journal. */
class TrainingSecondsTest {
    private static final Aim LOSS = new Aim(SampleStudy.METRIC, Goal.MINIMIZE);
    private static final Aim SECONDS = new Aim(Aim.TRAINING_SECONDS, Goal.MINIMIZE);
    private static final Faults LOSING =
            (assignment, epoch) -> assignment.trial() % 3 == 1 && assignment.attempt() == 1 && epoch == 2
                    ? Optional.of(new Outcome.Lost(Outcome.Loss.DECOMMISSIONED, "gone"))
                    : Optional.empty();

    private static Simulation.Result run(List<Aim> aims, winnow.search.Scheduler<?> scheduler) {
        var study = SampleStudy.of(SampleSpaces.mixed()).seed(4).limits(Limits.ofTrials(27));
        var start = StudyState.initial(study.spec(aims), new RandomSearch(), scheduler);
        var curves = new SyntheticCurves(study.space(), 4, 0.05, SampleStudy.METRIC);
        return Simulation.of(start, curves, 3).with(LOSING).run();
    }

    @Test
    void isTheSumOfTheEpochsSoFar() {
        var result = run(List.of(LOSS, SECONDS), new Asha(Ladder.upTo(1, 9, 3)));
        int epochs = 0;
        for (var trial : result.state().history().trials()) {
            double sum = 0;
            for (var observation : trial.observations()) {
                sum += observation.seconds();
                assertThat(observation.metrics().value(Aim.TRAINING_SECONDS)).isCloseTo(sum, within(1e-9));
                epochs++;
            }
        }
        assertThat(epochs).isGreaterThan(40);
        var replayed = StudyState.initial(result.state().spec(), new RandomSearch(), new Asha(Ladder.upTo(1, 9, 3)));
        for (var entry : result.entries()) {
            replayed = replayed.apply(entry);
        }
        assertThat(replayed.equals(result.state())).isTrue();
    }

    @Test
    void isNotMeasuredForStudiesThatDoNotNameIt() {
        var result = run(List.of(LOSS), new Asha(Ladder.upTo(1, 9, 3)));
        assertThat(result.state().history().trials()).allSatisfy(trial -> assertThat(trial.observations())
                .allSatisfy(o -> assertThat(o.metrics().values()).containsOnlyKeys(SampleStudy.METRIC)));
    }

    @Test
    void aTrialThatIsOverKeepsItsLastCheckpointWhereThereAreSeveralMetrics() {
        var several = run(List.of(LOSS, SECONDS), new Asha(Ladder.upTo(1, 9, 3)));
        var completed = several.state().history().trials().stream()
                .filter(trial -> trial.status() == TrialStatus.COMPLETED)
                .toList();
        assertThat(completed).isNotEmpty().allSatisfy(trial -> assertThat(trial.checkpoint(9))
                .isPresent());
        var one = run(List.of(LOSS), new Asha(Ladder.upTo(1, 9, 3)));
        assertThat(one.state().history().trials().stream()
                        .filter(trial -> trial.status() == TrialStatus.COMPLETED)
                        .filter(trial -> trial.checkpoint(9).isPresent()))
                .hasSizeLessThanOrEqualTo(1);
    }
}
