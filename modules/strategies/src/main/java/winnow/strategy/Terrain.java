package winnow.strategy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import winnow.random.RandomStream;
import winnow.space.ChoiceParameter;
import winnow.space.Configuration;
import winnow.space.Parameter;
import winnow.space.SearchSpace;

/**
 * The legal points of a space, for walking about in it.
 *
 * @param space where
 * @param values the legal coordinates of each parameter, ascending; empty where they are too many to list
 * @param isCategory whether a parameter's values have no order
 */
record Terrain(SearchSpace space, List<double[]> values, List<Boolean> isCategory) {
    /** The last one surveyed: a study asks for the same again and again. */
    private static final AtomicReference<@Nullable Terrain> LAST = new AtomicReference<>();

    private static final int MOST_VALUES = 1024;
    private static final int ALL_VALUES = 6;

    /**
     * A place to stand.
     *
     * @param full a coordinate for every parameter, whether it takes part or not
     * @param units encoded: NaN where a parameter does not take part
     */
    record Spot(double[] full, double[] units) {}

    static Terrain of(SearchSpace space) {
        var last = LAST.get();
        if (last == null || !last.space.equals(space)) {
            last = surveyed(space);
            LAST.set(last);
        }
        return last;
    }

    private static Terrain surveyed(SearchSpace space) {
        return new Terrain(
                space,
                space.parameters().stream().map(Terrain::values).toList(),
                space.parameters().stream()
                        .map(p -> p instanceof ChoiceParameter choice && !choice.ordered())
                        .toList());
    }

    private static double[] values(Parameter parameter) {
        long count = parameter.cardinality().orElse(Long.MAX_VALUE);
        return count > MOST_VALUES
                ? new double[0]
                : IntStream.range(0, (int) count)
                        .mapToDouble(i -> parameter.encode(parameter.valueAt(i)))
                        .toArray();
    }

    boolean isSmooth(int place) {
        return values.get(place).length == 0;
    }

    boolean hasSmooth() {
        return IntStream.range(0, values.size()).anyMatch(this::isSmooth);
    }

    /** The nearest legal place; empty if a constraint forbids it. */
    Optional<Spot> settle(double[] point) {
        double[] full = point.clone();
        for (int place = 0; place < full.length; place++) {
            full[place] = isSmooth(place) ? full[place] : nearest(values.get(place), full[place]);
        }
        boolean isPlain = space.constraints().isEmpty()
                && space.parameters().stream().allMatch(p -> p.when().isEmpty());
        if (isPlain) {
            return Optional.of(new Spot(full, full));
        }
        var configuration = space.decode(full);
        return space.constraintsHold(configuration)
                ? Optional.of(new Spot(full, masked(full, configuration)))
                : Optional.empty();
    }

    private double[] masked(double[] full, Configuration configuration) {
        double[] units = full.clone();
        for (int place = 0; place < units.length; place++) {
            if (!configuration.has(space.parameters().get(place).name())) {
                units[place] = Double.NaN;
            }
        }
        return units;
    }

    /** The place of an encoded configuration; coordinates of parameters that do not take part are drawn. */
    Spot spot(double[] units, RandomStream random) {
        double[] full = units.clone();
        for (int place = 0; place < full.length; place++) {
            full[place] = Double.isNaN(full[place]) ? random.nextDouble() : full[place];
        }
        return new Spot(full, units);
    }

    private static double nearest(double[] ascending, double unit) {
        int found = Arrays.binarySearch(ascending, unit);
        if (found >= 0) {
            return unit;
        }
        int above = -found - 1;
        if (above == 0 || above == ascending.length) {
            return ascending[Math.min(above, ascending.length - 1)];
        }
        return unit - ascending[above - 1] <= ascending[above] - unit ? ascending[above - 1] : ascending[above];
    }

    /** All configurations, if they are at most so many, constraints not looked at. */
    Optional<List<Configuration>> listed(int most) {
        return space.cardinality()
                .filter(count -> count.compareTo(BigInteger.valueOf(most)) <= 0)
                .map(count -> space.configurations().toList());
    }

    /**
     * Places that differ from one in a single parameter: another value of a discrete one (all, of few or of a category;
     * else its neighbours and two drawn), or a step of a smooth one.
     *
     * @param step standard deviation of steps of smooth parameters; 0 for none
     */
    List<Spot> neighbours(Spot spot, double step, RandomStream random) {
        var found = new ArrayList<Spot>();
        for (int place = 0; place < values.size(); place++) {
            boolean takesPart = !Double.isNaN(spot.units()[place]);
            for (double unit : takesPart ? others(spot.full()[place], place, step, random) : new double[0]) {
                double[] moved = spot.full().clone();
                moved[place] = unit;
                settle(moved).ifPresent(found::add);
            }
        }
        return found;
    }

    private double[] others(double unit, int place, double step, RandomStream random) {
        double[] legal = values.get(place);
        if (isSmooth(place)) {
            return step == 0
                    ? new double[0]
                    : new double[] {
                        clipped(unit + step * random.nextGaussian()), clipped(unit - step * random.nextGaussian())
                    };
        }
        int index = Arrays.binarySearch(legal, nearest(legal, unit));
        if (legal.length <= ALL_VALUES || (isCategory.get(place) && legal.length <= 4 * ALL_VALUES)) {
            return IntStream.range(0, legal.length)
                    .filter(i -> i != index)
                    .mapToDouble(i -> legal[i])
                    .toArray();
        }
        var around =
                isCategory.get(place) ? IntStream.empty() : IntStream.of(index - 2, index - 1, index + 1, index + 2);
        var drawn = IntStream.of(random.nextInt(legal.length), random.nextInt(legal.length));
        return IntStream.concat(around, drawn)
                .filter(i -> i >= 0 && i < legal.length && i != index)
                .distinct()
                .mapToDouble(i -> legal[i])
                .toArray();
    }

    static double clipped(double unit) {
        return Math.max(0, Math.min(1, unit));
    }
}
