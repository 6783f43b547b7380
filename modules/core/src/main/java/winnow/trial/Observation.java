package winnow.trial;

/**
 * The metrics of a trial at a budget.
 *
 * @param epoch the budget: epochs since the trial began, at least 1
 * @param metrics what was measured after that epoch
 * @param seconds training and measuring time of this one epoch, at least 0
 */
public record Observation(int epoch, Metrics metrics, double seconds) {

    public Observation {
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch is " + epoch + ": it counts from 1");
        }
        if (!(seconds >= 0)) {
            throw new IllegalArgumentException("seconds is " + seconds + ": it must be at least 0");
        }
    }

    /** The observation with one more metric, or another value of it. */
    public Observation with(String metric, double value) {
        return new Observation(epoch, metrics.with(metric, value), seconds);
    }
}
