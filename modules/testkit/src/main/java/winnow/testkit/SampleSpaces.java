package winnow.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import winnow.space.ChoiceParameter;
import winnow.space.Condition;
import winnow.space.Constraint;
import winnow.space.IntegerParameter;
import winnow.space.Parameter;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.space.Value;

/** Search spaces of every kind, for contract suites. */
public final class SampleSpaces {
    private SampleSpaces() {}

    /** One of each kind, by name, in a fixed order. */
    public static Map<String, SearchSpace> all() {
        var all = new LinkedHashMap<String, SearchSpace>();
        all.put("one real", oneReal());
        all.put("mixed", mixed());
        all.put("conditional", conditional());
        all.put("constrained", constrained());
        all.put("single-valued", singleValued());
        all.put("twelve", twelve());
        all.put("tree", tree());
        all.put("hundred", hundred());
        return all;
    }

    public static SearchSpace oneReal() {
        return SearchSpace.of(RealParameter.of("x", 0, 1, Scale.LINEAR));
    }

    /** Every kind of parameter and scale, without conditions. */
    public static SearchSpace mixed() {
        return SearchSpace.of(
                RealParameter.of("learning_rate", 1e-4, 0.3, Scale.LOG),
                RealParameter.of("momentum", 0, 0.99, Scale.REVERSE_LOG),
                new RealParameter("dropout", 0, 0.5, Scale.LINEAR, OptionalDouble.of(0.1), Optional.empty()),
                IntegerParameter.of("units", 16, 512, Scale.LOG),
                new ChoiceParameter("batch_size", numbers(16, 32, 64, 128), true, Optional.empty()),
                ChoiceParameter.of("nesterov", Value.of(true), Value.of(false)));
    }

    /** Conditions within conditions, beside continuous parameters. */
    public static SearchSpace conditional() {
        return SearchSpace.of(
                words("optimizer", Optional.empty(), "sgd", "nesterov", "adam"),
                new RealParameter(
                        "momentum",
                        0,
                        0.99,
                        Scale.LINEAR,
                        OptionalDouble.empty(),
                        Optional.of(Condition.on("optimizer", Value.of("sgd"), Value.of("nesterov")))),
                words("schedule", Optional.of(Condition.on("optimizer", Value.of("sgd"))), "constant", "step"),
                new IntegerParameter(
                        "step_epochs", 1, 9, Scale.LINEAR, 1, Optional.of(Condition.on("schedule", Value.of("step")))),
                RealParameter.of("learning_rate", 1e-3, 0.3, Scale.LOG));
    }

    /** Constraints that leave about half of it. */
    public static SearchSpace constrained() {
        var parameters = List.of(
                RealParameter.of("learning_rate", 1e-3, 0.3, Scale.LOG),
                new ChoiceParameter("batch_size", numbers(16, 32, 64), true, Optional.empty()),
                IntegerParameter.of("layers", 1, 4, Scale.LINEAR));
        return new SearchSpace(
                parameters,
                List.of(
                        Constraint.parse("learning_rate * 64 / batch_size <= 0.1", parameters),
                        Constraint.parse("layers < 4", parameters)));
    }

    /** One configuration. */
    public static SearchSpace singleValued() {
        return SearchSpace.of(
                ChoiceParameter.of("optimizer", Value.of("sgd")),
                ChoiceParameter.of("layers", Value.of(3L)),
                ChoiceParameter.of("learning_rate", Value.of(0.01)));
    }

    /** Twelve configurations. */
    public static SearchSpace twelve() {
        return SearchSpace.of(
                words("optimizer", Optional.empty(), "sgd", "adam", "rmsprop"),
                IntegerParameter.of("layers", 1, 4, Scale.LINEAR));
    }

    /** A tree of conditions with 2 + 3 x 2 = 8 configurations, of which a constraint forbids one. */
    public static SearchSpace tree() {
        List<Parameter> parameters = List.of(
                words("optimizer", Optional.empty(), "sgd", "adam"),
                new IntegerParameter(
                        "steps", 1, 3, Scale.LINEAR, 1, Optional.of(Condition.on("optimizer", Value.of("sgd")))),
                new ChoiceParameter(
                        "nesterov", truths(), false, Optional.of(Condition.on("optimizer", Value.of("sgd")))),
                new ChoiceParameter(
                        "amsgrad", truths(), false, Optional.of(Condition.on("optimizer", Value.of("adam")))));
        return new SearchSpace(parameters, List.of(Constraint.parse("steps < 3 or nesterov", parameters)));
    }

    /** A hundred parameters, real and integer in turn. */
    public static SearchSpace hundred() {
        var parameters = new ArrayList<Parameter>();
        IntStream.range(0, 50).forEach(i -> {
            parameters.add(RealParameter.of("real_" + i, -1, 1, Scale.LINEAR));
            parameters.add(IntegerParameter.of("integer_" + i, 1, 10, Scale.LINEAR));
        });
        return new SearchSpace(parameters, List.of());
    }

    private static ChoiceParameter words(String name, Optional<Condition> when, String... words) {
        return new ChoiceParameter(name, List.of(words).stream().map(Value::of).toList(), false, when);
    }

    private static List<Value> numbers(long... numbers) {
        return java.util.Arrays.stream(numbers).<Value>mapToObj(Value::of).toList();
    }

    private static List<Value> truths() {
        return List.of(Value.of(true), Value.of(false));
    }
}
