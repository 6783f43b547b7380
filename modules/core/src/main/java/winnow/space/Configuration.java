package winnow.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import winnow.text.Nearest;

/**
 * A value for each parameter that takes part.
 *
 * <p>Equality is by content, whatever the order. {@link SearchSpace} makes configurations in its own order; whether one
 * fits a space is asked of the space.
 *
 * @param values parameter name to value, active parameters only; order is kept
 */
public record Configuration(Map<String, Value> values) {

    /** Copies the map. */
    public Configuration {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Whether the parameter takes part. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value of the parameter, or empty if it does not take part. */
    public Optional<Value> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * The number of a real or integer parameter.
     *
     * @throws IllegalArgumentException if there is none of that name or it is not a number
     */
    public double real(String name) {
        Value value = required(name);
        if (!value.numeric()) {
            throw misfit(name, value, "a number");
        }
        return value.number();
    }

    /**
     * The value of an integer parameter.
     *
     * @throws IllegalArgumentException if there is none of that name or it is not an integer
     */
    public long integer(String name) {
        Value value = required(name);
        if (value instanceof Value.Integral integral) {
            return integral.value();
        }
        throw misfit(name, value, "an integer");
    }

    /**
     * The value of a parameter with texts.
     *
     * @throws IllegalArgumentException if there is none of that name or it is not a text
     */
    public String text(String name) {
        Value value = required(name);
        if (value instanceof Value.Text text) {
            return text.value();
        }
        throw misfit(name, value, "a text");
    }

    /**
     * The value of a parameter that is true or false.
     *
     * @throws IllegalArgumentException if there is none of that name or it is something else
     */
    public boolean truth(String name) {
        Value value = required(name);
        if (value instanceof Value.Truth truth) {
            return truth.value();
        }
        throw misfit(name, value, "true or false");
    }

    private Value required(String name) {
        Value value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "no active parameter '" + name + "'" + Nearest.hint(name, values.keySet()));
        }
        return value;
    }

    private static IllegalArgumentException misfit(String name, Value value, String wanted) {
        return new IllegalArgumentException(name + "=" + value.text() + " is not " + wanted);
    }

    /** {@code learning_rate=0.01 optimizer=sgd}. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue().text())
                .collect(Collectors.joining(" "));
    }
}
