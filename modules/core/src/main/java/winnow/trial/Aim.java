package winnow.trial;

import java.io.Serializable;

/**
 * A metric that a study makes small or large.
 *
 * @param metric its name
 * @param goal which way it is better
 */
public record Aim(String metric, Goal goal) implements Serializable {

    /**
     * The time that a trial has been trained so far, in seconds, its parent's up to the fork included. Known of any
     * objective: the engine adds it to the observations of studies that name it.
     */
    public static final String TRAINING_SECONDS = "training_seconds";

    public Aim {
        if (metric.isEmpty()) {
            throw new IllegalArgumentException("a metric has an empty name");
        }
    }

    /** Whether the metric depends on the machine and the moment, not on the trial alone. */
    public boolean isTimed() {
        return metric.equals(TRAINING_SECONDS);
    }

    /** The loss in metrics (lower is better); infinite if it is missing or not finite. */
    public double loss(Metrics metrics) {
        double loss = goal.loss(metrics.find(metric).orElse(Double.NaN));
        return Double.isFinite(loss) ? loss + 0.0 : Double.POSITIVE_INFINITY;
    }
}
