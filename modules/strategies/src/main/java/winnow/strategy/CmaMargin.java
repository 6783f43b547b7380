package winnow.strategy;

import java.util.List;

/**
 * Keeps CMA-ES from freezing on an axis with levels: shifts the mean, or widens the margin's factor, until levels beside
 * the mean's are reached with at least a given probability. Hamano, Saito, Nomura and Shirakawa, "CMA-ES with Margin:
 * Lower-Bounding Marginal Probability for Mixed-Integer Black-Box Optimization", GECCO 2022, section 4.
 */
final class CmaMargin {
    private CmaMargin() {}

    /**
     * Corrects a distribution in place.
     *
     * @param axes n
     * @param mean n, changed
     * @param factors n, changed
     * @param covariance n x n by rows
     * @param alpha the least probability of leaving a level
     */
    static void keep(
            List<Axis> axes, double[] mean, double[] factors, double sigma, double[] covariance, double alpha) {
        int n = mean.length;
        for (int j = 0; j < n; j++) {
            if (axes.get(j).kind() == Axis.Kind.LEVELS) {
                double deviation = sigma * factors[j] * Math.sqrt(covariance[j * n + j]);
                factors[j] *= keep(axes.get(j), mean, j, deviation, Math.min(0.5, alpha));
            }
        }
    }

    /** Corrects the mean, and says by how much the deviation grows. */
    private static double keep(Axis axis, double[] mean, int j, double deviation, double alpha) {
        int level = axis.level(mean[j]);
        if (level == 0 || level == axis.levels() - 1) {
            double edge = axis.edge(level == 0 ? 1 : level);
            double most = deviation * SteadyMath.normalQuantile(1 - alpha);
            if (Math.abs(mean[j] - edge) > most) {
                mean[j] = level == 0 ? edge - most : edge + most;
            }
            return 1;
        }
        double low = axis.edge(level);
        double high = axis.edge(level + 1);
        double below = SteadyMath.normalBelow((low - mean[j]) / deviation);
        double above = SteadyMath.normalBelow((mean[j] - high) / deviation);
        if (below >= alpha / 2 && above >= alpha / 2) {
            return 1;
        }
        double inside = 1 - below - above;
        double leastBelow = Math.max(below, alpha / 2);
        double leastAbove = Math.max(above, alpha / 2);
        double excess = (1 - leastBelow - leastAbove - inside) / (leastBelow + leastAbove + inside - 1.5 * alpha);
        double a = SteadyMath.normalQuantile(1 - leastBelow - excess * (leastBelow - alpha / 2));
        double b = SteadyMath.normalQuantile(1 - leastAbove - excess * (leastAbove - alpha / 2));
        mean[j] = low + a * (high - low) / (a + b);
        return (high - low) / (a + b) / deviation;
    }
}
