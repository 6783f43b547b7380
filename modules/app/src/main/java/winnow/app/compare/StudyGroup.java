package winnow.app.compare;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Studies of the same search with different seeds.
 *
 * @param label what tells it from other groups
 * @param members by seed, ascending
 */
public record StudyGroup(String label, List<Member> members) {
    /** Below so many studies quartiles say nothing that the extremes do not. */
    private static final int FEWEST_FOR_QUARTILES = 4;

    /**
     * A study of a group.
     *
     * @param place its folder
     * @param name its own name
     */
    public record Member(String place, String name, long seed, BestSoFar best) {}

    /** The middle of some values, and how far they spread: quartiles, or of fewer than four the extremes. */
    public record Band(double low, double middle, double high) {}

    public StudyGroup {
        members = List.copyOf(members);
    }

    /** A value of all members; NaN where one has none. */
    public Band band(ToDoubleFunction<BestSoFar> value) {
        double[] values = members.stream()
                .mapToDouble(m -> value.applyAsDouble(m.best()))
                .sorted()
                .toArray();
        if (Arrays.stream(values).anyMatch(Double::isNaN)) {
            return new Band(Double.NaN, Double.NaN, Double.NaN);
        }
        boolean isMany = values.length >= FEWEST_FOR_QUARTILES;
        return new Band(
                isMany ? quantile(values, 0.25) : values[0],
                quantile(values, 0.5),
                isMany ? quantile(values, 0.75) : values[values.length - 1]);
    }

    /** By linear interpolation between the sorted values, as NumPy does. */
    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** A value of each member by its seed. */
    TreeMap<Long, Double> bySeed(ToDoubleFunction<BestSoFar> value) {
        var values = new TreeMap<Long, Double>();
        members.forEach(m -> values.put(m.seed(), value.applyAsDouble(m.best())));
        return values;
    }
}
