package winnow.search;

import winnow.trial.Goal;
import winnow.trial.Metrics;

/**
 * A value of a metric that is good enough to end the study.
 *
 * @param metric its name
 * @param goal which way it is better
 * @param value the bound, reached by an equal value
 */
public record Target(String metric, Goal goal, double value) {

    public boolean isReachedBy(Metrics metrics) {
        var measured = metrics.find(metric);
        return measured.isPresent() && goal.reaches(measured.getAsDouble(), value);
    }
}
