package winnow.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import winnow.random.RandomStream;

/**
 * A density over some coordinates of a space: a weighted sum of kernels, one at each observed point, and of a broad
 * prior, which keeps it positive everywhere.
 *
 * <p>A kernel is a product over the axes: a normal distribution cut to [0, 1] on a continuous axis, its probability in
 * each cell on one of few levels, and on an unordered one most of the probability on the point's option and the rest
 * spread evenly. The product makes the density a joint one, as in Optuna's multivariate TPE; with a single axis it is
 * HyperOpt's univariate one. Densities are relative to the uniform one, whose logarithm is 0.
 *
 * <table>
 * <caption>Symbols</caption>
 * <tr><td>n, d</td><td>points, axes</td></tr>
 * <tr><td>columns</td><td>d x n, coordinates of the points by axis</td></tr>
 * <tr><td>base</td><td>n + 1, logarithms of weight and norm of each kernel; the prior's last</td></tr>
 * </table>
 *
 * <p>A pure function of its arguments, with the same bits on every machine. Immutable.
 */
public final class ParzenEstimator {
    /** Norms of so many axes are multiplied before their logarithm is taken; more might overflow. */
    private static final int AXES_A_LOGARITHM = 32;

    private final int kernels;
    private final double[] cumulated;
    private final double[] base;
    private final List<KernelFactor> factors;

    private ParzenEstimator(int kernels, double[] cumulated, double[] base, List<KernelFactor> factors) {
        this.kernels = kernels;
        this.cumulated = cumulated;
        this.base = base;
        this.factors = factors;
    }

    /**
     * The density around points.
     *
     * @param axes d of them, none {@link Axis.Kind#FIXED}
     * @param columns d x n, each coordinate in [0, 1]
     * @param weights n, not negative; the prior weighs {@code priorWeight} beside them
     * @param priorWeight positive
     * @param bandwidth how wide the kernels are
     */
    public static ParzenEstimator of(
            List<Axis> axes, double[][] columns, double[] weights, double priorWeight, Bandwidth bandwidth) {
        int n = weights.length;
        if (!(priorWeight > 0)) {
            throw new IllegalArgumentException("the prior's weight is " + priorWeight + ": it must be positive");
        }
        double total = priorWeight;
        for (double weight : weights) {
            total += weight;
        }
        var cumulated = new double[n + 1];
        var mass = new double[n + 1];
        double sum = 0;
        for (int k = 0; k <= n; k++) {
            mass[k] = (k < n ? weights[k] : priorWeight) / total;
            sum += mass[k];
            cumulated[k] = sum;
        }
        var base = new double[n + 1];
        var factors = new ArrayList<KernelFactor>();
        for (int j = 0; j < axes.size(); j++) {
            var axis = axes.get(j);
            factors.add(
                    axis.kind() == Axis.Kind.CATEGORICAL
                            ? KernelFactor.onOptions(axis, columns[j], priorWeight)
                            : KernelFactor.normal(axis, columns[j], bandwidth.widths(columns[j], axes.size()), mass));
            if (j % AXES_A_LOGARITHM == AXES_A_LOGARITHM - 1 || j == axes.size() - 1) {
                collect(mass, base);
            }
        }
        return new ParzenEstimator(n + 1, cumulated, base, List.copyOf(factors));
    }

    private static void collect(double[] mass, double[] base) {
        for (int k = 0; k < mass.length; k++) {
            base[k] += StrictMath.log(mass[k]);
            mass[k] = 1;
        }
    }

    /** A point drawn from the density, d coordinates in [0, 1]. */
    public double[] draw(RandomStream random) {
        double at = random.nextDouble() * cumulated[kernels - 1];
        int found = Arrays.binarySearch(cumulated, at);
        int kernel = Math.min(kernels - 1, found >= 0 ? found + 1 : -found - 1);
        var point = new double[factors.size()];
        for (int j = 0; j < point.length; j++) {
            point[j] = factors.get(j).draw(kernel, random);
        }
        return point;
    }

    /** The logarithm of the density at each of m points, m x d, relative to the uniform density. */
    public double[] logDensities(double[][] points) {
        var result = new double[points.length];
        var sums = new double[kernels];
        for (int i = 0; i < points.length; i++) {
            System.arraycopy(base, 0, sums, 0, kernels);
            for (int j = 0; j < points[i].length; j++) {
                factors.get(j).add(points[i][j], sums);
            }
            result[i] = logOfSum(sums);
        }
        return result;
    }

    /** Changes the logarithms. */
    private static double logOfSum(double[] logs) {
        double most = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            most = Math.max(most, log);
        }
        return most + StrictMath.log(SteadyMath.sumOfExps(logs, most));
    }
}
