package winnow.surrogate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import smile.math.special.Erf;

/**
 * Turns losses into values that a Gaussian process can believe in: mean 0, variance 1, without far outliers, a number
 * also for what could not be measured. Monotone: a lower loss never gets a higher value.
 *
 * <p>As OSS Vizier does (Song et al., "The Vizier Gaussian Process Bandit Algorithm", 2024): the worse half is squashed
 * to the lower half of a normal distribution as wide as the better half; a logarithm stretches the best; the infeasible
 * come half a range and one below the worst; then all are standardised.
 */
final class Warp {
    private static final double STRETCH = 1.5;

    private Warp() {}

    /**
     * The values of losses.
     *
     * @param losses finite, or infinite where infeasible
     * @return as many finite numbers, lower is better
     */
    static double[] of(double[] losses) {
        double[] finite =
                Arrays.stream(losses).filter(Double::isFinite).sorted().toArray();
        if (finite.length == 0) {
            return new double[losses.length];
        }
        double[] values = new double[losses.length];
        double[] squashed = squashed(finite);
        double worst = logarithm(squashed[squashed.length - 1], squashed);
        double best = logarithm(squashed[0], squashed);
        double infeasible = worst + (worst - best) / 2 + 1;
        for (int i = 0; i < losses.length; i++) {
            boolean isFinite = Double.isFinite(losses[i]);
            values[i] = isFinite ? logarithm(squashed[Arrays.binarySearch(finite, losses[i])], squashed) : infeasible;
        }
        return standardised(values);
    }

    /**
     * The losses that values stand for: straight lines between the losses whose values are known, and beyond the best and
     * the worst of them lines as steep as the better and the worse half are as a whole.
     *
     * @param values in the unit of {@link #of} of these losses; any numbers
     * @param losses finite, or infinite where infeasible
     * @return as many losses as values; NaN if no loss is finite
     */
    static double[] back(double[] values, double[] losses) {
        double[] known = of(losses);
        int[] order = IntStream.range(0, losses.length)
                .filter(i -> Double.isFinite(losses[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> losses[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] x = new double[order.length];
        double[] y = new double[order.length];
        int n = 0;
        for (int i : order) {
            if (n == 0 || known[i] > x[n - 1]) {
                x[n] = known[i];
                y[n++] = losses[i];
            }
        }
        double[] from = Arrays.copyOf(x, n);
        return Arrays.stream(values).map(value -> between(value, from, y)).toArray();
    }

    private static double between(double value, double[] x, double[] y) {
        int last = x.length - 1;
        if (last < 1) {
            return last < 0 ? Double.NaN : y[0];
        }
        int middle = x.length / 2;
        int place = Arrays.binarySearch(x, value);
        int above = place < 0 ? -place - 1 : Math.max(1, place);
        int from = above == 0 ? 0 : above > last ? Math.min(middle, last - 1) : above - 1;
        int to = above == 0 ? middle : Math.min(above, last);
        double slope = (y[to] - y[from]) / (x[to] - x[from]);
        return above > last ? y[last] + slope * (value - x[last]) : y[from] + slope * (value - x[from]);
    }

    /** Losses in ascending order, those above the median replaced by quantiles of a normal distribution. */
    private static double[] squashed(double[] sorted) {
        int n = sorted.length;
        double median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
        double width = width(sorted, median);
        double[] result = sorted.clone();
        int distinctWorse = 0;
        for (int i = n - 1; i >= 0 && sorted[i] > median; i--) {
            distinctWorse += i == n - 1 || sorted[i] != sorted[i + 1] ? 1 : 0;
        }
        int rank = 0;
        for (int i = n - 1; i >= 0 && sorted[i] > median; i--) {
            rank += i == n - 1 || sorted[i] != sorted[i + 1] ? 1 : 0;
            double tail = 0.5 * (rank - 0.5) / distinctWorse;
            result[i] = median + width * Math.sqrt(2) * Erf.inverfc(2 * tail);
        }
        return result;
    }

    /** Root mean square distance of the better half from the median; of the worse half if the better has none. */
    private static double width(double[] sorted, double median) {
        double better = 0;
        double worse = 0;
        int count = 0;
        for (double loss : sorted) {
            double square = (loss - median) * (loss - median);
            better += loss <= median ? square : 0;
            worse += loss > median ? square : 0;
            count += loss <= median ? 1 : 0;
        }
        double width = Math.sqrt(better / count);
        return width > 0 && Double.isFinite(width) ? width : Math.min(1, Math.sqrt(worse));
    }

    private static double logarithm(double value, double[] sorted) {
        double best = sorted[0];
        double range = sorted[sorted.length - 1] - best;
        double distance = range > 0 && Double.isFinite(range) ? (value - best) / range : 0;
        return StrictMath.log1p(distance * (STRETCH - 1)) / StrictMath.log(STRETCH);
    }

    private static double[] standardised(double[] values) {
        double mean = Arrays.stream(values).sum() / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = Math.sqrt(squares / values.length);
        double unit = deviation > 1e-12 ? deviation : 1;
        return Arrays.stream(values).map(v -> (v - mean) / unit).toArray();
    }
}
