package winnow.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference itself, checked by finite differences. */
class ReferenceTest {

    @ParameterizedTest
    @CsvSource({
        "3, MAX, RELU", "5, MAX, LEAKY_RELU", "5, MAX, ELU", "3, MAX, TANH",
        "5, AVERAGE, RELU", "3, AVERAGE, LEAKY_RELU", "3, AVERAGE, ELU", "5, AVERAGE, TANH"
    })
    void gradientIsTheSlopeOfTheLoss(int kernel, Pooling pooling, Activation activation) {
        var shape = new LeNetShape(2, 3, kernel, pooling, List.of(7, 5, 4), activation);
        var rule = TrainingRule.of(Optimizer.SGD, 0.1)
                .withLabelSmoothing(0.1)
                .withClassWeights(List.of(0.5, 1.0, 2.0, 1.5));
        var reference = new Reference(shape, rule);
        var batch = Minibatch.random(3, 4, 5);
        double[] p = doubles(Networks.initial(shape, 3));
        double[][][] factors = new double[2][3][7];
        var random = new Random(4);
        for (double[][] layer : factors) {
            for (double[] image : layer) {
                for (int u = 0; u < image.length; u++) {
                    image[u] = random.nextInt(4) == 0 ? 0 : 4.0 / 3;
                }
            }
        }
        double[] gradient =
                reference.slope(p, batch.images(), batch.classes(), factors).gradient();
        double h = 1e-6;
        int checked = 0;
        for (int i = 0; i < p.length; i += 1 + random.nextInt(5)) {
            double middle = p[i];
            p[i] = middle + h;
            double above =
                    reference.slope(p, batch.images(), batch.classes(), factors).loss();
            p[i] = middle - h;
            double below =
                    reference.slope(p, batch.images(), batch.classes(), factors).loss();
            p[i] = middle;
            assertThat((above - below) / (2 * h)).as("parameter %d", i).isCloseTo(gradient[i], within(gradient[i]));
            checked++;
        }
        assertThat(checked).isGreaterThan(50);
    }

    private static org.assertj.core.data.Offset<Double> within(double gradient) {
        return org.assertj.core.api.Assertions.within(1e-7 + 1e-5 * Math.abs(gradient));
    }

    static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
