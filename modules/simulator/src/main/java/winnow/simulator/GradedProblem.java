package winnow.simulator;

import java.util.List;
import winnow.space.Configuration;
import winnow.space.SearchSpace;
import winnow.trial.Aim;
import winnow.trial.Goal;

/**
 * A problem whose truth is known, so that what a search names its best can be graded. It measures {@value #METRIC},
 * lower is better, possibly with noise; grades are without noise.
 */
public interface GradedProblem extends Problem {
    String METRIC = "loss";
    Goal GOAL = Goal.MINIMIZE;

    /** What results call it, for example {@code fcnet/protein_structure}. */
    String name();

    SearchSpace space();

    /** What is made small, the main metric first. */
    default List<Aim> aims() {
        return List.of(new Aim(METRIC, GOAL));
    }

    /** How far a configuration is from the best one, 0 or more, at the largest budget and without noise. */
    double regret(Configuration configuration);
}
