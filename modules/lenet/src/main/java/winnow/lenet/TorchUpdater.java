package winnow.lenet;

import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.Axpy;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * PyTorch's optimizers as updaters of DL4J, so that a search here and one there mean the same by a learning rate.
 *
 * <p>With gradient {@code g}, learning rate {@code a}, momentum {@code m}, step {@code t} from 1; DL4J then subtracts the
 * update from the parameters:
 *
 * <pre>
 * sgd, momentum
 *           b = m b + g                                              update a b
 * nesterov  b = m b + g                                              update a (g + m b)
 * adam      u = 0.9 u + 0.1 g,  v = 0.999 v + 0.001 g^2
 *           update a / (1 - 0.9^t) u / (sqrt(v) / sqrt(1 - 0.999^t) + 1e-8)
 * adamw     as adam; the decoupled decay is {@link DecoupledWeightDecay}
 * adagrad   s = s + g^2                                              update a g / (sqrt(s) + 1e-10)
 * rmsprop   s = 0.99 s + 0.01 g^2                                    update a g / (sqrt(s) + 1e-8)
 * </pre>
 *
 * The learning rate of a step is {@code a} times what the schedule says. All state begins at 0. DL4J's own classes differ: no classical momentum, other constants, epsilon added elsewhere
 * (Adam), state that begins at epsilon (Adagrad, RMSprop).
 */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE,
        setterVisibility = JsonAutoDetect.Visibility.NONE)
public final class TorchUpdater implements IUpdater {
    private static final long serialVersionUID = 1L;
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double ADAM_EPSILON = 1e-8;
    private static final double ADAGRAD_EPSILON = 1e-10;
    private static final double RMSPROP_DECAY = 0.99;
    private static final double RMSPROP_EPSILON = 1e-8;

    private final Optimizer optimizer;
    private final double learningRate;
    private final double momentum;
    private final TorchSchedule schedule;

    /** An optimizer; {@code momentum} is ignored by all but sgd, momentum and nesterov. */
    public TorchUpdater(
            @JsonProperty("optimizer") Optimizer optimizer,
            @JsonProperty("learningRate") double learningRate,
            @JsonProperty("momentum") double momentum,
            @JsonProperty("schedule") TorchSchedule schedule) {
        this.optimizer = optimizer;
        this.learningRate = learningRate;
        this.momentum = momentum;
        this.schedule = schedule;
    }

    @Override
    public long stateSize(long parameters) {
        return optimizer.states() * parameters;
    }

    @Override
    public GradientUpdater<TorchUpdater> instantiate(INDArray state, boolean initialise) {
        var step = new Step(this);
        step.setStateViewArray(state, new long[] {state.length() / optimizer.states()}, 'c', initialise);
        return step;
    }

    @Override
    public GradientUpdater<TorchUpdater> instantiate(Map<String, INDArray> state, boolean initialise) {
        throw new UnsupportedOperationException("the state of " + this + " is one array, not a map");
    }

    @Override
    @SuppressWarnings("MissingSuperCall")
    public IUpdater clone() {
        return new TorchUpdater(optimizer, learningRate, momentum, schedule);
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return learningRate * schedule.valueAt(iteration, epoch);
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    @Override
    public void setLrAndSchedule(double rate, ISchedule schedule) {
        throw new UnsupportedOperationException("the learning rate of " + this + " is fixed");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TorchUpdater same
                && same.optimizer == optimizer
                && same.learningRate == learningRate
                && same.momentum == momentum
                && same.schedule.equals(schedule);
    }

    @Override
    public int hashCode() {
        return Objects.hash(optimizer, learningRate, momentum, schedule);
    }

    @Override
    public String toString() {
        return optimizer.word() + "(learning_rate=" + learningRate + ", momentum=" + momentum + ", schedule=" + schedule
                + ")";
    }

    /** The running optimizer of one block of parameters. */
    private static final class Step implements GradientUpdater<TorchUpdater> {
        private final TorchUpdater config;
        private INDArray first;
        private INDArray second;

        Step(TorchUpdater config) {
            this.config = config;
        }

        @Override
        public TorchUpdater getConfig() {
            return config;
        }

        @Override
        public void setState(Map<String, INDArray> state, boolean initialise) {
            throw new UnsupportedOperationException("the state of " + config + " is one array, not a map");
        }

        @Override
        public Map<String, INDArray> getState() {
            return second == null ? Map.of("first", first) : Map.of("first", first, "second", second);
        }

        @Override
        public void setStateViewArray(INDArray state, long[] shape, char order, boolean initialise) {
            var flat = state.reshape(state.length());
            if (initialise) {
                flat.assign(0);
            }
            long half = flat.length() / config.optimizer.states();
            first = flat.get(NDArrayIndex.interval(0, half));
            second = config.optimizer.states() == 2 ? flat.get(NDArrayIndex.interval(half, 2 * half)) : null;
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            double rate = config.getLearningRate(iteration, epoch);
            switch (config.optimizer) {
                case SGD, MOMENTUM -> {
                    Nd4j.exec(new Axpy(first, gradient, first, config.momentum));
                    gradient.assign(first).muli(rate);
                }
                case NESTEROV -> {
                    Nd4j.exec(new Axpy(first, gradient, first, config.momentum));
                    Nd4j.exec(new Axpy(first, gradient, gradient, config.momentum));
                    gradient.muli(rate);
                }
                case ADAM, ADAMW -> adam(gradient, rate, iteration);
                case ADAGRAD ->
                    Nd4j.exec(new org.nd4j.linalg.api.ops.impl.updaters.AdaGradUpdater(
                            gradient, first, rate, ADAGRAD_EPSILON));
                case RMSPROP ->
                    Nd4j.exec(new org.nd4j.linalg.api.ops.impl.updaters.RmsPropUpdater(
                            gradient, first, rate, RMSPROP_DECAY, RMSPROP_EPSILON));
            }
        }

        /** ND4J computes a sqrt(1 - b2^t) / (1 - b1^t) u / (sqrt(v) + e): PyTorch's with e = epsilon sqrt(1 - b2^t). */
        private void adam(INDArray gradient, double rate, int iteration) {
            double epsilon = ADAM_EPSILON * Math.sqrt(1 - Math.pow(BETA2, iteration + 1));
            Nd4j.exec(new org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater(
                    gradient, second, first, rate, BETA1, BETA2, epsilon, iteration));
        }
    }
}
