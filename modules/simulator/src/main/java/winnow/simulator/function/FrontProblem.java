package winnow.simulator.function;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import winnow.search.Hypervolume;
import winnow.simulator.GradedProblem;
import winnow.space.Configuration;
import winnow.space.SearchSpace;
import winnow.trial.Aim;
import winnow.trial.Metrics;

/**
 * A function of a configuration with several losses, without noise, whose Pareto front is known. Configurations are
 * graded together: by how much of the front's hypervolume they leave out.
 *
 * @param name what results call it
 * @param space where it is defined
 * @param function its losses, as many as the reference has
 * @param reference the point below which volume counts
 * @param most the hypervolume of the whole front
 */
public record FrontProblem(
        String name, SearchSpace space, Function<Configuration, double[]> function, double[] reference, double most)
        implements GradedProblem {
    /** The most losses that a problem has. */
    public static final int LOSSES = 3;

    /** The metrics of problems with so many losses: {@code loss, loss2, loss3}. */
    public static List<Aim> aims(int losses) {
        var aims = new ArrayList<Aim>();
        for (int i = 0; i < losses; i++) {
            aims.add(new Aim(i == 0 ? METRIC : METRIC + (i + 1), GOAL));
        }
        return aims;
    }

    @Override
    public List<Aim> aims() {
        return aims(reference.length);
    }

    @Override
    public Metrics measure(Configuration configuration, long seed, int epoch) {
        double[] losses = function.apply(configuration);
        var values = new TreeMap<String, Double>();
        for (var aim : aims()) {
            values.put(aim.metric(), losses[values.size()]);
        }
        return new Metrics(values);
    }

    /** How much of the front's hypervolume a single configuration leaves out. */
    @Override
    public double regret(Configuration configuration) {
        return regret(List.of(configuration));
    }

    /** How much of the front's hypervolume some configurations leave out; about 0 at best. */
    public double regret(List<Configuration> configurations) {
        var losses = configurations.stream().map(function).toArray(double[][]::new);
        return Math.max(0, most - Hypervolume.of(losses, reference));
    }
}
