package winnow.strategy;

import java.util.Arrays;

/** How wide the kernels of a {@link ParzenEstimator} are on an axis, in units of [0, 1]. */
@FunctionalInterface
public interface Bandwidth {

    /**
     * The standard deviation of each kernel.
     *
     * @param points n coordinates in [0, 1]
     * @param dimensions of the joint density
     */
    double[] widths(double[] points, int dimensions);

    /**
     * One width for all, 0.2 n^(-1/(d + 4)), which is Scott's rule for the spread of points that are neither uniform
     * nor gathered; at least 1 / min(100, n + 2), the "magic clip" of Bergstra et al. (2011). Optuna's for joint
     * densities.
     */
    Bandwidth JOINT = (points, dimensions) -> {
        int n = points.length;
        double scott = 0.2 * StrictMath.pow(Math.max(n, 1), -1.0 / (dimensions + 4));
        var widths = new double[n];
        Arrays.fill(widths, Math.max(scott, least(n)));
        return widths;
    };

    /**
     * The distance to the farther of both neighbours, the prior's centre 1/2 included, and at least as above: adaptive,
     * for one axis at a time (Bergstra et al., "Algorithms for Hyper-Parameter Optimization", NIPS 2011).
     */
    Bandwidth NEIGHBOURS = (points, dimensions) -> {
        int n = points.length;
        var sorted = Arrays.copyOf(points, n + 1);
        sorted[n] = 0.5;
        Arrays.sort(sorted);
        var widths = new double[n];
        for (int k = 0; k < n; k++) {
            int at = Arrays.binarySearch(sorted, points[k]);
            double left = at > 0 ? points[k] - sorted[at - 1] : 0;
            double right = at < n ? sorted[at + 1] - points[k] : 0;
            widths[k] = Math.min(1, Math.max(Math.max(left, right), least(n)));
        }
        return widths;
    };

    private static double least(int points) {
        return 1 / Math.min(100.0, points + 2);
    }
}
