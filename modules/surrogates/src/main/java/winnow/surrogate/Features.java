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
record Features(List<Column> columns) {
    private static final double IMPUTED = 0.5;

    /** How a column is made of a coordinate. */
    enum Kind {
        NUMBER,
        CATEGORY,
        PRESENCE
    }

    /**
     * One column.
     *
     * @param place of its parameter in the space
     * @param options of a category; otherwise 0
     */
    record Column(int place, Kind kind, int options) {

        boolean isCategory() {
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

    Features {
        columns = List.copyOf(columns);
    }

    static Features of(SearchSpace space) {
        var columns = new ArrayList<Column>();
        for (int place = 0; place < space.dimensions(); place++) {
            addColumns(columns, place, space.parameters().get(place));
        }
        return new Features(columns);
    }

    private static void addColumns(List<Column> columns, int place, Parameter parameter) {
        boolean isCategory = parameter instanceof ChoiceParameter choice && !choice.ordered();
        boolean isFixed = parameter.cardinality().orElse(2) == 1;
        if (isCategory && !(isFixed && parameter.when().isEmpty())) {
            columns.add(new Column(
                    place, Kind.CATEGORY, (int) parameter.cardinality().orElseThrow()));
            return;
        }
        if (!isFixed) {
            columns.add(new Column(place, Kind.NUMBER, 0));
        }
        if (!isCategory && parameter.when().isPresent()) {
            columns.add(new Column(place, Kind.PRESENCE, 0));
        }
    }

    int size() {
        return columns.size();
    }

    Column column(int index) {
        return columns.get(index);
    }

    /** The columns of encoded points: {@code size x n}. */
    double[][] of(double[][] points) {
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
    double[][] rows(double[][] points) {
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
