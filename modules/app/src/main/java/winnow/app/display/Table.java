package winnow.app.display;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows under aligned columns. Cells and titles are plain: nothing in them moves a terminal's cursor.
 *
 * @param columns from left to right, the ones that matter least last
 * @param rows a cell for each column
 */
public record Table(List<Column> columns, List<List<String>> rows) {
    private static final String GAP = "  ";

    /**
     * A column.
     *
     * @param title its lines; a word of several parts takes less room in several lines
     * @param isNumber whether it is aligned to the right
     */
    public record Column(List<String> title, boolean isNumber) {
        public Column {
            title = title.stream().map(Screen::plain).toList();
        }

        /** A column whose title has a line for each of its words, which makes it narrower. */
        public static Column of(String title, boolean isNumber) {
            return new Column(List.of(title.split("_")), isNumber);
        }
    }

    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream()
                .map(row -> row.stream().map(Screen::plain).toList())
                .toList();
        for (var row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row has " + row.size() + " cells under " + columns.size() + " columns");
            }
        }
    }

    /** How many columns fit; at least one. */
    public int fitting(int width) {
        int used = 0;
        for (int i = 0; i < columns.size(); i++) {
            used += (i == 0 ? 0 : GAP.length()) + width(i);
            if (used > width) {
                return Math.max(1, i);
            }
        }
        return columns.size();
    }

    /** Title and rows in lines of at most {@code width} columns; what does not fit is left out, rightmost first. */
    public List<String> lines(int width) {
        int shown = fitting(width);
        int height = columns.subList(0, shown).stream()
                .mapToInt(c -> c.title().size())
                .max()
                .orElse(0);
        var lines = new ArrayList<String>();
        for (int line = 0; line < height; line++) {
            var cells = new ArrayList<String>();
            for (int i = 0; i < shown; i++) {
                var title = columns.get(i).title();
                int part = line - (height - title.size());
                cells.add(part < 0 ? "" : title.get(part));
            }
            lines.add(line(cells, width));
        }
        rows.forEach(row -> lines.add(line(row.subList(0, shown), width)));
        return lines;
    }

    private String line(List<String> cells, int width) {
        var line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            var pad = " ".repeat(width(i) - cells.get(i).length());
            line.append(i == 0 ? "" : GAP);
            line.append(columns.get(i).isNumber() ? pad + cells.get(i) : cells.get(i) + pad);
        }
        return Screen.cut(line.toString().stripTrailing(), width);
    }

    private int width(int column) {
        return IntStream.concat(
                        columns.get(column).title().stream().mapToInt(String::length),
                        rows.stream().mapToInt(row -> row.get(column).length()))
                .max()
                .orElse(0);
    }
}
