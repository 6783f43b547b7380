package winnow.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import winnow.random.RandomStream;
import winnow.surrogate.Features;
import winnow.surrogate.RegressionTree;

/**
 * Functional analysis of variance: the share of the loss's variance over the whole space that each parameter explains by
 * itself.
 *
 * <p>Hutter, Hoos and Leyton-Brown, "An Efficient Approach for Assessing Hyperparameter Importance", 2014: 64 trees of
 * depth up to 64 are fitted to bootstrap samples; a tree cuts the space into boxes of constant loss, over which averages
 * are exact sums. Shares need not add up to 1: what is missing is interaction.
 *
 * <p>The space is weighed as it is encoded: numbers uniformly over their scale, options equally. A parameter that takes
 * part only at times has absence as one more option, and its share contains that of its taking part.
 */
public final class Fanova {
    private static final int TREES = 64;
    private static final RegressionTree.Growth GROWTH = new RegressionTree.Growth(0.7, 4, 2, 64);

    private Fanova() {}

    /**
     * The share of each parameter, 0 to 1, in the order of the space; all 0 where nothing varies.
     *
     * @param seed of the forest
     */
    public static Map<String, Double> of(Sample sample, long seed) {
        var features = Features.of(sample.space());
        double[] shares = new double[features.size()];
        double[][] rows = features.rows(sample.points());
        for (int tree = 0; tree < TREES && sample.size() > 1; tree++) {
            var random = RandomStream.of(seed, "fanova", tree);
            int[] drawn = new int[sample.size()];
            Arrays.setAll(drawn, i -> random.nextInt(drawn.length));
            var grown = RegressionTree.grown(features, rows, sample.losses(), drawn, GROWTH, random);
            addShares(features, boxes(features, grown), shares);
        }
        var result = new LinkedHashMap<String, Double>();
        sample.space().parameters().forEach(p -> result.put(p.name(), 0.0));
        for (int column = 0; column < shares.length; column++) {
            var name = sample.space()
                    .parameters()
                    .get(features.column(column).place())
                    .name();
            result.merge(name, shares[column] / TREES, (a, b) -> Math.min(1, a + b));
        }
        return result;
    }

    /**
     * A leaf as part of the space.
     *
     * @param low of each number
     * @param high of each number
     * @param options of each category, counted from 1, 0 being absent
     */
    private record Box(double[] low, double[] high, BitSet[] options, double mean) {

        Box half(int column, double newLow, double newHigh) {
            double[] l = low.clone();
            double[] h = high.clone();
            l[column] = Math.max(l[column], newLow);
            h[column] = Math.min(h[column], newHigh);
            return new Box(l, h, options, mean);
        }

        Box part(int column, BitSet within, boolean isInside) {
            var o = options.clone();
            o[column] = (BitSet) o[column].clone();
            if (isInside) {
                o[column].and(within);
            } else {
                o[column].andNot(within);
            }
            return new Box(low, high, o, mean);
        }

        Box of(double newMean) {
            return new Box(low, high, options, newMean);
        }

        double width(Features features, int column, int[] sizes) {
            return features.column(column).isCategory()
                    ? (double) options[column].cardinality() / sizes[column]
                    : Math.max(0, high[column] - low[column]);
        }
    }

    private static BitSet all(Features.Column column) {
        var options = new BitSet();
        if (column.kind() == Features.Kind.PRESENCE) {
            options.set(1, 3);
        } else {
            options.set(column.isConditional() ? 0 : 1, column.options() + 1);
        }
        return options;
    }

    private static List<Box> boxes(Features features, RegressionTree tree) {
        int d = features.size();
        double[] high = new double[d];
        Arrays.fill(high, 1);
        var options = new BitSet[d];
        Arrays.setAll(options, c -> all(features.column(c)));
        var boxes = new ArrayList<Box>();
        addBoxes(features, tree.root(), new Box(new double[d], high, options, 0), boxes);
        return boxes;
    }

    private static void addBoxes(Features features, RegressionTree.Node node, Box box, List<Box> boxes) {
        if (node instanceof RegressionTree.Leaf leaf) {
            boxes.add(box.of(leaf.mean()));
        } else if (node instanceof RegressionTree.Split split) {
            int c = split.column();
            boolean isCategory = features.column(c).isCategory();
            double at = split.threshold();
            addBoxes(
                    features,
                    split.left(),
                    isCategory ? box.part(c, split.categories(), true) : box.half(c, 0, at),
                    boxes);
            addBoxes(
                    features,
                    split.right(),
                    isCategory ? box.part(c, split.categories(), false) : box.half(c, at, 1),
                    boxes);
        }
    }

    private static void addShares(Features features, List<Box> boxes, double[] shares) {
        int d = features.size();
        int[] sizes = new int[d];
        Arrays.setAll(sizes, c -> all(features.column(c)).cardinality());
        double[] volumes = new double[boxes.size()];
        double mean = 0;
        for (int b = 0; b < volumes.length; b++) {
            volumes[b] = 1;
            for (int c = 0; c < d; c++) {
                volumes[b] *= boxes.get(b).width(features, c, sizes);
            }
            mean += volumes[b] * boxes.get(b).mean();
        }
        double variance = 0;
        for (int b = 0; b < volumes.length; b++) {
            variance +=
                    volumes[b] * (boxes.get(b).mean() - mean) * (boxes.get(b).mean() - mean);
        }
        for (int c = 0; c < d && variance > 1e-300; c++) {
            double own = features.column(c).isCategory()
                    ? overOptions(features, boxes, volumes, c, sizes, mean)
                    : overCells(features, boxes, volumes, c, sizes, mean);
            shares[c] += Math.min(1, own / variance);
        }
    }

    /** The variance of the average loss as one number changes, over the cells between all its cuts. */
    private static double overCells(
            Features features, List<Box> boxes, double[] volumes, int c, int[] sizes, double mean) {
        var cuts = new TreeSet<Double>(List.of(0.0, 1.0));
        boxes.forEach(b -> cuts.addAll(List.of(b.low()[c], b.high()[c])));
        double variance = 0;
        double low = 0;
        for (double high : cuts.tailSet(0.0, false)) {
            double middle = (low + high) / 2;
            double average = 0;
            for (int b = 0; b < volumes.length; b++) {
                var box = boxes.get(b);
                boolean isIn = box.low()[c] < middle && middle < box.high()[c];
                average += isIn ? box.mean() * volumes[b] / box.width(features, c, sizes) : 0;
            }
            variance += (high - low) * (average - mean) * (average - mean);
            low = high;
        }
        return variance;
    }

    private static double overOptions(
            Features features, List<Box> boxes, double[] volumes, int c, int[] sizes, double mean) {
        var options = all(features.column(c));
        double variance = 0;
        for (int option = options.nextSetBit(0); option >= 0; option = options.nextSetBit(option + 1)) {
            double average = 0;
            for (int b = 0; b < volumes.length; b++) {
                var box = boxes.get(b);
                average += box.options()[c].get(option) ? box.mean() * volumes[b] / box.width(features, c, sizes) : 0;
            }
            variance += (average - mean) * (average - mean) / sizes[c];
        }
        return variance;
    }
}
