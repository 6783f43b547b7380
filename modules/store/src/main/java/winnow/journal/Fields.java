package winnow.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A JSON object read field by field. Fields that nobody asks for are left alone: a later version may have more. */
record Fields(JsonNode node) {

    Fields {
        if (!node.isObject()) {
            throw new MalformedEntryException("an object is expected, not " + node.getNodeType());
        }
    }

    boolean has(String name) {
        return node.has(name);
    }

    private JsonNode required(String name) {
        var field = node.get(name);
        if (field == null || field.isNull()) {
            throw new MalformedEntryException("the field " + name + " is missing");
        }
        return field;
    }

    private static MalformedEntryException misfit(String name, String wanted, JsonNode field) {
        return new MalformedEntryException("the field " + name + " must be " + wanted + ", not " + field);
    }

    String text(String name) {
        var field = required(name);
        if (!field.isTextual()) {
            throw misfit(name, "a text", field);
        }
        return field.textValue();
    }

    long whole(String name) {
        var field = required(name);
        if (!field.isIntegralNumber() || !field.canConvertToLong()) {
            throw misfit(name, "a whole number", field);
        }
        return field.longValue();
    }

    int count(String name) {
        var field = required(name);
        if (!field.isIntegralNumber() || !field.canConvertToInt()) {
            throw misfit(name, "a whole number", field);
        }
        return field.intValue();
    }

    OptionalInt maybeCount(String name) {
        return has(name) ? OptionalInt.of(count(name)) : OptionalInt.empty();
    }

    double number(String name) {
        return number(name, required(name));
    }

    OptionalDouble maybeNumber(String name) {
        return has(name) ? OptionalDouble.of(number(name)) : OptionalDouble.empty();
    }

    private static double number(String name, JsonNode field) {
        if (field.isNumber()) {
            return field.doubleValue();
        }
        return switch (field.asText()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw misfit(name, "a number", field);
        };
    }

    /** A constant of an enum by its name. */
    <E extends Enum<E>> E word(String name, Class<E> type) {
        var word = text(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(word)) {
                return constant;
            }
        }
        throw new MalformedEntryException("the field " + name + " is the unknown word " + word);
    }

    Fields object(String name) {
        return new Fields(required(name));
    }

    <T> Optional<T> maybe(String name, Function<Fields, T> form) {
        return has(name) ? Optional.of(form.apply(object(name))) : Optional.empty();
    }

    <T> List<T> list(String name, Function<Fields, T> form) {
        var field = required(name);
        if (!field.isArray()) {
            throw misfit(name, "a list", field);
        }
        var list = new ArrayList<T>(field.size());
        field.forEach(item -> list.add(form.apply(new Fields(item))));
        return list;
    }

    /** The fields of an inner object, in their order. */
    <T> Map<String, T> map(String name, Function<JsonNode, T> form) {
        var map = new LinkedHashMap<String, T>();
        object(name).node.properties().forEach(field -> map.put(field.getKey(), form.apply(field.getValue())));
        return map;
    }

    Map<String, String> texts(String name) {
        return map(name, JsonNode::asText);
    }

    Map<String, Integer> counts(String name) {
        var counts = object(name);
        return map(name, field -> field).keySet().stream()
                .collect(Collectors.toMap(key -> key, counts::count, (one, other) -> one, LinkedHashMap::new));
    }

    Map<String, Double> numbers(String name) {
        return map(name, field -> number(name, field));
    }
}
