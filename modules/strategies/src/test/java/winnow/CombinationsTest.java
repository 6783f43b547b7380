package winnow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winnow.simulator.Faults;
import winnow.simulator.Simulation;
import winnow.simulator.SyntheticCurves;
import winnow.testkit.Life;
import winnow.testkit.SampleStudy;
import winnow.trial.Outcome;

/**
 * Every strategy of the catalogue with every scheduler: in lockstep the trials are the same whatever the number of slots,
 * and what makes no sense is refused with the reason.
 */
class CombinationsTest {
    private static final int AHEAD = 8;
    private static final Pattern ADVICE = Pattern.compile("use scheduler (\\S+) with (\\S+)$");

    /** On the simulator, where faster trials overtake slower ones, losses depend on configurations, and some diverge. */
    @ParameterizedTest
    @MethodSource("winnow.Combination#sensible")
    void givesTheSameTrialsInLockstepWithAnyNumberOfSlots(Combination combination) {
        var study = combination.study().lockstep(AHEAD);
        var one = simulated(combination, study, 1);
        assertThat(one).isNotEmpty();
        for (int slots : new int[] {2, AHEAD}) {
            assertThat(simulated(combination, study, slots))
                    .as("lives with %s slots", slots)
                    .isEqualTo(one);
        }
    }

    private static List<Life> simulated(Combination combination, SampleStudy study, int slots) {
        var curves = new SyntheticCurves(Combination.SPACE, 3, 0.05, SampleStudy.METRIC);
        Faults faults = (assignment, epoch) -> assignment.trial() % 7 == 3 && epoch == 2
                ? Optional.of(new Outcome.Diverged(epoch, "loss is NaN"))
                : Optional.empty();
        var result = Simulation.of(combination.begin(study), curves, slots)
                .with(faults)
                .run();
        return Life.of(result.state());
    }

    /** Without lockstep the number of slots does change what is learnt, and so the test above says something. */
    @Test
    void itIsLockstepThatMakesThemTheSame() {
        var learning = Combination.sensible()
                .filter(c -> List.of("tpe with asha", "bayesian with median").contains(c.toString()))
                .toList();
        assertThat(learning).hasSize(2).allSatisfy(c -> assertThat(simulated(c, c.study(), AHEAD))
                .isNotEqualTo(simulated(c, c.study(), 1)));
    }

    /** Only schedulers that come with a strategy of their own refuse the others, and what they advise can be done. */
    @ParameterizedTest
    @MethodSource("winnow.Combination#senseless")
    void refusesWhatMakesNoSenseAndSaysWhatDoes(Combination combination) {
        var strategy = combination.strategy().name();
        var scheduler = combination.scheduler().name();
        var own = combination.scheduler().partner().orElseThrow();
        assertThat(own).isNotEqualTo(strategy);
        var problem = combination.problems().get(0);
        assertThat(combination.problems()).containsExactly(problem);
        assertThat(problem.path()).isEqualTo("strategy");
        assertThat(problem.message())
                .startsWith("scheduler " + scheduler + " proposes by strategy " + own + ", not " + strategy + ": ");
        var advice = ADVICE.matcher(problem.message());
        assertThat(advice.find()).as(problem.message()).isTrue();
        assertThat(Combination.sensible())
                .extracting(Combination::toString)
                .contains(advice.group(2) + " with " + advice.group(1));
    }

    @Test
    void anyStrategyGoesWithAnySchedulerThatHasNoneOfItsOwn() {
        var allowed = Combination.all().stream()
                .filter(c -> c.scheduler()
                        .partner()
                        .map(own -> own.equals(c.strategy().name()))
                        .orElse(true))
                .map(Combination::toString)
                .toList();
        assertThat(Combination.sensible()).extracting(Combination::toString).containsExactlyElementsOf(allowed);
    }
}
