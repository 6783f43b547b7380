package winnow.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels' loss and gradient against the reference. A step of momentum from zero state leaves the gradient there. */
class GradientTest {
    /** Largest distance of a tensor's gradient from the reference, by the norm of the reference. */
    private static final double TOLERANCE = 1e-4;

    /** Nearer to a tie or a kink than this, rounding alone may choose another branch. */
    private static final double MARGIN = 3e-6;

    /** Random networks to try: a thousand with {@code -Dthorough}. */
    private static final int TRIALS = System.getProperty("thorough") == null ? 250 : 1000;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7, 11, 12, 16, 17, 20, 31, 32, 64, 75})
    void standardNetworkAtAnyBatchSize(int count) {
        check(LeNetShape.STANDARD, TrainingRule.of(Optimizer.MOMENTUM, 0.01), count, count);
    }

    @Test
    void randomNetworks() {
        for (int trial = 0; trial < TRIALS; trial++) {
            var random = new Random(trial);
            check(shape(random), rule(random), 1 + random.nextInt(21), trial);
        }
    }

    private static LeNetShape shape(Random random) {
        List<Integer> dense = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            dense.add(1 + random.nextInt(70));
        }
        dense.add(2 + random.nextInt(20));
        return new LeNetShape(
                1 + random.nextInt(9),
                1 + random.nextInt(18),
                random.nextBoolean() ? 3 : 5,
                List.of(Pooling.values()).get(random.nextInt(2)),
                dense,
                List.of(Activation.values()).get(random.nextInt(4)));
    }

    private static TrainingRule rule(Random random) {
        return TrainingRule.of(Optimizer.MOMENTUM, 0.01)
                .withDropout(random.nextBoolean() ? 0 : 0.6 * random.nextDouble())
                .withLabelSmoothing(random.nextBoolean() ? 0 : 0.3 * random.nextDouble());
    }

    private static void check(LeNetShape shape, TrainingRule plain, int count, long seed) {
        var random = new Random(~seed);
        var rule = plain;
        if (random.nextInt(3) == 0) {
            List<Double> weights = new ArrayList<>();
            for (int c = 0; c < shape.classes(); c++) {
                weights.add(0.2 + random.nextDouble());
            }
            rule = plain.withClassWeights(weights);
        }
        float[] parameters = Networks.initial(shape, seed);
        var batch = Minibatch.random(count, shape.classes(), seed);
        var expected = awayFromKinks(shape, rule, ReferenceTest.doubles(parameters), batch, random);
        var trainer = new LeNetTrainer(shape, rule, count, 77);
        trainer.read(parameters, new float[trainer.stateSize()], 0);
        double loss = trainer.step(batch.pixels(), batch.labels(), batch.order(), 0, count);
        float[] gradient = new float[trainer.stateSize()];
        trainer.write(parameters, gradient);
        assertThat(loss).as("loss of %s", shape).isCloseTo(expected.loss(), within(1e-5 * (1 + expected.loss())));
        for (var tensor : shape.tensors()) {
            assertThat(distance(tensor, gradient, expected.gradient()))
                    .as("gradient of %s in %s, %s, %d images", tensor.name(), shape, rule, count)
                    .isLessThan(TOLERANCE);
        }
    }

    /** The reference's answer, images too near to a tie or a kink drawn again first. */
    private static Reference.Slope awayFromKinks(
            LeNetShape shape, TrainingRule rule, double[] parameters, Minibatch batch, Random random) {
        var reference = new Reference(shape, rule);
        double[][][] factors = factors(shape, rule, batch.count());
        for (int round = 0; round < 100; round++) {
            var slope = reference.slope(parameters, batch.images(), batch.classes(), factors);
            boolean again = false;
            for (int n = 0; n < batch.count(); n++) {
                if (slope.margins()[n] < MARGIN) {
                    batch.draw(n, random);
                    again = true;
                }
            }
            if (!again) {
                return slope;
            }
        }
        throw new AssertionError("no images away from kinks for " + shape);
    }

    private static double distance(ParameterTensor tensor, float[] actual, double[] expected) {
        double difference = 0;
        double norm = 0;
        for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
            difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            norm += expected[i] * expected[i];
        }
        return Math.sqrt(difference) / Math.max(Math.sqrt(norm), 1e-12);
    }

    private static double[][][] factors(LeNetShape shape, TrainingRule rule, int count) {
        var dropout = new Dropout(rule.dropout(), 77);
        if (!dropout.active()) {
            return null;
        }
        double[][][] factors = new double[shape.dense().size() - 1][count][];
        for (int layer = 0; layer < factors.length; layer++) {
            int units = shape.dense().get(layer);
            int padded = Lanes.padded(units);
            float[] drawn = new float[count * padded];
            dropout.draw(0, layer, drawn, drawn.length);
            for (int n = 0; n < count; n++) {
                factors[layer][n] = new double[units];
                for (int u = 0; u < units; u++) {
                    factors[layer][n][u] = drawn[n * padded + u];
                }
            }
        }
        return factors;
    }
}
