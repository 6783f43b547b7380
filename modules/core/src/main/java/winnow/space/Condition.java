package winnow.space;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When a parameter takes part: every named parameter takes part itself and has one of the values.
 *
 * <p>In a spec: {@code when: {optimizer: [sgd, nesterov]}}. The values must be canonical ones of their parameter.
 *
 * @param anyOf parameter name to the values that satisfy the condition; order is kept
 */
public record Condition(Map<String, Set<Value>> anyOf) {

    /**
     * Copies the map.
     *
     * @throws IllegalArgumentException if no parameter is named or one has no value
     */
    public Condition {
        if (anyOf.isEmpty()) {
            throw new IllegalArgumentException("a condition must name at least one parameter");
        }
        Map<String, Set<Value>> copy = new LinkedHashMap<>();
        anyOf.forEach((name, values) -> {
            if (values.isEmpty()) {
                throw new IllegalArgumentException("the condition on '" + name + "' must list at least one value");
            }
            copy.put(name, Collections.unmodifiableSet(new LinkedHashSet<>(values)));
        });
        anyOf = Collections.unmodifiableMap(copy);
    }

    /** The condition that one parameter has one of the values. */
    public static Condition on(String name, Value... values) {
        return new Condition(Map.of(name, new LinkedHashSet<>(Arrays.asList(values))));
    }

    /** {@code optimizer is sgd or nesterov and depth is 2}. */
    @Override
    public String toString() {
        return anyOf.entrySet().stream()
                .map(one -> one.getKey() + " is "
                        + one.getValue().stream().map(Value::text).collect(Collectors.joining(" or ")))
                .collect(Collectors.joining(" and "));
    }
}
