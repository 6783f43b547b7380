package winnow.importance;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import winnow.surrogate.Features;

/**
 * How much each parameter decides whether a configuration is among the best: the Pearson divergence between where the
 * best lie and where all lie, one parameter at a time, as shares of their sum.
 *
 * <p>Watanabe, Bansal and Hutter, "PED-ANOVA: Efficiently Quantifying Hyperparameter Importance in Arbitrary Subspaces",
 * 2023: the best tenth, and Gaussian kernel densities with Scott's width on a grid of 50 cells; a uniform density counts
 * as one more observation on either side.
 */
public final class PedAnova {
    private static final double BEST = 0.1;
    private static final int CELLS = 50;
    private static final double LEAST_WIDTH = 0.5 / CELLS;

    private PedAnova() {}

    /** The share of each parameter, 0 to 1, adding up to 1, in the order of the space; all 0 where nothing varies. */
    public static Map<String, Double> of(Sample sample) {
        var features = Features.of(sample.space());
        double[][] columns = features.of(sample.points());
        int[] order = IntStream.range(0, sample.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> sample.losses()[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int best = Math.min(sample.size(), Math.max(2, (int) Math.ceil(BEST * sample.size())));
        var result = new LinkedHashMap<String, Double>();
        sample.space().parameters().forEach(p -> result.put(p.name(), 0.0));
        for (int c = 0; c < columns.length && sample.size() > 1; c++) {
            var column = features.column(c);
            double[] all = pick(columns[c], order, order.length);
            double[] top = pick(columns[c], order, best);
            var name = sample.space().parameters().get(column.place()).name();
            result.merge(name, divergence(density(column, top), density(column, all)), Double::sum);
        }
        double sum = result.values().stream().mapToDouble(v -> v).sum();
        result.replaceAll((name, value) -> sum > 0 ? value / sum : 0);
        return result;
    }

    private static double[] pick(double[] column, int[] order, int count) {
        return Arrays.stream(order).limit(count).mapToDouble(i -> column[i]).toArray();
    }

    /** The mean over q of (p / q - 1)^2. */
    private static double divergence(double[] p, double[] q) {
        double sum = 0;
        for (int cell = 0; cell < p.length; cell++) {
            double ratio = p[cell] / q[cell] - 1;
            sum += q[cell] * ratio * ratio;
        }
        return sum;
    }

    /** Probabilities of cells. */
    private static double[] density(Features.Column column, double[] values) {
        double[] density = column.isCategory() ? counts(column, values) : smoothed(values);
        double weight = 1.0 / (values.length + 1);
        for (int cell = 0; cell < density.length; cell++) {
            density[cell] = (1 - weight) * density[cell] + weight / density.length;
        }
        return density;
    }

    private static double[] counts(Features.Column column, double[] values) {
        double[] counts = new double[Math.max(2, column.options() + 1)];
        for (double value : values) {
            counts[column.kind() == Features.Kind.PRESENCE ? (int) value : (int) value + 1] += 1.0 / values.length;
        }
        return counts;
    }

    private static double[] smoothed(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double variance =
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length;
        double width = Math.max(LEAST_WIDTH, 1.06 * Math.sqrt(variance) * StrictMath.pow(values.length, -0.2));
        double[] density = new double[CELLS];
        for (double value : values) {
            double[] kernel = new double[CELLS];
            Arrays.setAll(kernel, cell -> {
                double distance = ((cell + 0.5) / CELLS - value) / width;
                return StrictMath.exp(-distance * distance / 2);
            });
            double sum = Arrays.stream(kernel).sum();
            for (int cell = 0; cell < CELLS; cell++) {
                density[cell] += kernel[cell] / sum / values.length;
            }
        }
        return density;
    }
}
