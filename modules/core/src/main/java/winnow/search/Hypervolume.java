package winnow.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How much of the space below a reference point is dominated by some points: the larger, the better they are as a front.
 * Exact for any number m of losses.
 *
 * <p>With two losses by a sweep, O(n log n); with more by slices along the last one, O(n) volumes of one dimension less
 * (Knowles, "Local-Search and Hybrid Evolutionary Algorithms for Pareto Optimization", 2002; While et al., 2006, call it
 * HSO). Meant for fronts of up to some hundred points and up to four losses.
 */
public final class Hypervolume {
    private Hypervolume() {}

    /**
     * The volume that is dominated.
     *
     * @param losses n x m; points that are not below the reference in every loss count nothing
     * @param reference m
     * @throws IllegalArgumentException if shapes differ
     */
    public static double of(double[][] losses, double[] reference) {
        var inside = new ArrayList<double[]>();
        for (var point : losses) {
            if (point.length != reference.length) {
                throw new IllegalArgumentException("a point has " + point.length + " losses, the reference "
                        + reference.length + ": there must be as many");
            }
            boolean isBelow = true;
            for (int j = 0; j < point.length; j++) {
                isBelow &= point[j] < reference[j];
            }
            if (isBelow) {
                inside.add(point);
            }
        }
        return volume(inside, reference, reference.length);
    }

    /** Of points below the reference, by their first so many losses. */
    private static double volume(List<double[]> points, double[] reference, int losses) {
        if (points.isEmpty()) {
            return 0;
        }
        if (losses == 1) {
            return reference[0] - points.stream().mapToDouble(p -> p[0]).min().orElseThrow();
        }
        int last = losses - 1;
        var ascending = new ArrayList<>(points);
        ascending.sort(Comparator.comparingDouble(p -> p[last]));
        return losses == 2 ? area(ascending, reference) : slices(ascending, reference, last);
    }

    private static double area(List<double[]> ascending, double[] reference) {
        double area = 0;
        double edge = reference[0];
        for (var point : ascending) {
            if (point[0] < edge) {
                area += (edge - point[0]) * (reference[1] - point[1]);
                edge = point[0];
            }
        }
        return area;
    }

    private static double slices(List<double[]> ascending, double[] reference, int last) {
        double volume = 0;
        var front = new ArrayList<double[]>();
        for (int i = 0; i < ascending.size(); i++) {
            var point = Arrays.copyOf(ascending.get(i), last);
            double end = i + 1 < ascending.size() ? ascending.get(i + 1)[last] : reference[last];
            if (!Dominance.isDominated(point, front)) {
                front.removeIf(other -> Dominance.dominates(point, other));
                front.add(point);
            }
            double thickness = end - ascending.get(i)[last];
            if (thickness > 0) {
                volume += thickness * volume(front, reference, last);
            }
        }
        return volume;
    }
}
