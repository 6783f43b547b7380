package winnow.spec;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import winnow.space.Value;

/** A node of a spec as written, with its place. A tree without cycles; an alias shares the node it stands for. */
sealed interface Yaml {

    Place place();

    /** The node in a few words, for messages: {@code "many"}, {@code 12}, {@code a list}. */
    String shown();

    /** What a scalar is by the core schema of YAML 1.2. */
    enum Kind {
        NOTHING,
        TRUTH,
        WHOLE,
        REAL,
        /** infinite, not a number, or too large for a double */
        UNBOUNDED,
        TEXT
    }

    /**
     * A single value.
     *
     * @param text its content, without quotes
     * @param offset columns from {@code place} to the content, if the content stands there as it is; else -1
     */
    record Scalar(Place place, String text, Kind kind, int offset) implements Yaml {
        private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
        private static final Pattern REAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
        private static final Pattern UNBOUNDED = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
        private static final Pattern TRUTH = Pattern.compile("true|True|TRUE|false|False|FALSE");
        private static final Pattern NOTHING = Pattern.compile("|~|null|Null|NULL");
        /** No number has more characters; regular expressions and decimals of hostile length are slow. */
        private static final int LONGEST_NUMBER = 400;

        private static final int SHOWN = 40;

        static Scalar plain(Place place, String text, int offset) {
            return new Scalar(place, text, kindOf(text), offset);
        }

        static Scalar quoted(Place place, String text, int offset) {
            return new Scalar(place, text, Kind.TEXT, offset);
        }

        /** What a scalar without quotes is. */
        static Kind kindOf(String text) {
            if (text.length() > LONGEST_NUMBER) {
                return Kind.TEXT;
            }
            if (NOTHING.matcher(text).matches()) {
                return Kind.NOTHING;
            }
            if (TRUTH.matcher(text).matches()) {
                return Kind.TRUTH;
            }
            if (UNBOUNDED.matcher(text).matches()) {
                return Kind.UNBOUNDED;
            }
            boolean whole = WHOLE.matcher(text).matches();
            if (whole && fitsLong(text)) {
                return Kind.WHOLE;
            }
            if (whole && text.startsWith("0") && text.length() > 1 && Character.isLetter(text.charAt(1))) {
                return Kind.UNBOUNDED;
            }
            if (REAL.matcher(text).matches()) {
                return Double.isFinite(Double.parseDouble(text)) ? Kind.REAL : Kind.UNBOUNDED;
            }
            return Kind.TEXT;
        }

        private static boolean fitsLong(String text) {
            try {
                whole(text);
                return true;
            } catch (NumberFormatException tooLarge) {
                return false;
            }
        }

        private static long whole(String text) {
            if (text.startsWith("0x")) {
                return Long.parseLong(text.substring(2), 16);
            }
            return text.startsWith("0o") ? Long.parseLong(text.substring(2), 8) : Long.parseLong(text);
        }

        /** The value; empty for nothing and for what is no finite number. */
        Optional<Value> value() {
            return switch (kind) {
                case NOTHING, UNBOUNDED -> Optional.empty();
                case TRUTH -> Optional.of(Value.of(text.equalsIgnoreCase("true")));
                case WHOLE -> Optional.of(Value.of(whole(text)));
                case REAL -> Optional.of(Value.of(Double.parseDouble(text)));
                case TEXT -> Optional.of(Value.of(text));
            };
        }

        boolean isNumber() {
            return kind == Kind.WHOLE || kind == Kind.REAL;
        }

        @Override
        public String shown() {
            var cut = text.codePointCount(0, text.length()) > SHOWN
                    ? text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "..."
                    : text;
            return switch (kind) {
                case NOTHING -> "empty";
                case TEXT -> '"' + cut + '"';
                default -> cut;
            };
        }
    }

    /** A list. */
    record Sequence(Place place, List<Yaml> items) implements Yaml {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String shown() {
            return items.isEmpty() ? "an empty list" : "a list";
        }
    }

    /**
     * Keys with their values.
     *
     * @param byName in the order of the file
     */
    record Mapping(Place place, Map<String, Pair> byName) implements Yaml {
        public Mapping {
            byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
        }

        static Mapping of(Place place, Pair... pairs) {
            var byName = new LinkedHashMap<String, Pair>();
            List.of(pairs).forEach(pair -> byName.put(pair.name(), pair));
            return new Mapping(place, byName);
        }

        Collection<Pair> pairs() {
            return byName.values();
        }

        Optional<Pair> pair(String key) {
            return Optional.ofNullable(byName.get(key));
        }

        Optional<Yaml> find(String key) {
            return pair(key).map(Pair::value);
        }

        @Override
        public String shown() {
            return byName.isEmpty() ? "an empty mapping" : "a mapping";
        }
    }

    /** A key and its value. */
    record Pair(Scalar key, Yaml value) {
        String name() {
            return key.text();
        }
    }
}
