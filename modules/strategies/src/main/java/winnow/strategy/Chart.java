package winnow.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winnow.space.Condition;
import winnow.space.Configuration;
import winnow.space.SearchSpace;

/**
 * A search space as models see it: its axes, and which of them take part together.
 *
 * <p>Parameters under the same condition take part in the same configurations. Such a <i>group</i> is modelled as one;
 * groups are chosen parents first. Immutable, and equal by space.
 */
public final class Chart {
    private final SearchSpace space;
    private final List<Axis> axes;
    private final List<List<Integer>> groups;

    private Chart(SearchSpace space, List<Axis> axes, List<List<Integer>> groups) {
        this.space = space;
        this.axes = axes;
        this.groups = groups;
    }

    /** The chart of a space. */
    public static Chart of(SearchSpace space) {
        return new Chart(space, space.parameters().stream().map(Axis::of).toList(), groupsOf(space));
    }

    private static List<List<Integer>> groupsOf(SearchSpace space) {
        var byCondition = new LinkedHashMap<Optional<Condition>, List<Integer>>();
        for (int place = 0; place < space.dimensions(); place++) {
            byCondition
                    .computeIfAbsent(space.parameters().get(place).when(), when -> new ArrayList<>())
                    .add(place);
        }
        var waiting = new ArrayList<>(byCondition.entrySet());
        var placed = new HashSet<String>();
        var groups = new ArrayList<List<Integer>>();
        while (!waiting.isEmpty()) {
            var next = waiting.stream()
                    .filter(one -> placed.containsAll(parents(one.getKey())))
                    .findFirst()
                    .orElseThrow();
            waiting.remove(next);
            next.getValue()
                    .forEach(place -> placed.add(space.parameters().get(place).name()));
            groups.add(List.copyOf(next.getValue()));
        }
        return List.copyOf(groups);
    }

    private static Set<String> parents(Optional<Condition> when) {
        return when.map(condition -> condition.anyOf().keySet()).orElse(Set.of());
    }

    public SearchSpace space() {
        return space;
    }

    /** In the order of the space's parameters. */
    public List<Axis> axes() {
        return axes;
    }

    public int dimensions() {
        return axes.size();
    }

    /** Places of parameters that take part together; parents before children. */
    public List<List<Integer>> groups() {
        return groups;
    }

    /** Whether some parameters do not always take part. */
    public boolean isConditional() {
        return groups.size() > 1;
    }

    /** The configuration at a point, of which coordinates that are NaN mean the middle. */
    public Configuration decode(double[] units) {
        return space.decode(filled(units, 0.5));
    }

    /** A copy of a point in which a number stands for coordinates that are NaN. */
    static double[] filled(double[] units, double unit) {
        var point = units.clone();
        for (int place = 0; place < point.length; place++) {
            point[place] = Double.isNaN(point[place]) ? unit : point[place];
        }
        return point;
    }

    /** A point as the configuration it means is encoded: NaN where a parameter does not take part. */
    public double[] settled(double[] units) {
        return space.encode(decode(units));
    }

    /** A new point of which every coordinate is the same. */
    double[] filled(double unit) {
        var point = new double[dimensions()];
        Arrays.fill(point, unit);
        return point;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Chart chart && space.equals(chart.space);
    }

    @Override
    public int hashCode() {
        return space.hashCode();
    }

    @Override
    public String toString() {
        return "Chart" + axes;
    }
}
