package winnow.space;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One named thing to be chosen, with its legal values and how they spread over [0, 1].
 *
 * <p>The law of all kinds: {@code decode(encode(v))} equals {@code v} for every legal value, and {@code decode} is
 * monotone and never leaves the legal values. Immutable; constructors refuse bad definitions with an
 * {@link InvalidSpaceException} that lists every problem.
 */
public sealed interface Parameter permits RealParameter, IntegerParameter, ChoiceParameter {

    /** A letter or underscore, then letters, digits or underscores; at most 64. */
    String name();

    /** When the parameter takes part; always, if empty. */
    Optional<Condition> when();

    /** The number of legal values, or empty for a real parameter without a step. */
    OptionalLong cardinality();

    /**
     * The legal value of that index, in ascending order for numbers and in the order given for choices.
     *
     * @param index from 0 to below {@link #cardinality()}
     * @throws IndexOutOfBoundsException outside of it
     * @throws IllegalStateException for a real parameter without a step
     */
    Value valueAt(long index);

    /**
     * The inverse of {@link #valueAt}.
     *
     * @throws IllegalArgumentException if the value is not legal
     * @throws IllegalStateException for a real parameter without a step
     */
    long indexOf(Value value);

    /**
     * The legal value at a point of [0, 1].
     *
     * @throws IllegalArgumentException if {@code unit} is outside of [0, 1] or not a number
     */
    Value decode(double unit);

    /**
     * The point of [0, 1] that stands for a legal value.
     *
     * @throws IllegalArgumentException if the value is not legal
     */
    double encode(Value value);

    /**
     * The legal value a person means by {@code value}: an integer where a real is asked for becomes a real (and a whole
     * real an integer), and a real is rounded to the digits its parameter keeps. Empty if the kind does not fit, the
     * number is out of range or off the steps, or the choice has no such option.
     */
    Optional<Value> canonical(Value value);

    /** Whether the value is legal, which means in range and canonical. */
    default boolean contains(Value value) {
        return canonical(value).filter(value::equals).isPresent();
    }

    /** The legal values in words, for messages: {@code a real number from 0.001 to 0.3}. */
    String describe();
}
