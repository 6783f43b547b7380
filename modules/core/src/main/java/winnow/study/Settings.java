package winnow.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import winnow.space.Value;

/**
 * The settings of a strategy, scheduler or objective, by name, defaults filled in. A single value is a list of one.
 *
 * @param values in the order of their declaration
 */
public record Settings(Map<String, List<Value>> values) {

    public static final Settings NONE = new Settings(Map.of());

    public Settings {
        var copy = new LinkedHashMap<String, List<Value>>();
        values.forEach((name, list) -> copy.put(name, List.copyOf(list)));
        values = Collections.unmodifiableMap(copy);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public List<Value> list(String name) {
        var list = values.get(name);
        if (list == null) {
            throw new IllegalArgumentException("setting " + name + " is missing; given are " + values.keySet());
        }
        return list;
    }

    public Value value(String name) {
        var list = list(name);
        if (list.size() != 1) {
            throw new IllegalArgumentException("setting " + name + " has " + list.size() + " values: one is needed");
        }
        return list.get(0);
    }

    public double real(String name) {
        return value(name).number();
    }

    public int integer(String name) {
        return Math.toIntExact((long) value(name).number());
    }

    public String text(String name) {
        return value(name).text();
    }

    public boolean truth(String name) {
        return value(name) instanceof Value.Truth t && t.value();
    }

    public Settings with(String name, Value value) {
        var copy = new LinkedHashMap<>(values);
        copy.put(name, List.of(value));
        return new Settings(copy);
    }
}
