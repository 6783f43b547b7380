package winnow.surrogate;

/**
 * The covariance of the loss at two configurations: an amplitude times a Matérn-5/2 kernel of their distance, in which
 * each column has a length scale of its own; categories are at distance 0 or 1 (Hamming). A configuration may also have
 * a deviation of its own from the smooth surface, which all its evaluations share, unlike noise.
 *
 * <pre>
 * d  columns of the features
 * n  training points, X their features, d x n
 * m  query points
 * </pre>
 *
 * @param features the columns
 * @param weights d inverse squared length scales
 * @param amplitude variance of the loss before anything is observed
 * @param own variance of a configuration's own deviation
 * @param noise variance of an observation about the loss
 */
record Kernel(Features features, double[] weights, double amplitude, double own, double noise) {

    /** The same with more noise. */
    Kernel noisier(double more) {
        return new Kernel(features, weights, amplitude, own, noise + more);
    }

    /** Half of the noise taken for configurations' own deviations. */
    Kernel halved() {
        return new Kernel(features, weights, amplitude, own + noise / 2, noise / 2);
    }

    /** Turns squared distances into covariances. */
    void covariances(double[] squared, int from, int to) {
        for (int i = from; i < to; i++) {
            double deviation = squared[i] == 0 ? own : 0;
            squared[i] = amplitude * Matern.value(squared[i]) + deviation;
        }
    }

    /**
     * Adds squared scaled distances.
     *
     * @param x {@code d x n} features
     * @param point index of one of them
     * @param y {@code d x m} features
     * @param into m, whose places {@code from} to below {@code to} are set
     */
    void distances(double[][] x, int point, double[][] y, double[] into, int from, int to) {
        java.util.Arrays.fill(into, from, to, 0);
        for (int c = 0; c < weights.length; c++) {
            if (features.column(c).isCategory()) {
                addMismatches(y[c], x[c][point], weights[c], into, from, to);
            } else {
                addSquares(y[c], x[c][point], weights[c], into, from, to);
            }
        }
    }

    private static void addSquares(double[] y, double x, double weight, double[] into, int from, int to) {
        for (int i = from; i < to; i++) {
            double difference = y[i] - x;
            into[i] += weight * (difference * difference);
        }
    }

    private static void addMismatches(double[] y, double x, double weight, double[] into, int from, int to) {
        for (int i = from; i < to; i++) {
            into[i] += y[i] == x ? 0 : weight;
        }
    }

    /** Fills covariances of training points, noise on the diagonal: row i from column max(i, from) on. */
    void covariances(double[][] x, double[][] u, int from, int n) {
        for (int i = 0; i < n; i++) {
            int first = Math.max(i, from);
            distances(x, i, x, u[i], first, n);
            covariances(u[i], first, n);
            if (i >= from) {
                u[i][i] += noise;
            }
        }
    }
}
