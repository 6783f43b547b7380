package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.testkit.Property.forAll;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.search.Limits;
import winnow.search.Rung;
import winnow.study.StudyState;
import winnow.testkit.Drawing;
import winnow.testkit.RoughStudy;
import winnow.testkit.SampleSpaces;
import winnow.testkit.SampleStudy;
import winnow.testkit.SchedulerContract;
import winnow.testkit.Weather;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

class HalvingTest extends SchedulerContract {
    private static final Halving HALVING = new Halving(1, 9, 3);

    HalvingTest() {
        super(Halving.offer());
    }

    /** Recorded from {@code HalvingRandomSearchCV} of scikit-learn 1.9.1 with {@code min_resources="exhaust"}. */
    @Test
    void plansTheBudgetsAndCountsThatScikitLearnHas() throws IOException {
        int cases = 0;
        for (var line : lines("scikit-learn-halving.csv")) {
            var cells = line.split(",");
            int candidates = Integer.parseInt(cells[0]);
            var halving =
                    new Halving(Integer.parseInt(cells[1]), Integer.parseInt(cells[2]), Integer.parseInt(cells[3]));
            var rungs = halving.plan(candidates).brackets().get(0).rungs();
            assertThat(rungs.stream().mapToInt(Rung::budget).toArray())
                    .as(line)
                    .containsExactly(Courses.numbers(cells[4]));
            assertThat(rungs.stream().mapToInt(Rung::trials).toArray())
                    .as(line)
                    .containsExactly(Courses.numbers(cells[5]));
            cases++;
        }
        assertThat(cases).isEqualTo(300);
    }

    private static List<String> lines(String resource) throws IOException {
        try (var in = Objects.requireNonNull(HalvingTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
        }
    }

    @Test
    void happensAsPlannedIfNoTrialFails() {
        forAll(150, random -> {
            int trials = 1 + random.nextInt(80);
            var halving = new Halving(
                    1 + random.nextInt(3),
                    5 + random.nextInt(30),
                    2 + random.nextInt(3),
                    random.nextBoolean(),
                    random.nextBoolean());
            var result = Courses.run(
                    halving, Limits.ofTrials(trials), Weather.calm(random.nextLong()), 1 + random.nextInt(16), random);
            var plan = halving.plan(trials);
            for (var rung : plan.brackets().get(0).rungs()) {
                assertThat(Courses.reaching(result, rung.budget())).isEqualTo(rung.trials());
            }
            assertThat((long) result.state().ledger().charged()).isEqualTo(plan.epochs());
            assertThat(result.state().history().trials())
                    .allMatch(t -> t.status().isOver());
        });
    }

    @Test
    void keepsTheBestOfEachRungInAnyOrderOfEvents() {
        forAll(2000, random -> {
            int trials = 1 + random.nextInt(60);
            var halving = new Halving(1 + random.nextInt(2), 9 + random.nextInt(20), 2 + random.nextInt(3));
            var weather = Weather.rough(random.nextLong());
            var result = Courses.run(halving, Limits.ofTrials(trials), weather, 1 + random.nextInt(16), random);
            var ladder = halving.shape(trials).ladder();
            var reference = new HalvingReference(
                    ladder.budgets(),
                    HalvingReference.roundedUp(ladder.factor()),
                    result.state().history());
            reference.check(result.events());
            assertThat(result.state().history().trials())
                    .allMatch(t -> t.status().isOver());
        });
    }

    /** As {@code HalvingGridSearchCV} of scikit-learn 1.5 counts, worked out by hand from its source. */
    @Test
    void startsSmallAndEliminatesAggressivelyIfAskedTo() {
        assertThat(new Halving(1, 9, 3, false, false).plan(9).brackets().get(0).rungs())
                .containsExactly(new Rung(0, 1, 9), new Rung(1, 3, 3), new Rung(2, 9, 1));
        assertThat(new Halving(1, 27, 3, false, false).plan(9).brackets().get(0).rungs())
                .containsExactly(new Rung(0, 1, 9), new Rung(1, 3, 3), new Rung(2, 9, 1));
        assertThat(new Halving(2, 8, 2, true, false).plan(40).brackets().get(0).rungs())
                .containsExactly(new Rung(0, 2, 40), new Rung(1, 4, 20), new Rung(2, 8, 10));
        assertThat(new Halving(2, 8, 2, true, true).plan(40).brackets().get(0).rungs())
                .containsExactly(new Rung(0, 2, 40), new Rung(1, 4, 3), new Rung(2, 8, 2));
    }

    @Test
    void countsFailedTrialsAsTheWorstOfTheirRung() {
        var sick = new Weather.Drawn(3, 0.9, 0, 100, 0);
        var result = Courses.run(new Halving(9, 27, 3), Limits.ofTrials(9), sick, 3, RandomStream.of(1, "x", 0));
        var failed = result.state().history().trials().stream()
                .filter(t -> t.status() == TrialStatus.FAILED)
                .count();
        assertThat(failed).isBetween(5L, 8L);
        assertThat(Courses.reaching(result, 27)).isEqualTo((int) Math.min(3, 9 - failed));
    }

    @Test
    void saysWhyInWordsAndNumbers() {
        var result = Courses.oneByOne(HALVING, 9, Courses.constant(0.9, 0.8125, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1));
        assertThat(Courses.promotions(result))
                .containsExactly(
                        "8 to 3: rank 1 of 9 at epoch 1: within the best 3",
                        "7 to 3: rank 2 of 9 at epoch 1: within the best 3",
                        "6 to 3: rank 3 of 9 at epoch 1: within the best 3",
                        "8 to 9: rank 1 of 3 at epoch 3: within the best 1");
        assertThat(Courses.trial(result, 1).status()).isEqualTo(TrialStatus.STOPPED);
        assertThat(Courses.trial(result, 1).reason())
                .isEqualTo("loss 0.8125, rank 8 of 9 at epoch 1: not within the best 3");
        assertThat(Courses.trial(result, 8).reason()).isEqualTo("loss 0.1 at epoch 9, the last rung");
    }

    @Test
    void oneOfEqualLossesIsTheEarlierTrial() {
        var result = Courses.oneByOne(HALVING, 9, (trial, epoch) -> 1);
        assertThat(Courses.promotions(result)).hasSize(4).first().asString().startsWith("0 to 3");
        assertThat(Courses.trial(result, 0).status()).isEqualTo(TrialStatus.COMPLETED);
    }

    @Test
    void stopsEverythingWithoutAFiniteLoss() {
        var result = Courses.oneByOne(HALVING, 9, (trial, epoch) -> Double.NaN);
        assertThat(result.state().history().trials())
                .extracting(Trial::reason)
                .allMatch("no finite loss at epoch 1"::equals);
    }

    @Test
    void aStrategyWithFewerConfigurationsLeavesNoRungWaiting() {
        var limits = Limits.ofTrials(27);
        var spec = SampleStudy.of(SampleSpaces.oneReal()).limits(limits).spec();
        var start = StudyState.initial(spec, new Drawing(7), HALVING);
        var result = RoughStudy.run(start, limits, Weather.calm(1), 4, RandomStream.of(1, "x", 0));
        assertThat(result.state().history().trials()).hasSize(7).allMatch(t -> t.status()
                .isOver());
        assertThat(List.of(Courses.reaching(result, 3), Courses.reaching(result, 9)))
                .containsExactly(3, 1);
    }

    @Test
    void additionalTrialsHoldATournamentOfTheirOwn() {
        var first = Courses.run(HALVING, Limits.ofTrials(9), Weather.calm(1), 2, RandomStream.of(1, "x", 0));
        var second = RoughStudy.run(first.state(), Limits.ofTrials(15), Weather.calm(1), 2, RandomStream.of(2, "x", 0));
        var trials = second.state().history().trials();
        assertThat(trials).hasSize(15).allMatch(t -> t.status().isOver());
        assertThat(trials.subList(0, 9))
                .isEqualTo(List.copyOf(first.state().history().trials()));
        assertThat(trials.subList(9, 15)).allMatch(t -> t.bracket() == 1 && t.budget() >= 3);
        assertThat(Courses.reaching(second, 9)).isEqualTo(1 + 2);
    }

    @Test
    void aTournamentGoesOnUnderALowerLimit() {
        var start = StudyState.initial(
                SampleStudy.of(SampleSpaces.oneReal())
                        .limits(Limits.ofTrials(27))
                        .spec(),
                Drawing.ENDLESS,
                HALVING);
        var first = RoughStudy.run(
                start, Limits.ofTrials(27).withEpochs(12), Weather.calm(1), 1, RandomStream.of(1, "x", 0));
        assertThat(first.state().history().trials()).hasSize(12);
        var second = RoughStudy.run(first.state(), Limits.ofTrials(14), Weather.calm(1), 1, RandomStream.of(2, "x", 0));
        assertThat(second.state().history().trials()).hasSize(14).allMatch(t -> t.status()
                .isOver());
        assertThat(Courses.reaching(second, 3)).isEqualTo(5);
        assertThat(Courses.reaching(second, 9)).isEqualTo(2);
    }

    @Test
    void warnsWhereNothingIsHalvedOrTheLastRungIsLow() {
        assertThat(HALVING.plan(27).warnings()).isEmpty();
        assertThat(HALVING.plan(2).warnings())
                .containsExactly(
                        "with 2 trials there is one rung, at epoch 9: nothing is halved; it takes at least 3 trials");
        assertThat(new Halving(1, 10, 3).plan(9).warnings())
                .containsExactly(
                        "the last rung is at epoch 9, not at max_epochs, 10: no power of 3 leads there from the"
                                + " first, at epoch 1");
    }

    @Test
    void needsToKnowHowManyCandidatesThereAre() {
        assertThat(Specs.problems(offer(), Limits.NONE))
                .containsExactly(
                        "limits.trials: scheduler halving needs limits.trials: so many candidates enter the first rung");
        assertThat(Specs.problems(offer(), "min_epochs", 4, "max_epochs", 9, "factor", 3))
                .singleElement()
                .asString()
                .contains("no second rung");
    }
}
