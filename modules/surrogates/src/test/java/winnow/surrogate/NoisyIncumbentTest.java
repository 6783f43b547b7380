package winnow.surrogate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.search.History;
import winnow.search.Surrogate;
import winnow.space.Configuration;
import winnow.testkit.SampleSpaces;
import winnow.trial.Goal;

class NoisyIncumbentTest {

    /** The lowest of 60 values with noise of deviation 1 is at a random place; the model's choice is near 0.7. */
    @Test
    void isNotDeceivedByALuckyValue() {
        var space = SampleSpaces.oneReal();
        double byModel = 0;
        double byValue = 0;
        for (int study = 0; study < 10; study++) {
            var random = RandomStream.of(study, "noise", 0);
            var configurations = new ArrayList<Configuration>();
            var losses = new double[60];
            int lowest = 0;
            for (int i = 0; i < losses.length; i++) {
                configurations.add(space.draw(random));
                double x = configurations.get(i).real("x");
                losses[i] = 6 * (x - 0.7) * (x - 0.7) + random.nextGaussian();
                lowest = losses[i] < losses[lowest] ? i : lowest;
            }
            int chosen = NoisyIncumbent.of(space, configurations, losses);
            byModel += Math.abs(configurations.get(chosen).real("x") - 0.7) / 10;
            byValue += Math.abs(configurations.get(lowest).real("x") - 0.7) / 10;
        }
        assertThat(byModel).isLessThan(0.8 * byValue);
    }

    @Test
    void prefersWhatWasGoodTwice() {
        var space = SampleSpaces.twelve();
        var a = space.configurationAt(0);
        var b = space.configurationAt(6);
        var c = space.configurationAt(11);
        var evaluated = List.of(b, a, c, a, b, a, b);
        double no = Surrogate.INFEASIBLE;
        assertThat(NoisyIncumbent.of(space, evaluated, new double[] {0.1, 0.3, no, 0.32, 2, 0.29, 2.1}))
                .isEqualTo(1);
        assertThat(NoisyIncumbent.of(space, List.of(c, a), new double[] {no, 9}))
                .isEqualTo(1);
        assertThat(NoisyIncumbent.of(History.empty(space, "loss", Goal.MINIMIZE, 1)))
                .isEmpty();
    }
}
