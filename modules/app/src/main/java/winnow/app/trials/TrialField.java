package winnow.app.trials;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import winnow.export.TrialFacts;
import winnow.space.expression.Symbol;
import winnow.space.expression.Type;

/**
 * A column of a table of trials.
 *
 * @param name by which it is asked for
 * @param symbol what conditions know of it
 * @param isBestHigh whether a higher value is a better one: then it comes first
 * @param value of a trial: a {@link String}, {@link Long}, {@link Double} or {@link Boolean}; null for none
 */
record TrialField(String name, Symbol symbol, boolean isBestHigh, Function<TrialFacts, @Nullable Object> value) {

    static TrialField number(String name, Function<TrialFacts, @Nullable Object> value) {
        return new TrialField(name, new Symbol(Optional.of(Type.NUMBER), Set.of()), false, value);
    }

    static TrialField text(String name, Set<String> texts, Function<TrialFacts, @Nullable Object> value) {
        return new TrialField(name, new Symbol(Optional.of(Type.TEXT), texts), false, value);
    }

    TrialField named(String newName) {
        return new TrialField(newName, symbol, isBestHigh, value);
    }

    boolean isNumber() {
        return symbol.type().equals(Optional.of(Type.NUMBER));
    }

    /**
     * The value as a condition has it. Of a trial that has none a number is NaN, a text is one that no other equals, and a
     * truth is false: so no comparison with it holds but {@code !=}.
     */
    Object operand(TrialFacts trial) {
        var found = value.apply(trial);
        if (found == null) {
            return symbol.type()
                    .map(type -> switch (type) {
                        case NUMBER -> (Object) Double.NaN;
                        case TEXT -> "\0";
                        case TRUTH -> false;
                    })
                    .orElse(Double.NaN);
        }
        return found instanceof Number number ? (Object) number.doubleValue() : found;
    }

    /** The place in an order of numbers: by size, the better one first; empty for none and for what is no number. */
    OptionalDouble rank(TrialFacts trial) {
        if (!(value.apply(trial) instanceof Number number) || Double.isNaN(number.doubleValue())) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(isBestHigh ? -number.doubleValue() : number.doubleValue());
    }
}
