package winnow.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptimizerStepTest {
    private static final int SIZE = 48;
    private static final ParameterTensor TENSOR = new ParameterTensor("w", 0, List.of(SIZE));

    @ParameterizedTest
    @EnumSource(Optimizer.class)
    void followsTheReferenceOverManySteps(Optimizer optimizer) {
        var rule = TrainingRule.of(optimizer, 0.02)
                .withMomentum(0.8)
                .withWeightDecay(0.05)
                .withSchedule(new Schedule.WarmUp(5, 0.2, new Schedule.Cosine(20, 0.1)));
        var random = new Random(3);
        float[] start = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            start[i] = (float) random.nextGaussian();
        }
        double[] expected = ReferenceTest.doubles(start);
        var parameter = Parameter.plain(TENSOR, optimizer.states());
        parameter.read(start);
        var reference = new ReferenceOptimizer(rule, SIZE);
        var step = new OptimizerStep(rule);
        for (int t = 0; t < 40; t++) {
            float[] g = new float[SIZE];
            for (int i = 0; i < SIZE; i++) {
                g[i] = (float) (random.nextGaussian() * Math.pow(10, i % 7 - 4));
            }
            step.begin(t);
            step.apply(parameter, 0, g, SIZE);
            reference.step(expected, ReferenceTest.doubles(g));
            for (int i = 0; i < SIZE; i++) {
                assertThat((double) parameter.value[i])
                        .as("value %d after step %d", i, t)
                        .isCloseTo(expected[i], within(3e-6 * (1 + Math.abs(expected[i]))));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Optimizer.class)
    void stateThatDiesOutBecomesZeroAndNeverDenormal(Optimizer optimizer) {
        var parameter = Parameter.plain(TENSOR, optimizer.states());
        var step = new OptimizerStep(TrainingRule.of(optimizer, 0.01).withBetas(0.5, 0.5));
        float[] g = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            g[i] = 1e-3f * (i + 1);
        }
        for (int t = 0; t < 3000; t++) {
            step.begin(t);
            step.apply(parameter, 0, g, SIZE);
            java.util.Arrays.fill(g, 0);
            for (float[] state : parameter.state) {
                for (float s : state) {
                    assertThat(s == 0 || Math.abs(s) >= Float.MIN_NORMAL).isTrue();
                }
            }
        }
        if (optimizer != Optimizer.ADAGRAD) {
            for (float[] state : parameter.state) {
                assertThat(state).containsOnly(0);
            }
        }
    }

    @Test
    void stateOfOneStepOfMomentumIsTheGradientAndItsDecay() {
        var parameter = Parameter.plain(TENSOR, 1);
        float[] start = new float[SIZE];
        start[0] = 2;
        parameter.read(start);
        var step = new OptimizerStep(TrainingRule.of(Optimizer.MOMENTUM, 0.5).withWeightDecay(0.25));
        float[] g = new float[SIZE];
        g[0] = 1;
        step.begin(0);
        step.apply(parameter, 0, g, SIZE);
        assertThat(parameter.state[0][0]).isEqualTo(1.5f);
        assertThat(parameter.value[0]).isEqualTo(1.25f);
    }
}
