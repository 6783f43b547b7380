package winnow.trial;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was measured at one epoch: a value for each metric's name, in the order of the names.
 *
 * @param values finite or not; names are not empty
 */
public record Metrics(SortedMap<String, Double> values) {

    public Metrics {
        var copy = new TreeMap<>(values);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("metrics are empty: an epoch must measure at least one value");
        }
        if (copy.containsKey("")) {
            throw new IllegalArgumentException("a metric has an empty name");
        }
        values = Collections.unmodifiableSortedMap(copy);
    }

    public static Metrics of(Map<String, Double> values) {
        return new Metrics(new TreeMap<>(values));
    }

    public static Metrics of(String name, double value) {
        return of(Map.of(name, value));
    }

    public static Metrics of(String name, double value, String name2, double value2) {
        return of(Map.of(name, value, name2, value2));
    }

    public static Metrics of(String name, double value, String name2, double value2, String name3, double value3) {
        return of(Map.of(name, value, name2, value2, name3, value3));
    }

    /** With one more metric, or another value of it. */
    public Metrics with(String name, double value) {
        var more = new TreeMap<>(values);
        more.put(name, value);
        return new Metrics(more);
    }

    public OptionalDouble find(String name) {
        var value = values.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /**
     * The value of a metric.
     *
     * @throws IllegalArgumentException if it was not measured
     */
    public double value(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("metric " + name + " was not measured; measured are " + values.keySet());
        }
        return value;
    }
}
