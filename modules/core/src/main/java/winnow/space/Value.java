package winnow.space;

/**
 * A value that a parameter can take: a real number, an integer, a text or a truth.
 *
 * <p>Equality is by kind and content: {@code Value.of(1)} and {@code Value.of(1.0)} differ.
 */
public sealed interface Value permits Value.Real, Value.Integral, Value.Text, Value.Truth {

    /** A finite real number; minus zero becomes zero. */
    record Real(double value) implements Value {
        public Real {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a value must be a finite number, not " + value);
            }
            value = value == 0 ? 0.0 : value;
        }

        @Override
        public String text() {
            return Decimal.text(value);
        }

        @Override
        public double number() {
            return value;
        }
    }

    /** An integer. */
    record Integral(long value) implements Value {
        @Override
        public String text() {
            return Long.toString(value);
        }

        @Override
        public double number() {
            return value;
        }
    }

    /** A text, such as the name of an optimizer. */
    record Text(String value) implements Value {
        @Override
        public String text() {
            return value;
        }
    }

    /** True or false. */
    record Truth(boolean value) implements Value {
        @Override
        public String text() {
            return Boolean.toString(value);
        }
    }

    static Value of(double value) {
        return new Real(value);
    }

    static Value of(long value) {
        return new Integral(value);
    }

    static Value of(String value) {
        return new Text(value);
    }

    static Value of(boolean value) {
        return new Truth(value);
    }

    /**
     * The text of the value as in YAML and JSON, without quotes: {@code 0.01}, {@code 1.0}, {@code 1e-6}, {@code 64},
     * {@code sgd}, {@code true}. A real always shows a point or an exponent, so that it is read back as a real.
     */
    String text();

    /**
     * The number of a real or an integer.
     *
     * @throws IllegalStateException for a text or a truth
     */
    default double number() {
        throw new IllegalStateException("'" + text() + "' is not a number");
    }

    /** Whether this is a real or an integer. */
    default boolean numeric() {
        return this instanceof Real || this instanceof Integral;
    }

    /** Whether both are equal, or numbers of equal size (1 and 1.0). */
    default boolean sameAs(Value other) {
        return equals(other) || (numeric() && other.numeric() && number() == other.number());
    }
}
