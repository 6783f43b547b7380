package winnow.strategy;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import winnow.space.ChoiceParameter;
import winnow.space.Parameter;

/**
 * One coordinate of an encoded configuration, as densities and evolution see it: [0, 1], cut into the cells of its
 * legal values where these are few.
 *
 * <p>An integer, a stepped real or an ordered choice with up to {@value #MOST_LEVELS} values has {@link Kind#LEVELS};
 * with more it is {@link Kind#CONTINUOUS}, since its cells are narrower than any difference a model resolves. An
 * unordered choice is {@link Kind#CATEGORICAL}.
 * Equal by parameter.
 */
public final class Axis {
    /** How many ordered values are told apart one by one. */
    public static final int MOST_LEVELS = 64;

    /** What moving along a coordinate means. */
    public enum Kind {
        /** one value: nothing to choose */
        FIXED,
        /** options without an order */
        CATEGORICAL,
        /** few values in order */
        LEVELS,
        /** a range, or so many values that they are like one */
        CONTINUOUS
    }

    private final Parameter parameter;
    private final Kind kind;
    private final double[] centres;
    private final double[] edges;

    private Axis(Parameter parameter, Kind kind, double[] centres) {
        this.parameter = parameter;
        this.kind = kind;
        this.centres = centres;
        edges = new double[centres.length + 1];
        edges[centres.length] = 1;
        for (int level = 1; level < centres.length; level++) {
            edges[level] = (centres[level - 1] + centres[level]) / 2;
        }
    }

    /** The axis of a parameter. */
    public static Axis of(Parameter parameter) {
        long count = parameter.cardinality().orElse(Long.MAX_VALUE);
        boolean isOrdered = !(parameter instanceof ChoiceParameter choice) || choice.ordered();
        if (count == 1) {
            return new Axis(parameter, Kind.FIXED, centres(parameter, 1));
        }
        if (isOrdered && count > MOST_LEVELS) {
            return new Axis(parameter, Kind.CONTINUOUS, new double[0]);
        }
        return new Axis(parameter, isOrdered ? Kind.LEVELS : Kind.CATEGORICAL, centres(parameter, (int) count));
    }

    private static double[] centres(Parameter parameter, int count) {
        double[] centres = new double[count];
        Arrays.setAll(centres, level -> parameter.encode(parameter.valueAt(level)));
        return centres;
    }

    public Parameter parameter() {
        return parameter;
    }

    public Kind kind() {
        return kind;
    }

    /** How many values are told apart; 0 for a continuous axis. */
    public int levels() {
        return centres.length;
    }

    /** The coordinate that stands for a level. */
    public double centre(int level) {
        return centres[level];
    }

    /** Where the cell of a level begins; that of level {@code levels()} is 1. */
    public double edge(int level) {
        return edges[level];
    }

    /** The level in whose cell a coordinate of [0, 1] lies. */
    public int level(double unit) {
        int level;
        if (kind == Kind.CATEGORICAL) {
            level = (int) (unit * centres.length);
        } else {
            int found = Arrays.binarySearch(edges, unit);
            level = found >= 0 ? found : -found - 2;
        }
        return Math.max(0, Math.min(centres.length - 1, level));
    }

    /** The coordinate of the legal value that a coordinate means; itself on a continuous axis. */
    public double settle(double unit) {
        return centres.length == 0 ? unit : centres[level(unit)];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Axis axis && parameter.equals(axis.parameter);
    }

    @Override
    public int hashCode() {
        return parameter.hashCode();
    }

    @Override
    public String toString() {
        return parameter.name() + " " + kind;
    }
}
