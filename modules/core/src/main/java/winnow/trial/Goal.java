package winnow.trial;

/** Which way a metric is better. */
public enum Goal {
    MINIMIZE,
    MAXIMIZE;

    /** The value as a loss: lower is better, whatever the goal. */
    public double loss(double value) {
        return this == MINIMIZE ? value : -value;
    }

    /** Whether {@code value} is at least as good as {@code bound}. */
    public boolean reaches(double value, double bound) {
        return loss(value) <= loss(bound);
    }
}
