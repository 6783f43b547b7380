package winnow.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import winnow.trial.TrialStatus;

class LaddersAndSlotsTest {

    @Test
    void eachTrialStandsAtTheRungItReached() {
        var input = Samples.quickstart();
        var ladders = Ladders.of(input.entries(), input.state());

        assertThat(ladders.budgets()).containsOnlyKeys(0).containsValue(List.of(1, 3, 9));
        for (var trial : input.state().history().all()) {
            int budget = ladders.budgets().get(0).get(ladders.places().get(trial.number()));
            if (trial.status() == TrialStatus.FAILED) {
                assertThat(budget).isGreaterThanOrEqualTo(trial.budget());
            } else {
                assertThat(budget).isEqualTo(trial.budget());
            }
        }
    }

    @Test
    void aTrialStoppedInPlaceStandsAtTheRungThatStoppedIt() {
        var input = Samples.maximized();
        var ladders = Ladders.of(input.entries(), input.state());

        assertThat(ladders.budgets().get(0)).containsExactly(1, 3, 9);
        assertThat(ladders.places().values()).contains(0, 2);
    }

    @Test
    void eachBracketHasItsOwnRungs() {
        var input = Samples.brackets();
        var ladders = Ladders.of(input.entries(), input.state());

        assertThat(ladders.budgets().values()).contains(List.of(1, 3, 9), List.of(3, 9), List.of(9));
        assertThat(ladders.sentence()).contains("Each bracket has its own ladder");
    }

    @Test
    void noSlotHoldsTwoTrialsAtATimeAndThereAreNoMoreSlotsThanTheStudyHad() {
        for (Supplier<ReportInput> sample : List.<Supplier<ReportInput>>of(Samples::quickstart, Samples::ladder)) {
            var slots = Slots.of(sample.get().entries(), 0);

            assertThat(slots.count()).isBetween(1, 8);
            for (int slot = 0; slot < slots.count(); slot++) {
                int of = slot;
                long free = 0;
                for (var run : slots.runs().stream().filter(r -> r.slot() == of).toList()) {
                    assertThat(run.fromMillis()).isGreaterThanOrEqualTo(free);
                    free = run.toMillis();
                }
            }
        }
    }

    @Test
    void theIdleShareIsWhatIsLeftOfTheSlotsTime() {
        var input = Samples.single();

        assertThat(Slots.of(input.entries(), 1).idle()).isLessThan(0.01);
        assertThat(Slots.of(input.entries(), 2).idle()).isBetween(0.5, 0.51);
        assertThat(Slots.of(List.of(), 2).idle()).isZero();
        assertThat(Slots.of(List.of(), 2).sentence()).isEmpty();
    }

    @Test
    void whatStillRunsLastsToTheEndOfTheJournal() {
        var input = Samples.running();
        var slots = Slots.of(input.entries(), 0);

        assertThat(slots.runs().stream().filter(run -> run.end().equals("running")))
                .hasSize(4)
                .allMatch(run -> run.toMillis() == slots.toMillis());
    }
}
