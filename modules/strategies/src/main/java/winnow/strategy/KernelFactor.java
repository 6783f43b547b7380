package winnow.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import winnow.random.RandomStream;

/** The share of one axis in the kernels of a {@link ParzenEstimator}; the last kernel is the prior. */
sealed interface KernelFactor {
    double ROOT_2_PI = 2.5066282746310002;
    int MOST_REJECTED = 200;
    int NODES = 97;

    /** Adds to each sum the logarithm of its kernel at a coordinate, but for the kernel's norm. */
    void add(double unit, double[] sums);

    /** A coordinate drawn from a kernel. */
    double draw(int kernel, RandomStream random);

    /** Each kernel's own option and, in equal parts, all of them; the prior is uniform. */
    static KernelFactor onOptions(Axis axis, double[] points, double priorWeight) {
        return OptionFactor.of(axis, points, priorWeight);
    }

    /**
     * Normal distributions cut to [0, 1], and the prior around the middle.
     *
     * @param mass a factor of each kernel, n + 1, which this divides by the kernel's norm, so that one logarithm a
     *     kernel serves many axes
     */
    static KernelFactor normal(Axis axis, double[] points, double[] widths, double[] mass) {
        int n = points.length;
        var centres = Arrays.copyOf(points, n + 1);
        var sigmas = Arrays.copyOf(widths, n + 1);
        centres[n] = 0.5;
        sigmas[n] = 1;
        if (axis.kind() == Axis.Kind.LEVELS) {
            return LevelFactor.of(axis, centres, sigmas);
        }
        var precisions = new double[n + 1];
        var insides = insides(centres, sigmas);
        for (int k = 0; k <= n; k++) {
            double s = sigmas[k];
            precisions[k] = 0.5 / (s * s);
            mass[k] /= ROOT_2_PI * s * insides[k];
        }
        return new NormalFactor(centres, sigmas, precisions);
    }

    /**
     * The probability that each kernel leaves inside [0, 1]. Of many kernels of one width it is interpolated between
     * {@value #NODES} centres, within 0.1 % for a width of 0.05 or more.
     */
    private static double[] insides(double[] centres, double[] sigmas) {
        int n = centres.length - 1;
        var insides = new double[n + 1];
        insides[n] = inside(centres[n], sigmas[n]);
        boolean isOneWidth = n > 2 * NODES;
        for (int k = 1; k < n && isOneWidth; k++) {
            isOneWidth = sigmas[k] == sigmas[0];
        }
        if (!isOneWidth) {
            for (int k = 0; k < n; k++) {
                insides[k] = inside(centres[k], sigmas[k]);
            }
            return insides;
        }
        var nodes = new double[NODES + 1];
        for (int i = 0; i < NODES; i++) {
            nodes[i] = inside(i / (NODES - 1.0), sigmas[0]);
        }
        nodes[NODES] = nodes[NODES - 1];
        for (int k = 0; k < n; k++) {
            double at = centres[k] * (NODES - 1);
            int below = (int) at;
            insides[k] = nodes[below] + (at - below) * (nodes[below + 1] - nodes[below]);
        }
        return insides;
    }

    private static double inside(double centre, double sigma) {
        return SteadyMath.normalBelow((1 - centre) / sigma) - SteadyMath.normalBelow(-centre / sigma);
    }

    record NormalFactor(double[] centres, double[] sigmas, double[] precisions) implements KernelFactor {
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
    record LevelFactor(Axis axis, double[] centres, double[] sigmas, int[] types, double[][] logs)
            implements KernelFactor {
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
    record OptionFactor(Axis axis, int[] types, double own, double[][] logs) implements KernelFactor {
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
}
