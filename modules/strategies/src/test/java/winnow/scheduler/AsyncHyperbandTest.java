package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.testkit.Property.forAll;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.search.History;
import winnow.search.Limits;
import winnow.search.Move;
import winnow.search.StudyEvent;
import winnow.testkit.SampleSpaces;
import winnow.testkit.SchedulerContract;
import winnow.testkit.Weather;
import winnow.trial.Goal;
import winnow.trial.Trial;

class AsyncHyperbandTest extends SchedulerContract {

    AsyncHyperbandTest() {
        super(AsyncHyperband.offer());
    }

    private static AsyncHyperband any(RandomStream random) {
        return new AsyncHyperband(Brackets.of(1 + random.nextInt(2), 4 + random.nextInt(30), 2 + random.nextInt(3)));
    }

    /** Its own tests below drive hundreds more. */
    @Override
    protected int studies() {
        return 100;
    }

    @Test
    void sharesTrialsOutAsHyperbandDoes() {
        var scheduler = new AsyncHyperband(Brackets.of(1, 27, 3));
        assertThat(scheduler.shares(49)).containsExactly(27, 12, 6, 4);
        assertThat(scheduler.shares(98)).containsExactly(54, 24, 12, 8);
        for (int trials = 1; trials < 200; trials++) {
            var shares = scheduler.shares(trials);
            assertThat(shares.stream().mapToInt(Integer::intValue).sum()).isEqualTo(trials);
            int all = trials;
            assertThat(IntStream.range(0, 4))
                    .allMatch(b ->
                            Math.abs(shares.get(b) - all * List.of(27, 12, 6, 4).get(b) / 49.0) < 1.5);
        }
    }

    @Test
    void opensInEachBracketAsManyAsPlannedAndPromotesAtLeastSoMany() {
        forAll(150, random -> {
            var scheduler = any(random);
            int trials = 1 + random.nextInt(120);
            var result = Courses.run(
                    scheduler,
                    Limits.ofTrials(trials),
                    Weather.calm(random.nextLong()),
                    1 + random.nextInt(16),
                    random);
            var plan = scheduler.plan(trials);
            for (var bracket : plan.brackets()) {
                var own = result.state().history().trials().stream()
                        .filter(t -> t.bracket() == bracket.index())
                        .toList();
                assertThat(own.size()).isEqualTo(bracket.rungs().get(0).trials());
                for (var rung : bracket.rungs()) {
                    assertThat(own.stream()
                                    .filter(t -> t.budget() >= rung.budget())
                                    .count())
                            .isGreaterThanOrEqualTo(rung.trials());
                }
            }
        });
    }

    /** A decision of a bracket follows the rule of asynchronous halving in that bracket alone. */
    @Test
    void promotesInEachBracketWhatTheDefinitionSaysInAnyOrderOfEvents() {
        forAll(1000, random -> {
            var scheduler = any(random);
            var result = Courses.run(
                    scheduler,
                    Limits.ofTrials(1 + random.nextInt(80)),
                    Weather.rough(random.nextLong()),
                    1 + random.nextInt(16),
                    random);
            var history = result.state().history();
            for (int bracket = 0; bracket < scheduler.brackets().size(); bracket++) {
                int own = bracket;
                var ladder = scheduler.brackets().ladder(bracket);
                var reference = new AshaReference(ladder.budgets(), ladder.factor(), history);
                var events = result.events().stream()
                        .filter(e -> isOf(e, own, history.trials()))
                        .toList();
                assertThat(reference.check(events)).isNotNegative();
                assertThat(reference.isDone()).isTrue();
            }
        });
    }

    private static boolean isOf(StudyEvent event, int bracket, List<Trial> trials) {
        if (event instanceof StudyEvent.Assigned assigned) {
            return trials.get(assigned.assignment().trial()).bracket() == bracket;
        }
        if (event instanceof StudyEvent.Reported reported) {
            return trials.get(reported.trial()).bracket() == bracket;
        }
        return event instanceof StudyEvent.Judged judged
                && trials.get(judged.trial()).bracket() == bracket;
    }

    @Test
    void promotesToTheHighestBudgetFirstWhateverTheBracket() {
        var scheduler = new AsyncHyperband(Brackets.of(1, 9, 3));
        var initial = scheduler.initial();
        var memory = new AsyncHyperband.Memory(
                initial.ladders()
                        .with(0, oneToPromote(initial.ladders().get(0), 0))
                        .with(1, oneToPromote(initial.ladders().get(1), 3)),
                initial.opened());
        var history = History.empty(SampleSpaces.oneReal(), "loss", Goal.MINIMIZE, 1);
        assertThat(scheduler.next(memory, history, true))
                .isEqualTo(new Move.Promote(3, 9, 1, "rank 1 of 3 at epoch 3: within the best 1"));
        var rest = new AsyncHyperband.Memory(
                memory.ladders().with(1, initial.ladders().get(1)), initial.opened());
        assertThat(scheduler.next(rest, history, true))
                .isEqualTo(new Move.Promote(0, 3, 1, "rank 1 of 3 at epoch 1: within the best 1"));
    }

    private static Asha.Memory oneToPromote(Asha.Memory memory, int trial) {
        var best = new Score(0.1, trial);
        return memory.observing(0, best)
                .observing(0, new Score(0.2, trial + 1))
                .observing(0, new Score(0.3, trial + 2))
                .pausing(0, best);
    }

    @Test
    void saysWhichBracketATrialOpensIn() {
        var result = Courses.oneByOne(new AsyncHyperband(Brackets.of(1, 9, 3)), 3, (trial, epoch) -> trial);
        assertThat(result.events().stream()
                        .map(e -> e instanceof StudyEvent.Assigned a ? a.reason() : "")
                        .filter(r -> !r.isEmpty()))
                .startsWith(
                        "a new trial in bracket 0, which has 0: no paused one is among the best of its rung",
                        "a new trial in bracket 1, which has 0: no paused one is among the best of its rung");
    }
}
