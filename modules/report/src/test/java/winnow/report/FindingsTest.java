package winnow.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import winnow.scheduler.FullTraining;
import winnow.search.Limits;
import winnow.search.Target;
import winnow.simulator.Faults;
import winnow.simulator.Simulation;
import winnow.study.StudySpec;
import winnow.trial.Goal;
import winnow.trial.Outcome;

class FindingsTest {

    @Test
    void theAnswerNamesTheWinnerItsMetricsItsEpochAndItsConfiguration() {
        var input = Samples.quickstart();
        var winner = input.state().history().incumbent().orElseThrow();
        var metrics = winner.observation().metrics();

        assertThat(findings(input).answer())
                .startsWith("Trial " + winner.trial() + " is the best of 27 trials: validation_loss "
                        + Figures.number(metrics.value(Samples.LOSS)))
                .contains("validation_accuracy " + Figures.number(metrics.value(Samples.ACCURACY)))
                .contains("at epoch " + winner.observation().epoch())
                .contains("learning_rate = ")
                .contains("optimizer = ");
    }

    @Test
    void theAnswerIsInTheMetricsOwnTermsWhenMoreIsBetter() {
        var input = Samples.maximized();
        double best = input.state().history().all().stream()
                .flatMap(trial -> trial.observations().stream())
                .mapToDouble(observation -> observation.metrics().value(Samples.ACCURACY))
                .max()
                .orElseThrow();

        assertThat(findings(input).answer()).contains("validation_accuracy " + Figures.number(best));
        assertThat(findings(input).question()).contains("the highest validation_accuracy");
        assertThat(findings(input).curves()).contains("rise fast");
    }

    @Test
    void aStudyWithoutATrialSaysSo() {
        var findings = findings(Samples.empty());

        assertThat(findings.answer()).isEqualTo("No trial was opened, so there is no answer.");
        assertThat(findings.ending()).isEqualTo("The study has not begun.");
        assertThat(findings.statuses()).isEqualTo("none");
        assertThat(findings.sessions()).isEqualTo("none");
        assertThat(List.of(findings.curves(), findings.slices(), findings.progress(), findings.leaderboard()))
                .containsOnly("");
    }

    @Test
    void aStudyOfFailuresSaysSo() {
        var findings = findings(Samples.hopeless());

        assertThat(findings.answer()).contains("each of the 3 trials failed");
        assertThat(findings.statuses()).isEqualTo("3 failed");
        assertThat(findings.epochs()).isEqualTo("0, no limit");
    }

    @Test
    void aSingleTrialIsTheOnlyOne() {
        assertThat(findings(Samples.single()).answer()).startsWith("Trial 0, the only one, reached validation_loss ");
    }

    @Test
    void aStudyCutOffSaysThatItIsNotFinished() {
        assertThat(findings(Samples.running()).ending())
                .contains("not finished")
                .contains("4 assignments");
    }

    @Test
    void theEndSaysWhy() {
        var target = Limits.ofTrials(27).withTarget(new Target(Samples.LOSS, Goal.MINIMIZE, 1.2));
        assertThat(ending(target)).startsWith("The study is finished: target met: trial ");
        assertThat(ending(Limits.ofTrials(6))).startsWith("The study is finished: all 6 trials were opened");
        assertThat(ending(Limits.NONE.withEpochs(20))).contains("of 20 are left");
    }

    @Test
    void epochsRepeatedAfterALossAreToldApart() {
        Faults once = (assignment, epoch) -> assignment.trial() == 0 && epoch == 4 && assignment.attempt() == 1
                ? Optional.of(new Outcome.Lost(Outcome.Loss.EXECUTOR_DEAD, "gone"))
                : Optional.empty();
        Simulation.Result result = Samples.run(
                spec(Limits.ofTrials(1).withEpochs(10)), new FullTraining(9), new Samples.Images(1), once, 1);
        var ledger = result.state().ledger();

        assertThat(ledger.charged()).isEqualTo(9);
        assertThat(findings(Samples.report(result)).epochs())
                .isEqualTo("9 of 10 (90 %)"
                        + (ledger.repeated() == 0 ? "" : "; " + ledger.repeated() + " repeated after losses"));
    }

    @Test
    void statusesAddUpToTheTrials() {
        assertThat(findings(Samples.quickstart()).statuses()).matches("27: \\d+ completed, \\d+ paused, \\d+ failed");
    }

    private static String ending(Limits limits) {
        var result = Samples.run(spec(limits), Samples.asha(9), new Samples.Images(42), Faults.NONE, 2);
        return findings(Samples.report(result)).ending();
    }

    private static StudySpec spec(Limits limits) {
        return Samples.spec("test", Samples.LOSS, limits);
    }

    private static Findings findings(ReportInput input) {
        var history = input.state().history();
        return new Findings(input.state(), Chronicle.of(input.entries(), history.metric(), history.goal()));
    }
}
