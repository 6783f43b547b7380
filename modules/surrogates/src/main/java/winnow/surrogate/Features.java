package winnow.surrogate;

import java.util.ArrayList;
import java.util.List;
import winnow.space.ChoiceParameter;
import winnow.space.Parameter;
import winnow.space.SearchSpace;

/**
 * What a model sees of encoded configurations: one column a parameter that can vary, and one more for each number that
 * takes part only at times.
 *
 * <p>A number keeps its coordinate in [0, 1]; where it does not take part it is imputed as 1/2, and its second column, a
 * category, tells 0 (absent) from 1. An unordered choice is a category: the index of its option, or -1 where it does not
 * take part. Ordered choices are numbers.
 *
 * @param columns in the order of the space
 */
public record Features(List<Column> columns) {
    private static final double IMPUTED = 0.5;

    /** How a column is made of a coordinate. */
    public enum Kind {
        NUMBER,
        CATEGORY,
        PRESENCE
    }

    /**
     * One column.
     *
     * @param place of its parameter in the space
     * @param options of a category; otherwise 0
     * @param isConditional whether its parameter takes part only at times
     */
    public record Column(int place, Kind kind, int options, boolean isConditional) {

        /** Whether its values have no order. */
        public boolean isCategory() {
            return kind != Kind.NUMBER;
        }

        double of(double unit) {
            boolean absent = Double.isNaN(unit);
            return switch (kind) {
                case NUMBER -> absent ? IMPUTED : unit;
                case PRESENCE -> absent ? 0 : 1;
                case CATEGORY -> absent ? -1 : Math.min(options - 1.0, Math.floor(unit * options));
            };
        }
    }

    public Features {
        columns = List.copyOf(columns);
    }

    /** The columns of a space. */
    public static Features of(SearchSpace space) {
        var columns = new ArrayList<Column>();
        for (int place = 0; place < space.dimensions(); place++) {
            addColumns(columns, place, space.parameters().get(place));
        }
        return new Features(columns);
    }

    private static void addColumns(List<Column> columns, int place, Parameter parameter) {
        boolean isCategory = parameter instanceof ChoiceParameter choice && !choice.ordered();
        boolean isFixed = parameter.cardinality().orElse(2) == 1;
        boolean isConditional = parameter.when().isPresent();
        if (isCategory && (!isFixed || isConditional)) {
            columns.add(new Column(
                    place, Kind.CATEGORY, (int) parameter.cardinality().orElseThrow(), isConditional));
            return;
        }
        if (!isFixed) {
            columns.add(new Column(place, Kind.NUMBER, 0, isConditional));
        }
        if (!isCategory && isConditional) {
            columns.add(new Column(place, Kind.PRESENCE, 0, true));
        }
    }

    /** The number of columns. */
    public int size() {
        return columns.size();
    }

    /** A column by its place. */
    public Column column(int index) {
        return columns.get(index);
    }

    /** The columns of encoded points: {@code size x n}. */
    public double[][] of(double[][] points) {
        var values = new double[size()][points.length];
        for (int c = 0; c < size(); c++) {
            var column = columns.get(c);
            for (int i = 0; i < points.length; i++) {
                values[c][i] = column.of(points[i][column.place()]);
            }
        }
        return values;
    }

    /** The columns of encoded points as rows: {@code n x size}. */
    public double[][] rows(double[][] points) {
        var rows = new double[points.length][size()];
        for (int c = 0; c < size(); c++) {
            var column = columns.get(c);
            for (int i = 0; i < points.length; i++) {
                rows[i][c] = column.of(points[i][column.place()]);
            }
        }
        return rows;
    }
}
