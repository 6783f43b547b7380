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
    private static final double LOG_ROOT_2_PI = 0.9189385332046727;
    /** e to the power of less than this is nothing beside 1. */
    private static final double NEGLIGIBLE = -40;

    /** Norms of so many axes are multiplied before their logarithm is taken; more might overflow. */
    private static final int AXES_A_LOGARITHM = 32;

    private static final int MOST_REJECTED = 200;

    private final int kernels;
    private final double[] cumulated;
    private final double[] base;
    private final List<Factor> factors;

    private ParzenEstimator(int kernels, double[] cumulated, double[] base, List<Factor> factors) {
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
        var factors = new ArrayList<Factor>();
        for (int j = 0; j < axes.size(); j++) {
            var axis = axes.get(j);
            factors.add(
                    axis.kind() == Axis.Kind.CATEGORICAL
                            ? OptionFactor.of(axis, columns[j], priorWeight)
                            : normal(axis, columns[j], bandwidth.widths(columns[j], axes.size()), mass, base));
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

    /** Norms go into {@code mass} as factors, so that one logarithm a kernel serves all axes. */
    private static Factor normal(Axis axis, double[] points, double[] widths, double[] mass, double[] base) {
        int n = points.length;
        var centres = Arrays.copyOf(points, n + 1);
        var sigmas = Arrays.copyOf(widths, n + 1);
        centres[n] = 0.5;
        sigmas[n] = 1;
        if (axis.kind() == Axis.Kind.LEVELS) {
            return LevelFactor.of(axis, centres, sigmas);
        }
        var precisions = new double[n + 1];
        for (int k = 0; k <= n; k++) {
            double s = sigmas[k];
            precisions[k] = 0.5 / (s * s);
            double inside = SteadyMath.normalBelow((1 - centres[k]) / s) - SteadyMath.normalBelow(-centres[k] / s);
            mass[k] /= s * inside;
            base[k] -= LOG_ROOT_2_PI;
        }
        return new NormalFactor(centres, sigmas, precisions);
    }

    /** The share of one axis in the kernels. */
    private sealed interface Factor {
        /** Adds the logarithm of each kernel at a coordinate, but for its norm. */
        void add(double unit, double[] sums);

        double draw(int kernel, RandomStream random);
    }

    private record NormalFactor(double[] centres, double[] sigmas, double[] precisions) implements Factor {
        @Override
        public void add(double unit, double[] sums) {
            for (int k = 0; k < sums.length; k++) {
                double distance = unit - centres[k];
                sums[k] -= distance * distance * precisions[k];
            }
        }

        @Override
        public double draw(int kernel, RandomStream random) {
            return within(centres[kernel], sigmas[kernel], random);
        }
    }

    /**
     * On few levels.
     *
     * @param types which kernels are equal: the type of each
     * @param logs levels x types
     */
    private record LevelFactor(Axis axis, double[] centres, double[] sigmas, int[] types, double[][] logs)
            implements Factor {
        static LevelFactor of(Axis axis, double[] centres, double[] sigmas) {
            int n = centres.length - 1;
            var types = new int[n + 1];
            var first = new ArrayList<Integer>();
            var typeOfLevel = new int[axis.levels()];
            Arrays.fill(typeOfLevel, -1);
            for (int k = 0; k <= n; k++) {
                int level = axis.level(centres[k]);
                int known = k < n ? typeOfLevel[level] : -1;
                if (known >= 0 && sigmas[first.get(known)] == sigmas[k]) {
                    types[k] = known;
                } else {
                    types[k] = first.size();
                    typeOfLevel[level] = types[k];
                    first.add(k);
                }
            }
            var logs = new double[axis.levels()][first.size()];
            for (int type = 0; type < first.size(); type++) {
                fill(axis, centres[first.get(type)], sigmas[first.get(type)], logs, type);
            }
            return new LevelFactor(axis, centres, sigmas, types, logs);
        }

        private static void fill(Axis axis, double centre, double sigma, double[][] logs, int type) {
            double low = SteadyMath.normalBelow(-centre / sigma);
            double inside = SteadyMath.normalBelow((1 - centre) / sigma) - low;
            double before = low;
            for (int level = 0; level < axis.levels(); level++) {
                double edge = axis.edge(level + 1);
                double below = SteadyMath.normalBelow((edge - centre) / sigma);
                double width = edge - axis.edge(level);
                logs[level][type] = StrictMath.log(Math.max((below - before) / (inside * width), 1e-100));
                before = below;
            }
        }

        @Override
        public void add(double unit, double[] sums) {
            var row = logs[axis.level(unit)];
            for (int k = 0; k < sums.length; k++) {
                sums[k] += row[types[k]];
            }
        }

        @Override
        public double draw(int kernel, RandomStream random) {
            return axis.settle(within(centres[kernel], sigmas[kernel], random));
        }
    }

    /** On options without order. The prior, of the last type, is uniform. */
    private record OptionFactor(Axis axis, int[] types, double own, double[][] logs) implements Factor {
        static OptionFactor of(Axis axis, double[] points, double priorWeight) {
            int n = points.length;
            int options = axis.levels();
            var types = new int[n + 1];
            for (int k = 0; k < n; k++) {
                types[k] = axis.level(points[k]);
            }
            types[n] = options;
            double spread = priorWeight / (n + 1);
            double norm = 1 + options * spread;
            var logs = new double[options][options + 1];
            for (int option = 0; option < options; option++) {
                Arrays.fill(logs[option], StrictMath.log(options * spread / norm));
                logs[option][option] = StrictMath.log(options * (1 + spread) / norm);
                logs[option][options] = 0;
            }
            return new OptionFactor(axis, types, 1 / norm, logs);
        }

        @Override
        public void add(double unit, double[] sums) {
            var row = logs[axis.level(unit)];
            for (int k = 0; k < sums.length; k++) {
                sums[k] += row[types[k]];
            }
        }

        @Override
        public double draw(int kernel, RandomStream random) {
            int options = axis.levels();
            boolean isOwn = types[kernel] < options && random.nextDouble() < own;
            return axis.centre(isOwn ? types[kernel] : random.nextInt(options));
        }
    }

    private static double within(double centre, double sigma, RandomStream random) {
        for (int rejected = 0; rejected < MOST_REJECTED; rejected++) {
            double drawn = random.nextGaussian(centre, sigma);
            if (drawn >= 0 && drawn <= 1) {
                return drawn;
            }
        }
        return centre;
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

    private static double logOfSum(double[] logs) {
        double most = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            most = Math.max(most, log);
        }
        double sum = 0;
        for (double log : logs) {
            double relative = log - most;
            sum += relative > NEGLIGIBLE ? SteadyMath.exp(relative) : 0;
        }
        return most + StrictMath.log(sum);
    }
}
