package winnow.dashboard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A trial's learning curves, thinned: at most {@value #MOST} epochs, every one as long as they fit, then every second,
 * every fourth and so on.
 *
 * @param first the first epoch
 * @param every epochs between two rows
 * @param rows what was measured at an epoch: a value for each metric of the view, NaN where there is none; shorter if
 *     the last metrics were not known yet
 */
record Curve(int first, int every, List<double[]> rows) {
    static final int MOST = 128;

    static final Curve EMPTY = new Curve(1, 1, List.of());

    Curve plus(int epoch, double[] row) {
        if (rows.isEmpty()) {
            return new Curve(epoch, 1, List.of(row));
        }
        if ((epoch - first) % every != 0 || (epoch - first) / every != rows.size()) {
            return this;
        }
        var longer = new ArrayList<double[]>(rows.size() + 1);
        longer.addAll(rows);
        longer.add(row);
        return longer.size() <= MOST ? new Curve(first, every, longer) : thinned(longer);
    }

    private Curve thinned(List<double[]> all) {
        var half = new ArrayList<double[]>();
        for (int i = 0; i < all.size(); i += 2) {
            half.add(all.get(i));
        }
        return new Curve(first, every * 2, half);
    }

    /** How many rows of an earlier curve of the same trial are the first of this one; 0 if it was thinned since. */
    int sharedWith(Curve earlier) {
        return earlier.first == first && earlier.every == every ? Math.min(earlier.rows.size(), rows.size()) : 0;
    }

    double value(int row, int metric) {
        var values = rows.get(row);
        return metric < values.length ? values[metric] : Double.NaN;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Curve curve
                && curve.first == first
                && curve.every == every
                && Arrays.deepEquals(curve.rows.toArray(), rows.toArray());
    }

    @Override
    public int hashCode() {
        return 31 * first + Arrays.deepHashCode(rows.toArray());
    }
}
