package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.testkit.Property.forAll;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.search.Bracket;
import winnow.search.Limits;
import winnow.search.Rung;
import winnow.search.StudyEvent;
import winnow.testkit.RoughStudy;
import winnow.testkit.SchedulerContract;
import winnow.testkit.Weather;
import winnow.trial.Trial;

class HyperbandTest extends SchedulerContract {
    private static final Hyperband TO_27 = new Hyperband(Brackets.of(1, 27, 3));

    HyperbandTest() {
        super(Hyperband.offer());
    }

    /** Its own tests below drive hundreds more. */
    @Override
    protected int studies() {
        return 100;
    }

    /** Table 1 of the paper has R = 81 and factor 3. */
    @Test
    void hasTheBracketsOfThePaper() {
        var plan = new Hyperband(Brackets.of(1, 81, 3)).plan(81 + 34 + 15 + 8 + 5);
        assertThat(plan.brackets())
                .containsExactly(
                        bracket(0, 1, 81, 3, 27, 9, 9, 27, 3, 81, 1),
                        bracket(1, 3, 34, 9, 11, 27, 3, 81, 1),
                        bracket(2, 9, 15, 27, 5, 81, 1),
                        bracket(3, 27, 8, 81, 2),
                        bracket(4, 81, 5));
        assertThat(plan.warnings()).isEmpty();
    }

    private static Bracket bracket(int index, int... budgetsAndTrials) {
        return new Bracket(
                index,
                IntStream.range(0, budgetsAndTrials.length / 2)
                        .mapToObj(i -> new Rung(i, budgetsAndTrials[2 * i], budgetsAndTrials[2 * i + 1]))
                        .toList());
    }

    @Test
    void roundsBudgetsDownAndGoesRound() {
        var brackets = Brackets.of(2, 100, 3);
        assertThat(brackets.ladder().budgets()).containsExactly(3, 11, 33, 100);
        assertThat(brackets.ladder(6).budgets()).containsExactly(33, 100);
        assertThat(brackets.trials(2)).isEqualTo(brackets.trials(6)).isEqualTo(6);
        assertThat(new Hyperband(brackets).plan(49).warnings())
                .containsExactly("max_epochs is 100: the rungs are at [3, 11, 33, 100] epochs, rounded down, since no"
                        + " power of 3 leads there");
        assertThat(TO_27.plan(48).warnings())
                .containsExactly("with 48 trials not one round of Hyperband's brackets is whole: it takes 49");
    }

    @Test
    void happensAsPlannedIfNoTrialFails() {
        forAll(150, random -> {
            var hyperband = any(random);
            int trials = 1 + random.nextInt(150);
            var result = Courses.run(
                    hyperband,
                    Limits.ofTrials(trials),
                    Weather.calm(random.nextLong()),
                    1 + random.nextInt(16),
                    random);
            var plan = hyperband.plan(trials);
            for (var bracket : plan.brackets()) {
                for (var rung : bracket.rungs()) {
                    assertThat(reaching(result, bracket.index(), rung.budget())).isEqualTo(rung.trials());
                }
            }
            assertThat((long) result.state().ledger().charged()).isEqualTo(plan.epochs());
            assertThat(result.state().history().trials())
                    .allMatch(t -> t.status().isOver());
        });
    }

    private static Hyperband any(RandomStream random) {
        return new Hyperband(Brackets.of(1 + random.nextInt(2), 4 + random.nextInt(30), 2 + random.nextInt(3)));
    }

    private static int reaching(RoughStudy.Result result, int bracket, int epoch) {
        return (int) result.state().history().trials().stream()
                .filter(t -> t.bracket() == bracket && t.budget() >= epoch)
                .count();
    }

    @Test
    void keepsTheBestOfEachRungOfEachBracketInAnyOrderOfEvents() {
        forAll(1000, random -> {
            var hyperband = any(random);
            var result = Courses.run(
                    hyperband,
                    Limits.ofTrials(1 + random.nextInt(120)),
                    Weather.rough(random.nextLong()),
                    1 + random.nextInt(16),
                    random);
            var history = result.state().history();
            int brackets =
                    history.trials().stream().mapToInt(Trial::bracket).max().orElseThrow() + 1;
            int factor = hyperband.brackets().ladder().factor();
            for (int bracket = 0; bracket < brackets; bracket++) {
                int own = bracket;
                var events = result.events().stream()
                        .filter(e -> bracketOf(e, history.trials()) == own)
                        .toList();
                new HalvingReference(
                                hyperband.brackets().ladder(bracket).budgets(),
                                (candidates, entered, rung) ->
                                        Math.max(1, Math.floor(candidates * Math.pow(factor, -rung - 1) + 1e-9)),
                                history)
                        .check(events);
            }
            assertThat(history.trials()).allMatch(t -> t.status().isOver());
        });
    }

    private static int bracketOf(StudyEvent event, List<Trial> trials) {
        if (event instanceof StudyEvent.Assigned assigned) {
            return trials.get(assigned.assignment().trial()).bracket();
        }
        return event instanceof StudyEvent.Judged judged
                ? trials.get(judged.trial()).bracket()
                : -1;
    }

    @Test
    void aFreeSlotBeginsTheNextBracketWhileTheFirstWaits() {
        var result = Courses.run(TO_27, Limits.ofTrials(49), Weather.calm(1), 40, RandomStream.of(1, "wide", 0));
        var first = result.events().stream()
                .filter(StudyEvent.Assigned.class::isInstance)
                .map(e -> ((StudyEvent.Assigned) e).assignment().trial())
                .limit(40)
                .map(t -> Courses.trial(result, t).bracket())
                .toList();
        assertThat(first).startsWith(0, 0).contains(1, 2).isSorted();
    }

    @Test
    void aBracketCutShortBringsItsBestToTheLastRung() {
        var result = Courses.oneByOne(TO_27, 4, Courses.constant(0.4, 0.3, 0.2, 0.1));
        assertThat(Courses.trial(result, 3).budget()).isEqualTo(27);
        assertThat(Courses.trial(result, 2).budget()).isEqualTo(1);
        assertThat(TO_27.plan(4).brackets().get(0).rungs())
                .extracting(Rung::trials)
                .containsExactly(4, 1, 1, 1);
    }

    @Test
    void aBracketThatWasDecidedShortIsNotFilledLater() {
        var first = Courses.run(TO_27, Limits.ofTrials(9), Weather.calm(1), 2, RandomStream.of(1, "x", 0));
        var second = RoughStudy.run(first.state(), Limits.ofTrials(15), Weather.calm(1), 2, RandomStream.of(2, "x", 0));
        assertThat(second.state().history().trials()).hasSize(15).allMatch(t -> t.status()
                .isOver());
        assertThat(second.state().history().trials().subList(9, 15)).allMatch(t -> t.bracket() == 1);
    }

    @Test
    void refusesBudgetsWithoutASecondRung() {
        assertThat(Specs.problems(offer(), "min_epochs", 4, "max_epochs", 9, "factor", 3))
                .singleElement()
                .asString()
                .contains("no second rung");
        assertThat(Specs.problems(offer(), Limits.NONE.withEpochs(1000))).isEmpty();
    }
}
