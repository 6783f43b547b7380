package winnow.search;

/**
 * Beliefs about the loss at several points.
 *
 * @param means one a point
 * @param variances one a point, at least 0
 */
public record Prediction(double[] means, double[] variances) {

    public Prediction {
        if (means.length != variances.length) {
            throw new IllegalArgumentException(
                    means.length + " means and " + variances.length + " variances: there must be as many");
        }
    }

    public double mean(int point) {
        return means[point];
    }

    public double variance(int point) {
        return variances[point];
    }

    public double deviation(int point) {
        return Math.sqrt(variances[point]);
    }

    public int size() {
        return means.length;
    }
}
