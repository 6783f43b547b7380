package winnow.spec;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;
import winnow.space.Value;
import winnow.text.Nearest;

/**
 * What may stand in one place of a spec. The reader's strictness and the JSON Schema both come from here, so that they
 * cannot come to differ.
 */
interface Shape {
    JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Adds a problem for everything in {@code node} that does not belong there. */
    void check(Yaml node, String path, Problems problems);

    /** The same as JSON Schema; it may allow more than {@link #check}, never less. */
    ObjectNode schema();

    /** {@code at least 1 value}: the bound that a size breaks. */
    static String count(int least, int most, int size, String one, String many) {
        int bound = size < least ? least : most;
        var side = least == most ? "exactly " : size < least ? "at least " : "at most ";
        return side + bound + " " + (bound == 1 ? one : many);
    }

    /** A single value, and how to name it in a message. */
    interface Single extends Shape {
        /** Completes the sentence "must be ...". */
        String words();

        boolean fits(Yaml.Scalar scalar);

        /** What might help somebody who wrote something else. */
        default String hint(Yaml.Scalar scalar) {
            return "";
        }

        @Override
        default void check(Yaml node, String path, Problems problems) {
            if (!(node instanceof Yaml.Scalar scalar)) {
                problems.add(node.place(), path, "must be " + words() + ", not " + node.shown());
            } else if (!fits(scalar)) {
                problems.add(node.place(), path, "must be " + words() + ", not " + node.shown() + hint(scalar));
            }
        }
    }

    /** A whole number between two bounds. */
    record Whole(long low, long high) implements Single {
        @Override
        public String words() {
            if (high == Long.MAX_VALUE || high >= 1_000_000_000) {
                return low == Long.MIN_VALUE ? "a whole number" : "a whole number of at least " + low;
            }
            return "a whole number from " + low + " to " + high;
        }

        @Override
        public boolean fits(Yaml.Scalar scalar) {
            if (scalar.kind() != Yaml.Kind.WHOLE) {
                return false;
            }
            // As a double 2^63 - 1 would be 2^63: compare as what it is.
            long value = ((Value.Integral) scalar.value().orElseThrow()).value();
            return value >= low && value <= high;
        }

        @Override
        public ObjectNode schema() {
            return JSON.objectNode().put("type", "integer").put("minimum", low).put("maximum", high);
        }
    }

    /** A finite number between two bounds, which may be infinite. */
    record Real(double low, double high) implements Single {
        @Override
        public String words() {
            if (Double.isInfinite(high)) {
                return Double.isInfinite(low) ? "a number" : "a number of at least " + text(low);
            }
            return "a number from " + text(low) + " to " + text(high);
        }

        private static String text(double bound) {
            boolean isShortWhole = bound == Math.rint(bound) && Math.abs(bound) < 1e15;
            return isShortWhole ? Long.toString((long) bound) : Double.toString(bound);
        }

        @Override
        public boolean fits(Yaml.Scalar scalar) {
            if (!scalar.isNumber()) {
                return false;
            }
            double value = scalar.value().orElseThrow().number();
            return value >= low && value <= high;
        }

        @Override
        public ObjectNode schema() {
            var schema = JSON.objectNode().put("type", "number");
            if (!Double.isInfinite(low)) {
                schema.put("minimum", low);
            }
            return Double.isInfinite(high) ? schema : schema.put("maximum", high);
        }
    }

    /** {@code true} or {@code false}. */
    record Truth() implements Single {
        @Override
        public String words() {
            return "true or false";
        }

        @Override
        public boolean fits(Yaml.Scalar scalar) {
            return scalar.kind() == Yaml.Kind.TRUTH;
        }

        @Override
        public ObjectNode schema() {
            return JSON.objectNode().put("type", "boolean");
        }
    }

    /**
     * A text of a form.
     *
     * @param words what it is, for messages
     * @param pattern what it matches as a whole; also a pattern of JSON Schema
     */
    record Text(String words, Pattern pattern) implements Single {
        static final Text ANY = new Text("a text", Pattern.compile("^[^\\u0000-\\u001f]{1,1000}$"));

        @Override
        public boolean fits(Yaml.Scalar scalar) {
            return scalar.kind() == Yaml.Kind.TEXT
                    && pattern.matcher(scalar.text()).matches();
        }

        @Override
        public String hint(Yaml.Scalar scalar) {
            return switch (scalar.kind()) {
                case WHOLE, REAL, TRUTH, UNBOUNDED -> "; if it is meant as a text, put it in quotes";
                case NOTHING, TEXT -> "";
            };
        }

        @Override
        public ObjectNode schema() {
            return JSON.objectNode().put("type", "string").put("pattern", pattern.pattern());
        }
    }

    /** One of a few words. */
    record Word(List<String> known) implements Single {
        public Word {
            known = List.copyOf(known);
        }

        @Override
        public String words() {
            return known.size() == 1 ? known.get(0) : "one of " + String.join(", ", known);
        }

        @Override
        public boolean fits(Yaml.Scalar scalar) {
            return scalar.kind() == Yaml.Kind.TEXT && known.contains(scalar.text());
        }

        @Override
        public String hint(Yaml.Scalar scalar) {
            return Nearest.to(scalar.text(), known)
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse("");
        }

        @Override
        public ObjectNode schema() {
            var schema = JSON.objectNode();
            known.forEach(schema.putArray("enum")::add);
            return schema;
        }
    }

    /** A duration with its unit. */
    record Span() implements Single {
        @Override
        public String words() {
            return "a duration above zero with its unit, such as 10m, 90s or 1h30m";
        }

        @Override
        public boolean fits(Yaml.Scalar scalar) {
            return scalar.kind() == Yaml.Kind.TEXT
                    && TimeSpan.parse(scalar.text()).isPresent();
        }

        @Override
        public ObjectNode schema() {
            return JSON.objectNode().put("type", "string").put("pattern", TimeSpan.PATTERN);
        }
    }

    /**
     * A number, a text or a truth.
     *
     * @param words what it is, for messages
     */
    record AnyValue(String words) implements Single {
        static final AnyValue OPTION = new AnyValue("a number, a text, true or false");

        @Override
        public boolean fits(Yaml.Scalar scalar) {
            return scalar.value().isPresent();
        }

        @Override
        public ObjectNode schema() {
            var schema = JSON.objectNode();
            schema.putArray("type").add("number").add("string").add("boolean");
            return schema;
        }
    }

    /** A list of things of one shape. */
    record Items(Shape item, int least, int most) implements Shape {
        @Override
        public void check(Yaml node, String path, Problems problems) {
            if (!(node instanceof Yaml.Sequence sequence)) {
                problems.add(node.place(), path, "must be a list, not " + node.shown());
                return;
            }
            int size = sequence.items().size();
            if (size < least || size > most) {
                problems.add(
                        node.place(),
                        path,
                        "must have " + count(least, most, size, "value", "values") + ", not " + size);
            }
            for (int i = 0; i < size; i++) {
                item.check(sequence.items().get(i), Paths.in(path, i), problems);
            }
        }

        @Override
        public ObjectNode schema() {
            var schema = JSON.objectNode().put("type", "array");
            schema.set("items", item.schema());
            return schema.put("minItems", least).put("maxItems", most);
        }
    }

    /** One thing, or a list of such. */
    record OneOrMore(Single item, int most) implements Shape {
        @Override
        public void check(Yaml node, String path, Problems problems) {
            var shape = node instanceof Yaml.Sequence ? new Items(item, 1, most) : item;
            shape.check(node, path, problems);
        }

        @Override
        public ObjectNode schema() {
            var schema = JSON.objectNode();
            schema.putArray("anyOf").add(item.schema()).add(new Items(item, 1, most).schema());
            return schema;
        }
    }
}
