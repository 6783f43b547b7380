package winnow.simulator.function;

import java.util.function.ToDoubleFunction;
import winnow.simulator.GradedProblem;
import winnow.space.Configuration;
import winnow.space.SearchSpace;
import winnow.trial.Metrics;

/**
 * A function of a configuration, without noise; graded by how far it is above its least value.
 *
 * @param name what results call it
 * @param space where it is defined
 * @param function its value
 * @param least its least value over the space
 */
public record FunctionProblem(String name, SearchSpace space, ToDoubleFunction<Configuration> function, double least)
        implements GradedProblem {

    @Override
    public Metrics measure(Configuration configuration, long seed, int epoch) {
        return Metrics.of(METRIC, function.applyAsDouble(configuration));
    }

    /** From half a second to one and a half, so that trials on several slots do not end together. */
    @Override
    public double seconds(Configuration configuration, int epoch) {
        return 0.5
                + winnow.random.RandomStream.of(configuration.toString().hashCode(), "seconds", epoch)
                        .nextDouble();
    }

    @Override
    public double regret(Configuration configuration) {
        // the least value is known to some digits only, and a point may be better than these
        return Math.max(0, function.applyAsDouble(configuration) - least);
    }
}
