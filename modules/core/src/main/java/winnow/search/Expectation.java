package winnow.search;

/**
 * What a strategy's model expected of a configuration when it proposed it, so that the model can be held to account.
 *
 * @param epoch at which the study's metric was to have the value
 * @param value that the model's mean stands for, of the metric
 * @param low end of the interval that was to hold the value, noise aside, in {@value #CONFIDENCE} of all cases
 * @param high its other end
 */
public record Expectation(int epoch, double value, double low, double high) {
    /** What intervals should hold. */
    public static final double CONFIDENCE = 0.9;

    /** Deviations of a normal distribution on either side of its mean that hold that share. */
    public static final double WIDTH = 1.6448536269514722;

    /** @throws IllegalArgumentException if the epoch is not positive, or the numbers are not finite or in order */
    public Expectation {
        boolean isOrdered = low <= value && value <= high;
        if (epoch < 1 || !isOrdered || !Double.isFinite(low) || !Double.isFinite(high)) {
            throw new IllegalArgumentException("expected is " + value + " between " + low + " and " + high
                    + " at epoch " + epoch + ": it must be finite, within its interval, and at an epoch from 1");
        }
    }
}
