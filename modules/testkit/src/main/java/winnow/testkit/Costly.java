package winnow.testkit;

import java.util.List;
import winnow.simulator.Problem;
import winnow.space.Configuration;
import winnow.space.SearchSpace;
import winnow.trial.Aim;
import winnow.trial.Goal;
import winnow.trial.Metrics;

/**
 * A problem with a second metric, {@value #METRIC}, that is at odds with the first in part: it is larger the farther a
 * configuration is from one corner of the space.
 *
 * @param problem that measures {@link SampleStudy#METRIC}
 */
public record Costly(Problem problem, SearchSpace space) implements Problem {
    public static final String METRIC = "cost";

    /** Both metrics, to be minimised. */
    public static final List<Aim> AIMS =
            List.of(new Aim(SampleStudy.METRIC, Goal.MINIMIZE), new Aim(METRIC, Goal.MINIMIZE));

    @Override
    public Metrics measure(Configuration configuration, long seed, int epoch) {
        double cost = 0;
        for (double unit : space.encode(configuration)) {
            cost += Double.isNaN(unit) ? 0 : unit * unit;
        }
        return problem.measure(configuration, seed, epoch).with(METRIC, cost);
    }

    @Override
    public double seconds(Configuration configuration, int epoch) {
        return problem.seconds(configuration, epoch);
    }
}
