package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.testkit.Property.forAll;

import java.util.List;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.search.Limits;
import winnow.search.Rung;
import winnow.search.StudyEvent.Ending;
import winnow.testkit.RoughStudy;
import winnow.testkit.SchedulerContract;
import winnow.testkit.Weather;
import winnow.trial.TrialStatus;

class AshaTest extends SchedulerContract {
    private static final Asha THREE_RUNGS = new Asha(Ladder.upTo(1, 9, 3));

    AshaTest() {
        super(Asha.offer());
    }

    @Test
    void promotesWhatTheDefinitionSaysInAnyOrderOfEvents() {
        forAll(2000, random -> {
            var asha = new Asha(Ladder.upTo(1 + random.nextInt(3), 10 + random.nextInt(30), 2 + random.nextInt(3)));
            var limits = Limits.ofTrials(1 + random.nextInt(60));
            var weather = random.nextInt(4) == 0 ? Weather.calm(random.nextLong()) : Weather.rough(random.nextLong());
            var result = Courses.run(asha, limits, weather, 1 + random.nextInt(16), random);
            var reference = new AshaReference(
                    asha.ladder().budgets(),
                    asha.ladder().factor(),
                    result.state().history());
            assertThat(reference.check(result.events()))
                    .isGreaterThanOrEqualTo(result.state().history().trials().size());
            assertThat(result.state().standing().ending()).contains(Ending.TRIALS);
            assertThat(reference.isDone()).isTrue();
        });
    }

    @Test
    void atTheEndAtLeastOneTrialInThreeHasGoneOnFromEachRung() {
        forAll(100, random -> {
            int trials = 1 + random.nextInt(100);
            var result = Courses.run(
                    THREE_RUNGS,
                    Limits.ofTrials(trials),
                    Weather.calm(random.nextLong()),
                    1 + random.nextInt(8),
                    random);
            for (var rung : THREE_RUNGS.plan(trials).brackets().get(0).rungs()) {
                assertThat(Courses.reaching(result, rung.budget())).isGreaterThanOrEqualTo(rung.trials());
            }
        });
    }

    @Test
    void thePlanIsExactWhenTheBestTrialsComeFirst() {
        for (int trials = 1; trials < 60; trials++) {
            var result = Courses.oneByOne(THREE_RUNGS, trials, (trial, epoch) -> trial);
            for (var rung : THREE_RUNGS.plan(trials).brackets().get(0).rungs()) {
                assertThat(Courses.reaching(result, rung.budget()))
                        .as("%d trials at epoch %d", trials, rung.budget())
                        .isEqualTo(rung.trials());
            }
        }
    }

    @Test
    void saysWhyInWordsAndNumbers() {
        var result = Courses.oneByOne(
                THREE_RUNGS, 10, Courses.constant(0.8125, 0.7, 0.9, 0.6, 0.5, 0.1, 0.95, 0.2, 0.99, 0.98));
        assertThat(Courses.promotions(result))
                .startsWith(
                        "1 to 3: rank 1 of 3 at epoch 1: within the best 1",
                        "3 to 3: rank 1 of 4 at epoch 1: within the best 1",
                        "4 to 3: rank 1 of 5 at epoch 1: within the best 1",
                        "4 to 9: rank 1 of 3 at epoch 3: within the best 1");
        assertThat(Courses.trial(result, 0).reason())
                .isEqualTo("loss 0.8125, rank 1 of 1 at epoch 1: the best is promoted once there are 3");
        assertThat(Courses.trial(result, 4).reason()).isEqualTo("loss 0.5, rank 1 of 1 at epoch 9, the last rung");
        assertThat(Courses.trial(result, 8).reason())
                .isEqualTo("loss 0.99, rank 9 of 9 at epoch 1: not within the best 3");
    }

    @Test
    void neverPromotesATrialWithoutAFiniteLoss() {
        var result = Courses.oneByOne(THREE_RUNGS, 9, (trial, epoch) -> trial < 8 ? Double.NaN : 1);
        assertThat(Courses.reaching(result, 3)).isEqualTo(1);
        assertThat(Courses.trial(result, 8).budget()).isEqualTo(3);
        assertThat(Courses.trial(result, 0).status()).isEqualTo(TrialStatus.STOPPED);
        assertThat(Courses.trial(result, 0).reason()).isEqualTo("no finite loss at epoch 1");
    }

    @Test
    void oneOfEqualLossesIsTheEarlierTrial() {
        var result = Courses.oneByOne(THREE_RUNGS, 9, (trial, epoch) -> 1);
        assertThat(Courses.promotions(result)).hasSize(4).allMatch(p -> p.matches("[012] .*"));
    }

    @Test
    void plansTheRungsAndWarnsOfOnesThatAreOutOfReach() {
        var plan = THREE_RUNGS.plan(27);
        assertThat(plan.brackets().get(0).rungs())
                .containsExactly(new Rung(0, 1, 27), new Rung(1, 3, 9), new Rung(2, 9, 3));
        assertThat(plan.epochs()).isEqualTo(27 + 9 * 2 + 3 * 6);
        assertThat(plan.warnings()).isEmpty();
        assertThat(THREE_RUNGS.plan(8).warnings())
                .containsExactly(
                        "with 8 trials none is sure to get past epoch 3: the last rung, at epoch 9, takes 9 trials");
        assertThat(new Asha(Ladder.upTo(1, 10, 3)).plan(27).warnings())
                .containsExactly(
                        "max_epochs is 10: the last step, from epoch 9, is not by the factor 3; it would be with 27");
    }

    @Test
    void refusesSettingsWithoutASecondRung() {
        assertThat(Specs.problems(offer(), "min_epochs", 10, "max_epochs", 9, "factor", 3))
                .containsExactly("scheduler.max_epochs: max_epochs is 9: it must be at least min_epochs, which is 10");
        assertThat(Specs.problems(offer(), "min_epochs", 4, "max_epochs", 9, "factor", 3))
                .containsExactly("scheduler.max_epochs: max_epochs is 9: no second rung can be reached, since it is at"
                        + " min_epochs times factor, 12 epochs");
        assertThat(Specs.problems(offer(), "min_epochs", 3, "max_epochs", 9, "factor", 3))
                .isEmpty();
    }

    @Test
    void refusesAnEpochLimitThatNoTrialCanBeginUnder() {
        assertThat(Specs.problems(offer(), Limits.NONE.withEpochs(2), "min_epochs", 3, "max_epochs", 9, "factor", 3))
                .containsExactly("limits.epochs: limits.epochs is 2: not one trial could begin, since scheduler asha"
                        + " assigns 3 epochs at once (min_epochs)");
    }

    @Test
    void aLostTrialIsRankedOnce() {
        var weather = new Weather() {
            @Override
            public double loss(int trial, int epoch) {
                return trial;
            }

            @Override
            public double accident() {
                return 0.1;
            }
        };
        RoughStudy.Result result =
                Courses.run(THREE_RUNGS, Limits.ofTrials(27), weather, 1, RandomStream.of(4, "x", 0));
        assertThat(result.events().stream().filter(e -> e.toString().contains("Lost")))
                .isNotEmpty();
        assertThat(List.of(Courses.reaching(result, 1), Courses.reaching(result, 3), Courses.reaching(result, 9)))
                .containsExactly(27, 9, 3);
    }
}
