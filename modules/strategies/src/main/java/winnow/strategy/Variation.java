package winnow.strategy;

import java.util.List;
import winnow.random.RandomStream;

/**
 * Small random changes of a point: a normal step of standard deviation {@value #STEP} on a range, reflected at its ends;
 * to one of both neighbours, or with the normal step if that is farther, on few levels; another option where there is no
 * order. A coordinate that is NaN, since its parameter takes no part in the point, is drawn at random.
 *
 * @param axes d of them
 */
record Variation(List<Axis> axes) {
    /** Of a normal step, in units of [0, 1]. */
    static final double STEP = 0.15;

    Variation {
        axes = List.copyOf(axes);
    }

    /** A coordinate changed; a different value, unless there is but one. */
    double changed(int place, double unit, RandomStream random) {
        var axis = axes.get(place);
        if (Double.isNaN(unit)) {
            return random.nextDouble();
        }
        return switch (axis.kind()) {
            case FIXED -> unit;
            case CATEGORICAL -> {
                int other = random.nextInt(axis.levels() - 1);
                yield axis.centre(other >= axis.level(unit) ? other + 1 : other);
            }
            case LEVELS -> step(axis, unit, random);
            case CONTINUOUS -> reflected(unit + STEP * random.nextGaussian());
        };
    }

    private static double step(Axis axis, double unit, RandomStream random) {
        int level = axis.level(unit);
        double drawn = STEP * random.nextGaussian();
        int reached = axis.level(reflected(unit + drawn));
        if (reached != level) {
            return axis.centre(reached);
        }
        int next = drawn < 0 ? level - 1 : level + 1;
        boolean isInside = next >= 0 && next < axis.levels();
        return axis.centre(isInside ? next : 2 * level - next);
    }

    /** A coordinate folded back into [0, 1]. */
    static double reflected(double unit) {
        double folded = Math.abs(unit) % 2;
        return folded > 1 ? 2 - folded : folded;
    }

    /**
     * A copy of which some coordinates are changed: each with a chance, and at least one of those that take part.
     *
     * @param chance 0 to 1
     */
    double[] changed(double[] point, double chance, RandomStream random) {
        var open = java.util.stream.IntStream.range(0, point.length)
                .filter(j -> axes.get(j).kind() != Axis.Kind.FIXED && !Double.isNaN(point[j]))
                .toArray();
        int certain = open.length == 0 ? -1 : open[random.nextInt(open.length)];
        var copy = point.clone();
        for (int j = 0; j < copy.length; j++) {
            if (j == certain || Double.isNaN(copy[j]) || random.nextDouble() < chance) {
                copy[j] = changed(j, copy[j], random);
            }
        }
        return copy;
    }
}
