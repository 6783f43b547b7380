package winnow.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import winnow.search.Limits;
import winnow.simulator.Simulation;
import winnow.trial.Goal;
import winnow.trial.TrialStatus;

class ChronicleTest {

    @Test
    void gainsGetBetterAndEndWithTheIncumbent() {
        for (var input : List.of(Samples.quickstart(), Samples.maximized())) {
            var goal = input.state().history().goal();
            var gains = chronicle(input).gains();
            var losses = gains.stream().map(r -> goal.loss(r.value())).toList();

            assertThat(losses)
                    .isSortedAccordingTo((a, b) -> Double.compare(b, a))
                    .doesNotHaveDuplicates();
            var incumbent = input.state().history().incumbent().orElseThrow();
            assertThat(losses.get(losses.size() - 1)).isEqualTo(incumbent.loss());
            assertThat(gains.get(gains.size() - 1).trial()).isEqualTo(incumbent.trial());
        }
    }

    @Test
    void countsTheEpochsThatWereCharged() {
        var input = Samples.quickstart();

        assertThat(chronicle(input).now().epochs())
                .isEqualTo(input.state().ledger().charged());
        assertThat(chronicle(input).now().millis())
                .isEqualTo(input.state().standing().elapsedMillis());
    }

    @Test
    void rungsAreTheBudgetsOfAssignments() {
        assertThat(chronicle(Samples.quickstart()).rungs()).containsExactly(1, 3, 9);
    }

    @Test
    void aLifeBeginsWithItsProposalAndEndsWithItsLastVerdict() {
        var input = Samples.quickstart();
        for (var trial : input.state().history().all()) {
            var life = chronicle(input).lives().get(trial.number());
            var last = life.get(life.size() - 1);

            assertThat(life.get(0).text()).isEqualTo("proposed by random");
            assertThat(last.epoch()).isEqualTo(trial.budget());
            assertThat(last.text())
                    .startsWith(trial.status() == TrialStatus.PAUSED ? "paused: " : "")
                    .endsWith(trial.reason());
        }
        assertThat(chronicle(input).lives().get(11))
                .anyMatch(decision -> decision.text().equals("lost, executor dead: Spark executor 1 exited with 137"));
    }

    @Test
    void sessionsFollowEachOtherOnTheStudysOwnClock() {
        var spec = Samples.spec("test", Samples.LOSS, Limits.ofTrials(9));
        var simulation = Simulation.of(Samples.begin(spec, Samples.asha(3)), new Samples.Images(42), 2);
        var first = simulation.crashingAfter(entry -> entry.sequence() == 12).run();
        var second = simulation.from(first.state()).run();
        var entries = new ArrayList<>(first.entries());
        entries.addAll(second.entries());

        var sessions = Chronicle.of(entries, Samples.LOSS, Goal.MINIMIZE).sessions();

        assertThat(sessions).extracting(Chronicle.Session::number).containsExactly(1, 2);
        assertThat(sessions.get(0).toMillis())
                .isEqualTo(first.state().standing().elapsedMillis())
                .isEqualTo(sessions.get(1).fromMillis());
        assertThat(sessions.get(1).toMillis())
                .isEqualTo(second.state().standing().elapsedMillis());
    }

    private static Chronicle chronicle(ReportInput input) {
        var history = input.state().history();
        return Chronicle.of(input.entries(), history.metric(), history.goal());
    }
}
