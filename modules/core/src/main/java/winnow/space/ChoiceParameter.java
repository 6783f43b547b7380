package winnow.space;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * One of several given values; a fixed value is a choice of one.
 *
 * <p>Options are cells of equal width in [0, 1], in the order given.
 *
 * @param options 1 to 10,000 values that can be told apart by their text
 * @param ordered whether neighbours in the list are alike, so that strategies may treat the position as a number
 * @param when condition under which the parameter takes part
 */
public record ChoiceParameter(String name, List<Value> options, boolean ordered, Optional<Condition> when)
        implements Parameter {

    /** Throws {@link InvalidSpaceException} with every problem. */
    public ChoiceParameter {
        options = List.copyOf(options);
        InvalidSpaceException.throwIfAny(problems(name, options));
    }

    /** An unordered choice without condition. */
    public static ChoiceParameter of(String name, Value... options) {
        return new ChoiceParameter(name, List.of(options), false, Optional.empty());
    }

    /** What the constructor would refuse; empty if nothing. */
    public static List<SpaceProblem> problems(String name, List<Value> options) {
        return new ParameterRules(name).choice(options).problems();
    }

    @Override
    public OptionalLong cardinality() {
        return OptionalLong.of(options.size());
    }

    @Override
    public Value valueAt(long index) {
        return options.get(Math.toIntExact(Objects.checkIndex(index, (long) options.size())));
    }

    @Override
    public long indexOf(Value value) {
        return options.indexOf(ParameterRules.legal(this, value));
    }

    @Override
    public Value decode(double unit) {
        return valueAt(Steps.equal(options.size()).indexAt(ParameterRules.unit(name, unit)));
    }

    @Override
    public double encode(Value value) {
        return Steps.equal(options.size()).unitOf(indexOf(value));
    }

    @Override
    public Optional<Value> canonical(Value value) {
        return options.stream().filter(option -> option.sameAs(value)).findFirst();
    }

    @Override
    public String describe() {
        int shown = 12;
        String list = options.stream().limit(shown).map(Value::text).collect(Collectors.joining(", "));
        return "one of " + list + (options.size() > shown ? ", ..." : "");
    }
}
