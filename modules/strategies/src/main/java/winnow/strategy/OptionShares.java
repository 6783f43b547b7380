package winnow.strategy;

import java.util.Arrays;
import java.util.List;
import winnow.random.RandomStream;

/**
 * Independent distributions over the options of unordered axes, drawn towards what good trials had, and each option kept
 * possible. For the axes that CMA-ES has no notion of, as CatCMA does (Hamano et al., GECCO 2024), with its margin and a
 * plain rate: old shares weigh as many trials as there are options.
 *
 * @param shares of all options, axis after axis
 */
record OptionShares(Doubles shares) {

    /** Each option of an axis as likely as the others. */
    static OptionShares even(List<Axis> axes) {
        var shares = Doubles.NONE;
        for (var axis : axes) {
            var even = new double[axis.levels()];
            Arrays.fill(even, 1.0 / axis.levels());
            shares = shares.plus(even);
        }
        return new OptionShares(shares);
    }

    /** One coordinate an axis. */
    double[] draw(List<Axis> axes, RandomStream random) {
        var point = new double[axes.size()];
        int from = 0;
        for (int j = 0; j < point.length; j++) {
            var axis = axes.get(j);
            double rest = random.nextDouble();
            int option = 0;
            while (option < axis.levels() - 1 && rest >= shares.get(from + option)) {
                rest -= shares.get(from + option);
                option++;
            }
            point[j] = axis.centre(option);
            from += axis.levels();
        }
        return point;
    }

    /**
     * The shares after a generation.
     *
     * @param points good ones, a coordinate an axis; NaN if the axis took no part
     * @param weights of the points, with sum 1
     */
    OptionShares after(List<Axis> axes, double[][] points, double[] weights) {
        double square = 0;
        for (double weight : weights) {
            square += weight * weight;
        }
        var next = Doubles.NONE;
        int from = 0;
        for (int j = 0; j < axes.size(); j++) {
            var axis = axes.get(j);
            int options = axis.levels();
            var old = shares.slice(from, from + options);
            var seen = new double[options];
            double total = 0;
            for (int i = 0; i < points.length; i++) {
                if (!Double.isNaN(points[i][j])) {
                    seen[axis.level(points[i][j])] += weights[i];
                    total += weights[i];
                }
            }
            double effective = total / square;
            double rate = effective / (effective + options);
            for (int option = 0; option < options && total > 0; option++) {
                old[option] += rate * (seen[option] / total - old[option]);
            }
            next = next.plus(possible(old, axes.size()));
            from += options;
        }
        return new OptionShares(next);
    }

    /** CatCMA's margin: with 27 % probability a point of N axes has an option that is not the likeliest. */
    private static double[] possible(double[] shares, int axes) {
        double least = (1 - StrictMath.pow(0.73, 1.0 / axes)) / (shares.length - 1);
        double total = 0;
        double free = 0;
        for (int option = 0; option < shares.length; option++) {
            shares[option] = Math.max(least, shares[option]);
            total += shares[option];
            free += shares[option] - least;
        }
        for (int option = 0; option < shares.length && free > 0; option++) {
            shares[option] += (1 - total) / free * (shares[option] - least);
        }
        return shares;
    }
}
