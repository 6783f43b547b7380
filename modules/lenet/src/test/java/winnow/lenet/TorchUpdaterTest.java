package winnow.lenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.Regularization;
import winnow.random.RandomStream;

class TorchUpdaterTest {
    private static final int SIZE = 7;
    private static final double RATE = 0.05;
    private static final double MOMENTUM = 0.8;

    @BeforeAll
    static void prepare() {
        NativeBackend.prepare();
    }

    @ParameterizedTest
    @EnumSource(Optimizer.class)
    void updatesAreThoseOfPyTorchsFormulas(Optimizer optimizer) {
        var updater = new TorchUpdater(optimizer, RATE, MOMENTUM, TorchSchedule.CONSTANT);
        var state = Nd4j.ones(updater.stateSize(SIZE));
        var step = updater.instantiate(state, true);
        var reference = new Reference(optimizer);
        var random = RandomStream.of(3, "gradients of " + optimizer.word(), 0);
        for (int t = 1; t <= 30; t++) {
            double[] gradient = new double[SIZE];
            for (int i = 0; i < SIZE; i++) {
                // From large to so small that it matters where epsilon is added; zero at first.
                gradient[i] = t < 3 && i == 0 ? 0 : random.nextGaussian() * Math.pow(10, -1.5 * i);
            }
            var array = Nd4j.createFromArray(gradient).castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT);
            step.applyUpdater(array, t - 1, 0);
            double[] wanted = reference.update(gradient, t);
            for (int i = 0; i < SIZE; i++) {
                // Adam's updates are as large whatever the gradient's size.
                double size = optimizer.states() == 2 ? 0.1 : Math.pow(10, -1.5 * i);
                assertThat((double) array.getFloat(i))
                        .as("%s step %d element %d", optimizer, t, i)
                        .isCloseTo(wanted[i], within(2e-5 * Math.abs(wanted[i]) + 1e-6 * RATE * size));
            }
        }
    }

    /** The documented algorithms of torch.optim 2.x (defaults), in double precision. */
    private static final class Reference {
        private final Optimizer optimizer;
        private final double[] first = new double[SIZE];
        private final double[] second = new double[SIZE];

        Reference(Optimizer optimizer) {
            this.optimizer = optimizer;
        }

        double[] update(double[] gradient, int t) {
            double[] update = new double[SIZE];
            for (int i = 0; i < SIZE; i++) {
                double g = gradient[i];
                switch (optimizer) {
                    case SGD, MOMENTUM -> {
                        first[i] = t == 1 ? g : MOMENTUM * first[i] + g;
                        update[i] = RATE * first[i];
                    }
                    case NESTEROV -> {
                        first[i] = t == 1 ? g : MOMENTUM * first[i] + g;
                        update[i] = RATE * (g + MOMENTUM * first[i]);
                    }
                    case ADAM, ADAMW -> {
                        first[i] = 0.9 * first[i] + 0.1 * g;
                        second[i] = 0.999 * second[i] + 0.001 * g * g;
                        double m = first[i] / (1 - Math.pow(0.9, t));
                        double v = second[i] / (1 - Math.pow(0.999, t));
                        update[i] = RATE * m / (Math.sqrt(v) + 1e-8);
                    }
                    case ADAGRAD -> {
                        first[i] += g * g;
                        update[i] = RATE * g / (Math.sqrt(first[i]) + 1e-10);
                    }
                    case RMSPROP -> {
                        first[i] = 0.99 * first[i] + 0.01 * g * g;
                        update[i] = RATE * g / (Math.sqrt(first[i]) + 1e-8);
                    }
                }
            }
            return update;
        }
    }

    @Test
    void theLearningRateFollowsTheSchedule() {
        var schedule = new TorchSchedule(LearningRateCourse.STEP, 10, 0.5);
        var updater = new TorchUpdater(Optimizer.SGD, RATE, 0, schedule);
        assertThat(updater.getLearningRate(9, 0)).isEqualTo(RATE);
        assertThat(updater.getLearningRate(25, 0)).isEqualTo(RATE / 4);
        var step = updater.instantiate(Nd4j.zeros(1), true);
        var gradient = Nd4j.createFromArray(1f);
        step.applyUpdater(gradient, 25, 0);
        assertThat(gradient.getFloat(0)).isEqualTo((float) (RATE / 4));
    }

    @Test
    void decoupledDecayShrinksWeightsByTheLearningRate() {
        var parameters = Nd4j.createFromArray(1f, -2f);
        var update = Nd4j.createFromArray(0.5f, 0.5f);
        var decay = new DecoupledWeightDecay(0.1);
        decay.apply(parameters, update, 0.25, 0, 0);
        assertThat(Floats.of(update)).containsExactly(0.525f, 0.45f);
        assertThat(decay.score(parameters, 0, 0)).isZero();
        assertThat(decay.applyStep()).isEqualTo(Regularization.ApplyStep.POST_UPDATER);
    }

    @Test
    void weightDecayIsAddedToTheGradientAndNotToTheScore() {
        var parameters = Nd4j.createFromArray(1f, -2f);
        var gradient = Nd4j.createFromArray(0.5f, 0.5f);
        var decay = new CoupledWeightDecay(0.1);
        decay.apply(parameters, gradient, 7, 0, 0);
        assertThat(Floats.of(gradient)).containsExactly(0.6f, 0.3f);
        assertThat(Floats.of(parameters)).containsExactly(1f, -2f);
        assertThat(decay.score(parameters, 0, 0)).isZero();
    }
}
