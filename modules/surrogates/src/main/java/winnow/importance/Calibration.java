package winnow.importance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import winnow.random.RandomStream;
import winnow.surrogate.Features;
import winnow.surrogate.RegressionTree;

/**
 * How well a forest predicts configurations that it has not seen: each loss is predicted by a forest that was fitted to
 * nine tenths of the others (cross-validation by ten parts), with an interval that should hold it in nine of ten cases.
 *
 * <p>Leaves hold at least five values, so that their variances mean something; those of {@link Fanova}, which hold two,
 * are too sure of themselves; and each tree sees two thirds of the values once, since values drawn twice look alike. Means and (unbiased) variances of leaves give a normal distribution by the law of
 * total variance (Hutter et al., "Algorithm runtime prediction", 2014), of the logarithm of the loss where all losses are
 * positive.
 */
public final class Calibration {
    /** What the intervals should hold. */
    public static final double CONFIDENCE = 0.9;

    private static final double WIDTH = 1.6448536269514722;
    private static final int PARTS = 10;
    private static final int TREES = 32;
    private static final RegressionTree.Growth GROWTH = new RegressionTree.Growth(0.7, 10, 5, 64);

    private Calibration() {}

    /**
     * A loss, and what was expected.
     *
     * @param low end of the interval
     * @param high end of the interval
     */
    public record Guess(double observed, double predicted, double low, double high) {
        /** Whether the interval holds what was observed. */
        public boolean holds() {
            return low <= observed && observed <= high;
        }
    }

    /**
     * A guess for each configuration of a sample, in its order; none if it has fewer than 20.
     *
     * @param seed of parts and forests
     */
    public static Guess[] of(Sample sample, long seed) {
        int n = sample.size();
        if (n < 2 * PARTS) {
            return new Guess[0];
        }
        boolean isPositive = Arrays.stream(sample.losses()).allMatch(loss -> loss > 0);
        double[] values = Arrays.stream(sample.losses())
                .map(loss -> isPositive ? StrictMath.log(loss) : loss)
                .toArray();
        var features = Features.of(sample.space());
        double[][] rows = features.rows(sample.points());
        int[] order = shuffled(IntStream.range(0, n).toArray(), RandomStream.of(seed, "parts", 0));
        var guesses = new Guess[n];
        for (int part = 0; part < PARTS; part++) {
            int of = part;
            int[] known = IntStream.range(0, n)
                    .filter(i -> i % PARTS != of)
                    .map(i -> order[i])
                    .toArray();
            var trees = IntStream.range(0, TREES)
                    .mapToObj(tree -> {
                        var random = RandomStream.of(seed, "calibration", of * TREES + tree);
                        int[] drawn = Arrays.copyOf(shuffled(known, random), known.length * 2 / 3);
                        return RegressionTree.grown(features, rows, values, drawn, GROWTH, random);
                    })
                    .toList();
            for (int i = part; i < n; i += PARTS) {
                guesses[order[i]] = guess(trees, rows[order[i]], sample.losses()[order[i]], isPositive);
            }
        }
        return guesses;
    }

    private static Guess guess(List<RegressionTree> trees, double[] row, double observed, boolean isLog) {
        double mean = 0;
        double squares = 0;
        for (var tree : trees) {
            var leaf = tree.leaf(row);
            mean += leaf.mean() / trees.size();
            double spread = leaf.variance() * leaf.count() / Math.max(1, leaf.count() - 1);
            squares += (spread + leaf.mean() * leaf.mean()) / trees.size();
        }
        double by = WIDTH * Math.sqrt(Math.max(0, squares - mean * mean));
        return new Guess(observed, back(mean, isLog), back(mean - by, isLog), back(mean + by, isLog));
    }

    private static double back(double value, boolean isLog) {
        return isLog ? StrictMath.exp(value) : value;
    }

    private static int[] shuffled(int[] values, RandomStream random) {
        int[] order = values.clone();
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
        return order;
    }
}
