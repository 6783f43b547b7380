package winnow.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Comparing points by several losses at once. A point <i>dominates</i> another if no loss of it is higher and one is
 * lower. The points that none dominates are front 0; those that none dominates once front 0 is taken away are front 1;
 * and so on. Within a front, points are told apart by how much room they have to themselves.
 *
 * <p>Deb, Pratap, Agarwal and Meyarivan, "A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II", IEEE
 * Transactions on Evolutionary Computation 6, 2002. Fronts are found as Zhang, Tian, Cheng and Jin do it ("An Efficient
 * Approach to Nondominated Sorting", 2015, ENS-BS), which gives the same ones sooner.
 *
 * <pre>
 * losses   n x m   a row a point, a column a loss; infinite at worst, never NaN
 * fronts   n       of each point, from 0
 * crowding n       of each point, 0 to infinity; more is better
 * </pre>
 */
public final class Dominance {
    private Dominance() {}

    /** Whether the first point dominates the second; both have m losses. */
    public static boolean dominates(double[] one, double[] other) {
        boolean isLower = false;
        for (int j = 0; j < one.length; j++) {
            if (one[j] > other[j]) {
                return false;
            }
            isLower |= one[j] < other[j];
        }
        return isLower;
    }

    /** Whether a point is dominated by one of some others. */
    public static boolean isDominated(double[] point, Iterable<double[]> others) {
        for (var other : others) {
            if (dominates(other, point)) {
                return true;
            }
        }
        return false;
    }

    /** The front of each point. */
    public static int[] fronts(double[][] losses) {
        var order = IntStream.range(0, losses.length)
                .boxed()
                .sorted((a, b) -> Arrays.compare(losses[a], losses[b]))
                .toList();
        var members = new ArrayList<List<double[]>>();
        int[] fronts = new int[losses.length];
        for (int row : order) {
            int low = 0;
            int high = members.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (dominatesFromEnd(members.get(middle), losses[row])) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            if (low == members.size()) {
                members.add(new ArrayList<>());
            }
            members.get(low).add(losses[row]);
            fronts[row] = low;
        }
        return fronts;
    }

    /**
     * Whether one of a front dominates a point that comes after all of them in the order of losses. With two losses the
     * last one tells: it has the lowest second loss.
     */
    private static boolean dominatesFromEnd(List<double[]> front, double[] point) {
        int least = point.length <= 2 ? front.size() - 1 : 0;
        for (int i = front.size() - 1; i >= least; i--) {
            if (dominates(front.get(i), point)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The crowding distance of each point in its front: the sum over the losses of the distance between its neighbours,
     * in units of the front's range. Infinite for a front's least and greatest by any loss.
     *
     * @param losses finite
     * @param fronts of each point
     */
    public static double[] crowding(double[][] losses, int[] fronts) {
        double[] crowding = new double[losses.length];
        var byFront = new ArrayList<List<Integer>>();
        for (int row = 0; row < fronts.length; row++) {
            while (byFront.size() <= fronts[row]) {
                byFront.add(new ArrayList<>());
            }
            byFront.get(fronts[row]).add(row);
        }
        for (var front : byFront) {
            for (int j = 0; j < losses[front.get(0)].length; j++) {
                spread(losses, front, j, crowding);
            }
        }
        return crowding;
    }

    private static void spread(double[][] losses, List<Integer> front, int j, double[] crowding) {
        var order = new ArrayList<>(front);
        order.sort(Comparator.comparingDouble(row -> losses[row][j]));
        int last = order.size() - 1;
        double least = losses[order.get(0)][j];
        double range = losses[order.get(last)][j] - least;
        crowding[order.get(0)] = Double.POSITIVE_INFINITY;
        crowding[order.get(last)] = Double.POSITIVE_INFINITY;
        for (int i = 1; i < last && range > 0; i++) {
            crowding[order.get(i)] += (losses[order.get(i + 1)][j] - losses[order.get(i - 1)][j]) / range;
        }
    }

    /**
     * The points from best to worst: by front, then by crowding, then by the first loss, then by place. With one loss
     * that is the order of losses. Points with a loss that is not finite come last, by place.
     */
    public static int[] order(double[][] losses) {
        int[] finite = IntStream.range(0, losses.length)
                .filter(row -> isFinite(losses[row]))
                .toArray();
        double[][] compared = Arrays.stream(finite).mapToObj(row -> losses[row]).toArray(double[][]::new);
        int[] fronts = fronts(compared);
        double[] crowding = crowding(compared, fronts);
        var best = IntStream.range(0, finite.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(i -> fronts[i])
                        .thenComparing(Comparator.<Integer>comparingDouble(i -> crowding[i])
                                .reversed())
                        .thenComparingDouble(i -> compared[i][0]))
                .mapToInt(i -> finite[i]);
        var rest = IntStream.range(0, losses.length).filter(row -> !isFinite(losses[row]));
        return IntStream.concat(best, rest).toArray();
    }

    private static boolean isFinite(double[] point) {
        return Arrays.stream(point).allMatch(Double::isFinite);
    }
}
