package winnow.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import winnow.surrogate.Features;
import winnow.surrogate.RegressionTree;

/**
 * A regression tree as boxes of constant loss that fill the space, over which averages are exact sums.
 *
 * <p>A column is cut into cells that no box divides: between neighbouring cuts of a number, or one a category. Cells are
 * weighed as the space is: numbers uniformly over their scale, categories equally.
 */
final class TreeBoxes {
    private final Features features;
    private final List<Box> boxes = new ArrayList<>();
    private final double[] volumes;
    private final double mean;
    private final double variance;

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
    }

    /**
     * Cells of a column.
     *
     * @param at a place in each: within a number's range, or a category counted from 1
     * @param weights of each, adding up to 1
     */
    private record Cells(double[] at, double[] weights) {}

    TreeBoxes(RegressionTree tree) {
        features = tree.features();
        int d = features.size();
        double[] high = new double[d];
        Arrays.fill(high, 1);
        var options = new BitSet[d];
        Arrays.setAll(options, c -> all(features.column(c)));
        add(tree.root(), new Box(new double[d], high, options, 0));
        volumes = new double[boxes.size()];
        double sum = 0;
        for (int b = 0; b < volumes.length; b++) {
            volumes[b] = 1;
            for (int c = 0; c < d; c++) {
                volumes[b] *= width(boxes.get(b), c);
            }
            sum += volumes[b] * boxes.get(b).mean();
        }
        mean = sum;
        double squares = 0;
        for (int b = 0; b < volumes.length; b++) {
            squares += volumes[b] * (boxes.get(b).mean() - mean) * (boxes.get(b).mean() - mean);
        }
        variance = squares;
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

    private void add(RegressionTree.Node node, Box box) {
        if (node instanceof RegressionTree.Leaf leaf) {
            boxes.add(new Box(box.low(), box.high(), box.options(), leaf.mean()));
        } else if (node instanceof RegressionTree.Split split) {
            int c = split.column();
            boolean isCategory = features.column(c).isCategory();
            double at = split.threshold();
            add(split.left(), isCategory ? box.part(c, split.categories(), true) : box.half(c, 0, at));
            add(split.right(), isCategory ? box.part(c, split.categories(), false) : box.half(c, at, 1));
        }
    }

    private double width(Box box, int column) {
        return features.column(column).isCategory()
                ? (double) box.options()[column].cardinality()
                        / all(features.column(column)).cardinality()
                : Math.max(0, box.high()[column] - box.low()[column]);
    }

    /** The variance of the loss over the whole space. */
    double variance() {
        return variance;
    }

    /** The variance of the average loss as one column changes. */
    double variance(int column) {
        var cells = cells(column);
        double[] averages = averages(column, cells.at());
        double sum = 0;
        for (int i = 0; i < averages.length; i++) {
            sum += cells.weights()[i] * (averages[i] - mean) * (averages[i] - mean);
        }
        return sum;
    }

    /** The variance of the average loss as two columns change. */
    double variance(int first, int second) {
        var rows = cells(first);
        var columns = cells(second);
        double[][] averages = averages(first, rows.at(), second, columns.at());
        double sum = 0;
        for (int i = 0; i < rows.at().length; i++) {
            for (int j = 0; j < columns.at().length; j++) {
                double off = averages[i][j] - mean;
                sum += rows.weights()[i] * columns.weights()[j] * off * off;
            }
        }
        return sum;
    }

    private Cells cells(int column) {
        if (features.column(column).isCategory()) {
            double[] at = all(features.column(column)).stream().asDoubleStream().toArray();
            double[] weights = new double[at.length];
            Arrays.fill(weights, 1.0 / at.length);
            return new Cells(at, weights);
        }
        var cuts = new TreeSet<Double>(List.of(0.0, 1.0));
        boxes.forEach(b -> cuts.addAll(List.of(b.low()[column], b.high()[column])));
        double[] edges = cuts.stream().mapToDouble(Double::doubleValue).toArray();
        double[] at = new double[edges.length - 1];
        double[] weights = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            at[i] = (edges[i] + edges[i + 1]) / 2;
            weights[i] = edges[i + 1] - edges[i];
        }
        return new Cells(at, weights);
    }

    /** The loss at places of one column, averaged over all others. */
    private double[] averages(int column, double[] at) {
        double[] averages = new double[at.length];
        for (int b = 0; b < volumes.length; b++) {
            double part = share(b, column) * boxes.get(b).mean();
            for (int i = 0; i < at.length; i++) {
                averages[i] += holds(boxes.get(b), column, at[i]) ? part : 0;
            }
        }
        return averages;
    }

    /**
     * The loss at places of two columns, averaged over all others.
     *
     * @param rows places of the first: numbers in [0, 1], categories counted from 1
     * @param columns places of the second
     * @return as many rows as the first has places
     */
    double[][] averages(int first, double[] rows, int second, double[] columns) {
        double[][] averages = new double[rows.length][columns.length];
        for (int b = 0; b < volumes.length; b++) {
            var box = boxes.get(b);
            double width = width(box, second);
            double part = width > 0 ? share(b, first) / width * box.mean() : 0;
            var within = new BitSet();
            for (int j = 0; j < columns.length; j++) {
                within.set(j, holds(box, second, columns[j]));
            }
            for (int i = 0; i < rows.length; i++) {
                for (int j = holds(box, first, rows[i]) ? within.nextSetBit(0) : -1;
                        j >= 0;
                        j = within.nextSetBit(j + 1)) {
                    averages[i][j] += part;
                }
            }
        }
        return averages;
    }

    private double share(int b, int column) {
        double width = width(boxes.get(b), column);
        return width > 0 ? volumes[b] / width : 0;
    }

    private boolean holds(Box box, int column, double at) {
        return features.column(column).isCategory()
                ? box.options()[column].get((int) at)
                : box.low()[column] < at && at <= box.high()[column];
    }
}
