package winnow.space;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An integer between two bounds, in steps.
 *
 * <p>The legal values are {@code low + k * step} up to {@code high}. Each owns a cell of half a step to either side, of
 * equal width in [0, 1] on a linear scale and of logarithmic width on a log scale, so that the bounds are as likely as
 * their neighbours.
 *
 * @param low least value, at least -10^12; 1 or more on a log scale
 * @param high largest value, above {@code low} and at most 10^12
 * @param scale LINEAR or LOG
 * @param step 1 or more, at most the range; below twice {@code low} on a log scale
 * @param when condition under which the parameter takes part
 */
public record IntegerParameter(String name, long low, long high, Scale scale, long step, Optional<Condition> when)
        implements Parameter {

    /** Throws {@link InvalidSpaceException} with every problem. */
    public IntegerParameter {
        InvalidSpaceException.throwIfAny(problems(name, low, high, scale, step));
    }

    /** A parameter in steps of 1 without condition. */
    public static IntegerParameter of(String name, long low, long high, Scale scale) {
        return new IntegerParameter(name, low, high, scale, 1, Optional.empty());
    }

    /** What the constructor would refuse; empty if nothing. */
    public static List<SpaceProblem> problems(String name, long low, long high, Scale scale, long step) {
        return new ParameterRules(name).integer(low, high, scale, step).problems();
    }

    private Steps steps() {
        return new Steps(scale, low, step, count());
    }

    private long count() {
        return (high - low) / step + 1;
    }

    @Override
    public OptionalLong cardinality() {
        return OptionalLong.of(count());
    }

    @Override
    public Value valueAt(long index) {
        return Value.of(low + Objects.checkIndex(index, count()) * step);
    }

    @Override
    public long indexOf(Value value) {
        return ((long) ParameterRules.legal(this, value).number() - low) / step;
    }

    @Override
    public Value decode(double unit) {
        return valueAt(steps().indexAt(ParameterRules.unit(name, unit)));
    }

    @Override
    public double encode(Value value) {
        return steps().unitOf(indexOf(value));
    }

    @Override
    public Optional<Value> canonical(Value value) {
        if (!value.numeric() || value.number() != Math.rint(value.number())) {
            return Optional.empty();
        }
        double number = value.number();
        boolean legal = number >= low && number <= high && ((long) number - low) % step == 0;
        return legal ? Optional.of(Value.of((long) number)) : Optional.empty();
    }

    @Override
    public String describe() {
        String range = "an integer from " + low + " to " + high;
        return step == 1 ? range : range + " in steps of " + step;
    }
}
