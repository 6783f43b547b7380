package winnow.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import winnow.scheduler.FullTraining;
import winnow.search.Limits;
import winnow.simulator.Faults;
import winnow.simulator.Problem;
import winnow.trial.Goal;
import winnow.trial.Metrics;

class NextStepsTest {

    @Test
    void aParameterWhoseBestValuesLieAtItsUpperEndIsToBeWidened() {
        assertThat(steps((configuration, seed, epoch) -> loss(1 - configuration.real("dropout"), 1), 40, 2))
                .anyMatch(step -> step.startsWith("Widen dropout upwards: the best 4 trials"));
    }

    @Test
    void aParameterWhoseBestValuesLieInTheMiddleIsNot() {
        assertThat(steps((configuration, seed, epoch) -> loss(Math.abs(configuration.real("dropout") - 0.3), 1), 40, 2))
                .noneMatch(step -> step.contains("Widen dropout"));
    }

    @Test
    void aWinnerThatGotBetterToItsLastEpochAsksForMore() {
        assertThat(steps((configuration, seed, epoch) -> loss(configuration.real("dropout"), epoch), 5, 7))
                .anyMatch(step -> step.startsWith("Let trials train longer: the winner had its best value at epoch 7"));
        assertThat(steps((configuration, seed, epoch) -> loss(configuration.real("dropout"), 1.0 / epoch), 5, 7))
                .noneMatch(step -> step.startsWith("Let trials train longer"));
    }

    @Test
    void trialsThatGetWorseLongBeforeTheirEndAskForLess() {
        assertThat(steps(
                        (configuration, seed, epoch) -> loss(configuration.real("dropout") + Math.abs(epoch - 3), 1),
                        5,
                        9))
                .anyMatch(step -> step.startsWith("Train for less: of the 5 trials that had all 9 epochs, half were at"
                        + " their best by epoch 3"));
    }

    @Test
    void aParameterThatNoMethodFindsImportantIsToBeFixed() {
        var input = Samples.quickstart();
        Map<String, Map<String, Double>> importances = Map.of(
                "one", Map.of("dropout", 0.01, "momentum", 0.001, "learning_rate", 0.9),
                "other", Map.of("dropout", 0.005, "momentum", 0.2, "learning_rate", 0.7));

        assertThat(steps(input, importances))
                .anyMatch(step -> step.startsWith("Fix dropout at the winner's value"))
                .noneMatch(step -> step.contains("momentum"));
    }

    @Test
    void studiesTooSmallToTellSayNothingAboutParameters() {
        assertThat(steps(Samples.single(), Map.of())).isEmpty();
        assertThat(steps(Samples.empty(), Map.of())).isEmpty();
    }

    @Test
    void failuresAreToldWithTheirReason() {
        assertThat(steps(Samples.hopeless(), Map.of()))
                .anyMatch(step ->
                        step.startsWith("Look into the failures: 3 of 3 trials failed") && step.contains("no data"));
    }

    private static Metrics loss(double value, double divisor) {
        return Metrics.of(Samples.LOSS, (1 + value) / divisor);
    }

    private static List<String> steps(Problem problem, int trials, int epochs) {
        var spec = Samples.spec("test", Samples.SPACE, Samples.LOSS, Goal.MINIMIZE, "none", Limits.ofTrials(trials));
        var result = Samples.run(spec, new FullTraining(epochs), problem, Faults.NONE, 2);
        return steps(Samples.report(result), Map.of());
    }

    private static List<String> steps(ReportInput input, Map<String, Map<String, Double>> importances) {
        var history = input.state().history();
        var chronicle = Chronicle.of(input.entries(), history.metric(), history.goal());
        return NextSteps.of(input.state(), chronicle, importances);
    }
}
