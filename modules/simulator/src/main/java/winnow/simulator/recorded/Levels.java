package winnow.simulator.recorded;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import winnow.space.ChoiceParameter;
import winnow.space.Configuration;
import winnow.space.IntegerParameter;
import winnow.space.Parameter;
import winnow.space.Scale;
import winnow.space.Value;

/**
 * The values that occur in a column of a grid. Numbers are searched as an integer, the place of the level from 0 up to n
 * - 1, so that a strategy knows their order and nothing else; anything else is a choice without order.
 *
 * @param name of the parameter
 * @param texts the levels as written: numbers ascending, otherwise in the order of their letters
 * @param isOrdered whether all are numbers, and there is more than one
 * @param places of the texts
 */
record Levels(String name, List<String> texts, boolean isOrdered, Map<String, Integer> places) {
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?");

    /** Whether a text is a finite decimal number. */
    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches() && Double.isFinite(Double.parseDouble(text));
    }

    /** The levels of a column. */
    static Levels of(Csv csv, int column, String name) {
        var seen = new TreeSet<String>();
        for (int row = 0; row < csv.rows().size(); row++) {
            var text = csv.rows().get(row).get(column);
            if (text.isEmpty()) {
                throw new TableException(
                        csv.where(row) + ": parameter " + csv.columns().get(column) + " has no value");
            }
            seen.add(text);
        }
        boolean areNumbers = seen.stream().allMatch(Levels::isNumber);
        var texts = areNumbers
                ? seen.stream()
                        .sorted(Comparator.comparingDouble(Double::parseDouble))
                        .toList()
                : List.copyOf(seen);
        var places = new HashMap<String, Integer>();
        texts.forEach(text -> places.put(text, places.size()));
        return new Levels(name, texts, areNumbers && texts.size() > 1, places);
    }

    int count() {
        return texts.size();
    }

    Parameter parameter() {
        return isOrdered
                ? IntegerParameter.of(name, 0, count() - 1, Scale.LINEAR)
                : ChoiceParameter.of(name, texts.stream().map(Value::of).toArray(Value[]::new));
    }

    /** The place of a text that occurs in the column. */
    int place(String text) {
        var place = places.get(text);
        if (place == null) {
            throw new IllegalArgumentException(name + " has no level " + text);
        }
        return place;
    }

    /** The place of the level that a configuration has. */
    int place(Configuration configuration) {
        return isOrdered ? Math.toIntExact(configuration.integer(name)) : place(configuration.text(name));
    }
}
