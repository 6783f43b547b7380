package winnow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.testkit.Property.forAll;

import java.util.Map;
import org.junit.jupiter.api.Test;
import winnow.search.Limits;
import winnow.study.Choice;
import winnow.testkit.SampleSpaces;
import winnow.testkit.SampleStudy;
import winnow.testkit.SchedulerContract;
import winnow.testkit.Weather;

class DifferentialHyperbandTest extends SchedulerContract {

    DifferentialHyperbandTest() {
        super(DifferentialHyperband.offer());
    }

    /** Its own tests below drive hundreds more. */
    @Override
    protected int studies() {
        return 100;
    }

    /** The authors' formula with R = 27 and factor 3, by hand: floor(4 / (s + 1)) 3^s. */
    @Test
    void hasTheCountsOfItsAuthorsProgram() {
        var scheduler = new DifferentialHyperband(Brackets.of(1, 27, 3));
        assertThat(scheduler.wanted(0, 0)).isEqualTo(27);
        assertThat(scheduler.wanted(1, 0)).isEqualTo(9);
        assertThat(scheduler.wanted(1, 1)).isEqualTo(3);
        assertThat(scheduler.wanted(2, 0)).isEqualTo(6);
        assertThat(scheduler.wanted(2, 1)).isEqualTo(2);
        assertThat(scheduler.wanted(3, 0)).isEqualTo(4);
        assertThat(scheduler.wanted(4, 2)).isEqualTo(3);
        assertThat(DifferentialHyperband.populations(usual().settings()))
                .containsExactlyInAnyOrderEntriesOf(Map.of(1, 27, 3, 9, 9, 6, 27, 4));
    }

    @Test
    void happensAsPlannedIfNoTrialFails() {
        forAll(150, random -> {
            var scheduler = new DifferentialHyperband(
                    Brackets.of(1 + random.nextInt(2), 4 + random.nextInt(30), 2 + random.nextInt(3)));
            int trials = 1 + random.nextInt(150);
            var result = Courses.run(
                    scheduler,
                    Limits.ofTrials(trials),
                    Weather.calm(random.nextLong()),
                    1 + random.nextInt(16),
                    random);
            var plan = scheduler.plan(trials);
            assertThat(result.state().history().trials()).hasSize(trials).allMatch(t -> t.status()
                    .isOver());
            assertThat((long) result.state().ledger().charged()).isEqualTo(plan.epochs());
        });
    }

    /** In the later brackets a rung is filled with so many new trials, and only when the one below has ended. */
    @Test
    void fillsEveryRungOfTheLaterBracketsAnewInAnyOrderOfEvents() {
        forAll(300, random -> {
            var scheduler = new DifferentialHyperband(
                    Brackets.of(1 + random.nextInt(2), 4 + random.nextInt(30), 2 + random.nextInt(3)));
            var result = Courses.run(
                    scheduler,
                    Limits.ofTrials(1 + random.nextInt(120)),
                    Weather.rough(random.nextLong()),
                    1 + random.nextInt(16),
                    random);
            DifferentialHyperbandReference.check(scheduler, result);
        });
    }

    @Test
    void refusesAnotherStrategyThanItsOwn() {
        var study =
                SampleStudy.of(SampleSpaces.mixed()).limits(Limits.ofTrials(27)).scheduler(usual());
        assertThat(offer().partner()).contains("dehb");
        assertThat(offer().check().apply(study.strategy(Choice.of("random")).spec()))
                .singleElement()
                .extracting(p -> p.message())
                .isEqualTo("scheduler dehb proposes by strategy dehb, not random: leave strategy out, or use scheduler"
                        + " hyperband with random");
    }
}
