package winnow.surrogate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import winnow.random.RandomStream;

/**
 * A regression tree (Breiman et al., "Classification and Regression Trees", 1984): each leaf knows mean and variance of
 * the values in it.
 *
 * <p>Of a random choice of columns it takes the split that lowers the sum of squares most. Numbers split anywhere between
 * two neighbours, at random, as in SMAC, so that trees of a forest differ there; categories split into two sets, in the
 * order of their mean values, among which the best is (Fisher, 1958).
 *
 * @param features what the columns are
 * @param root the whole tree
 */
public record RegressionTree(Features features, Node root) {

    /** Part of a tree. */
    public sealed interface Node permits Leaf, Split {}

    /**
     * Values that are not told apart.
     *
     * @param variance about the mean
     */
    public record Leaf(int count, double mean, double variance) implements Node {}

    /**
     * Two parts.
     *
     * @param column by which they are told apart
     * @param threshold numbers up to it go left
     * @param categories those that go left, counted from 1, 0 being absent
     */
    public record Split(int column, double threshold, BitSet categories, Node left, Node right) implements Node {}

    /**
     * How a tree grows.
     *
     * @param columnShare of the columns that are looked at for a split, above 0, at most 1
     * @param leastSplit values that may be split
     * @param leastLeaf values on either side of a split
     * @param mostDepth splits above a leaf
     */
    public record Growth(double columnShare, int leastSplit, int leastLeaf, int mostDepth) {}

    /**
     * Grows a tree.
     *
     * @param rows {@code n x d} features
     * @param values n
     * @param chosen indices of rows, as often as they count
     */
    public static RegressionTree grown(
            Features features, double[][] rows, double[] values, int[] chosen, Growth growth, RandomStream random) {
        return new RegressionTree(
                features,
                new Grower(features, rows, ranks(rows, features.size()), values, growth, random).grow(chosen, 0));
    }

    /** Of each column the place of each row among the column's different values. */
    private static int[][] ranks(double[][] rows, int columns) {
        int[][] ranks = new int[columns][];
        for (int c = 0; c < columns; c++) {
            int column = c;
            double[] sorted = Arrays.stream(rows)
                    .mapToDouble(row -> row[column])
                    .sorted()
                    .distinct()
                    .toArray();
            ranks[c] = Arrays.stream(rows)
                    .mapToInt(row -> Arrays.binarySearch(sorted, row[column]))
                    .toArray();
        }
        return ranks;
    }

    /** The leaf of a row of features. */
    public Leaf leaf(double[] row) {
        var node = root;
        while (node instanceof Split split) {
            node = goesLeft(split, row[split.column()]) ? split.left() : split.right();
        }
        return (Leaf) node;
    }

    private boolean goesLeft(Split split, double value) {
        return features.column(split.column()).isCategory()
                ? split.categories().get(1 + (int) value)
                : value <= split.threshold();
    }

    /** The state of growing one tree. */
    private record Grower(
            Features features, double[][] rows, int[][] ranks, double[] values, Growth growth, RandomStream random) {

        Node grow(int[] chosen, int depth) {
            var leaf = leaf(chosen);
            if (chosen.length < growth.leastSplit() || depth >= growth.mostDepth() || leaf.variance() <= 1e-18) {
                return leaf;
            }
            Optional<Cut> best = Optional.empty();
            for (int column : columns()) {
                var cut = cut(chosen, column);
                best = cut.isPresent()
                                && (best.isEmpty()
                                        || cut.get().gain() > best.get().gain())
                        ? cut
                        : best;
            }
            if (best.isEmpty()) {
                return leaf;
            }
            var cut = best.get();
            return new Split(
                    cut.column(),
                    cut.threshold(),
                    cut.categories(),
                    grow(cut.left(), depth + 1),
                    grow(cut.right(), depth + 1));
        }

        private Leaf leaf(int[] chosen) {
            double mean = 0;
            for (int row : chosen) {
                mean += values[row];
            }
            mean /= chosen.length;
            double squares = 0;
            for (int row : chosen) {
                squares += (values[row] - mean) * (values[row] - mean);
            }
            return new Leaf(chosen.length, mean, squares / chosen.length);
        }

        private int[] columns() {
            int d = features.size();
            int count = Math.min(d, (int) Math.ceil(growth.columnShare() * d));
            int[] columns = IntStream.range(0, d).toArray();
            for (int i = 0; i < count; i++) {
                int other = i + random.nextInt(d - i);
                int swapped = columns[i];
                columns[i] = columns[other];
                columns[other] = swapped;
            }
            return Arrays.copyOf(columns, count);
        }

        private Optional<Cut> cut(int[] chosen, int column) {
            boolean isCategory = features.column(column).isCategory();
            var order = ordered(chosen, isCategory ? places(chosen, column) : row -> ranks[column][row]);
            double total = 0;
            for (int row : order) {
                total += values[row];
            }
            int best = 0;
            double gain = 1e-12;
            double left = 0;
            double whole = total * total / order.length;
            for (int i = 1; i < order.length; i++) {
                left += values[order[i - 1]];
                boolean isBetween = rows[order[i - 1]][column] != rows[order[i]][column];
                if (isBetween && i >= growth.leastLeaf() && order.length - i >= growth.leastLeaf()) {
                    double right = total - left;
                    double here = left * left / i + right * right / (order.length - i) - whole;
                    best = here > gain ? i : best;
                    gain = Math.max(gain, here);
                }
            }
            return best == 0 ? Optional.empty() : Optional.of(cut(order, best, column, gain, isCategory));
        }

        private Cut cut(int[] order, int at, int column, double gain, boolean isCategory) {
            double below = rows[order[at - 1]][column];
            double above = rows[order[at]][column];
            var categories = new BitSet();
            if (isCategory) {
                IntStream.range(0, at).forEach(i -> categories.set(1 + (int) rows[order[i]][column]));
            }
            double threshold = isCategory ? 0 : below + (above - below) * random.nextDouble();
            return new Cut(
                    column,
                    gain,
                    threshold < above ? threshold : below,
                    categories,
                    Arrays.copyOf(order, at),
                    Arrays.copyOfRange(order, at, order.length));
        }

        /** Rows in the order of their ranks; those of equal rank stay in theirs. */
        private static int[] ordered(int[] chosen, IntUnaryOperator rank) {
            var keys = new long[chosen.length];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = ((long) rank.applyAsInt(chosen[i]) << Integer.SIZE) | i;
            }
            Arrays.sort(keys);
            var order = new int[keys.length];
            for (int i = 0; i < keys.length; i++) {
                order[i] = chosen[(int) keys[i]];
            }
            return order;
        }

        /** Of a row the place of its category among all, by their mean values. */
        private IntUnaryOperator places(int[] chosen, int column) {
            double[] means = meanOfCategory(chosen, column);
            int[] places = new int[means.length];
            int[] byMean = IntStream.range(0, means.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(category -> means[category]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int place = 0; place < byMean.length; place++) {
                places[byMean[place]] = place;
            }
            return row -> places[1 + (int) rows[row][column]];
        }

        private double[] meanOfCategory(int[] chosen, int column) {
            int options = 2 + Math.max(1, features.column(column).options());
            double[] sums = new double[options];
            int[] counts = new int[options];
            for (int row : chosen) {
                int category = 1 + (int) rows[row][column];
                sums[category] += values[row];
                counts[category]++;
            }
            for (int category = 0; category < options; category++) {
                sums[category] /= Math.max(1, counts[category]);
            }
            return sums;
        }
    }

    /** A way to split. */
    private record Cut(int column, double gain, double threshold, BitSet categories, int[] left, int[] right) {}
}
