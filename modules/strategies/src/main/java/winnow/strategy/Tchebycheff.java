package winnow.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import winnow.random.RandomStream;
import winnow.search.Dominance;
import winnow.search.Surrogate;

/**
 * Several losses as one, with weights that differ from suggestion to suggestion, so that a model of one loss finds one
 * part of the Pareto front after the other.
 *
 * <p>The augmented Tchebycheff function of ParEGO (Knowles, "ParEGO: A Hybrid Algorithm with On-Line Landscape
 * Approximation for Expensive Multiobjective Optimization Problems", IEEE Transactions on Evolutionary Computation 10,
 * 2006, equation 2): the greatest weighted loss plus {@value #AUGMENTED} times their sum. Departures: weights are drawn
 * from the whole simplex, not from a lattice; and a loss is scaled by the range it has on the front so far, not over all
 * observations, so that one bad trial does not make the rest look alike.
 *
 * <pre>
 * losses   n x m   infinite where nothing could be measured
 * weights  m       at least 0, of sum 1
 * </pre>
 */
final class Tchebycheff {
    private static final double AUGMENTED = 0.05;

    private final double[] weights;

    Tchebycheff(double... weights) {
        this.weights = weights.clone();
    }

    /** Random weights, evenly over the simplex. */
    static Tchebycheff drawn(int losses, RandomStream random) {
        double[] weights = new double[losses];
        Arrays.setAll(weights, j -> -StrictMath.log(1 - random.nextDouble()));
        double sum = Arrays.stream(weights).sum();
        return new Tchebycheff(Arrays.stream(weights)
                .map(w -> sum > 0 ? w / sum : 1.0 / losses)
                .toArray());
    }

    /** One loss a row; {@link Surrogate#INFEASIBLE} where one of its losses is not finite. */
    double[] of(double[][] losses) {
        if (weights.length == 1) {
            return Arrays.stream(losses).mapToDouble(row -> row[0]).toArray();
        }
        var finite = Arrays.stream(losses)
                .filter(row -> Arrays.stream(row).allMatch(Double::isFinite))
                .toList();
        var ranges = ranges(finite);
        return Arrays.stream(losses).mapToDouble(row -> joined(row, ranges)).toArray();
    }

    private record Range(double low, double width) {}

    private List<Range> ranges(List<double[]> finite) {
        int[] fronts = Dominance.fronts(finite.toArray(double[][]::new));
        var ranges = new ArrayList<Range>();
        for (int j = 0; j < weights.length; j++) {
            double[] all = new double[finite.size()];
            double high = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < all.length; i++) {
                all[i] = finite.get(i)[j];
                high = fronts[i] == 0 ? Math.max(high, all[i]) : high;
            }
            Arrays.sort(all);
            double low = all.length == 0 ? 0 : all[0];
            double quartile = all.length == 0 ? 1 : all[all.length * 3 / 4];
            double width = firstAbove0(Math.min(high, quartile) - low, quartile - low, high - low);
            ranges.add(new Range(low, width));
        }
        return ranges;
    }

    private static double firstAbove0(double... widths) {
        OptionalDouble first = Arrays.stream(widths)
                .filter(w -> w > 0 && w < Double.POSITIVE_INFINITY)
                .findFirst();
        return first.orElse(1);
    }

    private double joined(double[] row, List<Range> ranges) {
        double most = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int j = 0; j < row.length; j++) {
            if (!Double.isFinite(row[j])) {
                return Surrogate.INFEASIBLE;
            }
            double weighted =
                    weights[j] * (row[j] - ranges.get(j).low()) / ranges.get(j).width();
            most = Math.max(most, weighted);
            sum += weighted;
        }
        double joined = most + AUGMENTED * sum;
        return Double.isFinite(joined) ? joined : Surrogate.INFEASIBLE;
    }
}
