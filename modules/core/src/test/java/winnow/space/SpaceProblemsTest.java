package winnow.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every definition that makes no sense is refused with the field at fault and the rule. */
class SpaceProblemsTest {
    private static final ChoiceParameter OPTIMIZER =
            ChoiceParameter.of("optimizer", Value.of("sgd"), Value.of("adam"), Value.of("adagrad"));

    @ParameterizedTest
    @CsvSource({
        "0.3,   0.1,  LINEAR,      ,     range, low must be below high",
        "0.3,   0.3,  LINEAR,      ,     range, a fixed value is a choice of one",
        "NaN,   1,    LINEAR,      ,     range, bounds must be numbers",
        "0,     Infinity, LINEAR,  ,     range, bounds must be numbers",
        "0,     1e-300, LINEAR,    ,     range, narrower than",
        "0,     1,    LOG,         ,     scale, above 0",
        "-1,    1,    LOG,         ,     scale, above 0",
        "0.5,   1,    REVERSE_LOG, ,     scale, high < 1",
        "-0.1,  0.9,  REVERSE_LOG, ,     scale, 0 <= low",
        "0,     1,    LINEAR,      0,    step,  must be positive",
        "0,     1,    LINEAR,      -0.1, step,  must be positive",
        "0,     1,    LINEAR,      NaN,  step,  must be positive",
        "0,     1,    LINEAR,      2,    step,  larger than the range",
        "0,     1,    LINEAR,      1e-14, step, too fine",
        "0.1,   1,    LOG,         0.2,  step,  below twice the low bound",
        "0,     0.9,  REVERSE_LOG, 0.3,  step,  must stay below 1"
    })
    void badRealsAreRefused(double low, double high, Scale scale, Double step, String field, String message) {
        OptionalDouble given = step == null ? OptionalDouble.empty() : OptionalDouble.of(step);
        refused(RealParameter.problems("x", low, high, scale, given), "x", field, message);
        assertThatExceptionOfType(InvalidSpaceException.class)
                .isThrownBy(() -> new RealParameter("x", low, high, scale, given, Optional.empty()))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "5, 4, LINEAR,      1, range, low must be below high",
        "5, 5, LINEAR,      1, range, a fixed value is a choice of one",
        "0, 2000000000000, LINEAR, 1, range, 10^12",
        "-9223372036854775808, 9223372036854775807, LINEAR, 1, range, 10^12",
        "0, 4, LOG,         1, scale, 1 or more",
        "1, 4, REVERSE_LOG, 1, scale, not for integers",
        "1, 4, LINEAR,      0, step,  must be positive",
        "1, 4, LINEAR,      4, step,  larger than the range",
        "1, 9, LOG,         2, step,  below twice the low bound"
    })
    void badIntegersAreRefused(long low, long high, Scale scale, long step, String field, String message) {
        refused(IntegerParameter.problems("n", low, high, scale, step), "n", field, message);
        assertThatExceptionOfType(InvalidSpaceException.class)
                .isThrownBy(() -> new IntegerParameter("n", low, high, scale, step, Optional.empty()));
    }

    @Test
    void badChoicesAreRefused() {
        refused(ChoiceParameter.problems("c", List.of()), "c", "choice", "at least one");
        refused(choice(Value.of("a"), Value.of("a")), "c", "choice", "appears twice");
        refused(choice(Value.of(1), Value.of(1.0)), "c", "choice", "cannot be told from '1'");
        refused(choice(Value.of(64), Value.of("64")), "c", "choice", "cannot be told from '64'");
        refused(choice(Value.of(true), Value.of("true")), "c", "choice", "cannot be told from 'true'");
        refused(
                choice(IntStream.range(0, 10_001).mapToObj(Value::of).toArray(Value[]::new)),
                "c",
                "choice",
                "at most 10000");
        assertThat(choice(Value.of("1.2.3"), Value.of("1.2"))).isEmpty();
    }

    private static List<SpaceProblem> choice(Value... options) {
        return ChoiceParameter.problems("c", List.of(options));
    }

    @ParameterizedTest
    @CsvSource({"'',no name", "9a,no name", "a-b,no name", "a b,no name", "é,no name", "not,word of the constraint"})
    void badNamesAreRefused(String name, String message) {
        refused(IntegerParameter.problems(name, 1, 2, Scale.LINEAR, 1), name, "name", message);
    }

    @Test
    void aLongNameIsRefused() {
        refused(IntegerParameter.problems("a".repeat(65), 1, 2, Scale.LINEAR, 1), "a".repeat(65), "name", "65 letters");
        assertThat(IntegerParameter.problems("a".repeat(64), 1, 2, Scale.LINEAR, 1))
                .isEmpty();
    }

    @Test
    void allProblemsOfAParameterAreReportedTogether() {
        assertThat(RealParameter.problems("9", 2, 1, Scale.LINEAR, OptionalDouble.empty()))
                .extracting(SpaceProblem::field)
                .containsExactly("name", "range");
    }

    @Test
    void anEmptyConditionIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Condition(Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Condition(Map.of("a", Set.of())))
                .withMessageContaining("'a'");
    }

    @Test
    void conditionsMustNameAParameterAndOneOfItsValues() {
        Parameter lost = momentum(Condition.on("optimiser", Value.of("sgd")));
        refusedSpace(List.of(OPTIMIZER, lost), "momentum", "when.optimiser", "did you mean 'optimizer'?");
        Parameter wrong = momentum(Condition.on("optimizer", Value.of("sdg")));
        refusedSpace(List.of(OPTIMIZER, wrong), "momentum", "when.optimizer", "cannot be sdg; did you mean 'sgd'?");
        Parameter layers = IntegerParameter.of("layers", 1, 3, Scale.LINEAR);
        Parameter outside = momentum(Condition.on("layers", Value.of(4)));
        refusedSpace(List.of(layers, outside), "momentum", "when.layers", "cannot be 4: it is an integer from 1 to 3");
        Parameter rate = RealParameter.of("rate", 0.1, 1, Scale.LINEAR);
        Parameter onReal = momentum(Condition.on("rate", Value.of(0.5)));
        refusedSpace(List.of(rate, onReal), "momentum", "when.rate", "continuous");
    }

    private static Parameter momentum(Condition when) {
        return new RealParameter("momentum", 0, 0.99, Scale.LINEAR, OptionalDouble.empty(), Optional.of(when));
    }

    @Test
    void circlesOfConditionsAreRefused() {
        Value one = Value.of(1);
        Parameter a = new IntegerParameter("a", 1, 2, Scale.LINEAR, 1, Optional.of(Condition.on("b", one)));
        Parameter b = new IntegerParameter("b", 1, 2, Scale.LINEAR, 1, Optional.of(Condition.on("c", one)));
        Parameter c = new IntegerParameter("c", 1, 2, Scale.LINEAR, 1, Optional.of(Condition.on("a", one)));
        refusedSpace(List.of(a, b, c), "a", "when", "a -> b -> c -> a");
        Parameter self = new IntegerParameter("s", 1, 2, Scale.LINEAR, 1, Optional.of(Condition.on("s", one)));
        refusedSpace(List.of(self), "s", "when", "s -> s");
    }

    @Test
    void aParameterThatCanNeverTakePartIsRefused() {
        Parameter momentum = momentum(Condition.on("optimizer", Value.of("sgd")));
        Parameter nesterov = new ChoiceParameter(
                "nesterov",
                List.of(Value.of(true), Value.of(false)),
                false,
                Optional.of(
                        new Condition(Map.of("optimizer", Set.of(Value.of("adam")), "layers", Set.of(Value.of(2))))));
        Parameter layers = new IntegerParameter(
                "layers", 1, 3, Scale.LINEAR, 1, Optional.of(Condition.on("optimizer", Value.of("sgd"))));
        refusedSpace(List.of(OPTIMIZER, momentum, nesterov, layers), "nesterov", "when", "never takes part");
    }

    @Test
    void duplicateNamesAndEmptySpacesAreRefused() {
        refusedSpace(List.of(OPTIMIZER, OPTIMIZER), "optimizer", "name", "two parameters");
        refusedSpace(List.of(), "space", "space", "at least one parameter");
    }

    @Test
    void constraintsMustBeAboutParametersOfTheSpace() {
        Constraint lost = Constraint.parse("rate < 1", List.of(RealParameter.of("rate", 0, 2, Scale.LINEAR)));
        assertThat(SearchSpace.problems(List.of(OPTIMIZER), List.of(lost)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.subject()).isEqualTo("rate < 1");
                    assertThat(problem.field()).isEqualTo("constraint");
                    assertThat(problem.message()).startsWith("column 1: no parameter 'rate'");
                });
    }

    @Test
    void allProblemsOfASpaceAreReportedTogether() {
        Parameter lost = momentum(Condition.on("optimiser", Value.of("sgd")));
        Constraint unknown = Constraint.parse("rate < 1", List.of(RealParameter.of("rate", 0, 2, Scale.LINEAR)));
        assertThatExceptionOfType(InvalidSpaceException.class)
                .isThrownBy(() -> new SearchSpace(List.of(OPTIMIZER, OPTIMIZER, lost), List.of(unknown)))
                .satisfies(e -> assertThat(e.problems())
                        .extracting(SpaceProblem::field)
                        .containsExactly("name", "when.optimiser", "constraint"));
    }

    @Test
    void namesThatAreKnownToExistAreNotHeldAgainstOthers() {
        Parameter child = momentum(Condition.on("optimizer", Value.of("sgd")));
        Constraint constraint = Constraint.parse("rate < 1", List.of(RealParameter.of("rate", 0, 2, Scale.LINEAR)));
        assertThat(SearchSpace.problems(List.of(child), List.of(constraint), Set.of("optimizer", "rate")))
                .isEmpty();
    }

    @Test
    void entangledConditionsAreRefusedInsteadOfTakingForever() {
        List<Parameter> parameters = new ArrayList<>();
        int switches = 40;
        for (int i = 0; i < switches; i++) {
            parameters.add(ChoiceParameter.of("s" + i, Value.of(true), Value.of(false)));
        }
        for (int i = 0; i < switches; i++) {
            Map<String, Set<Value>> both = new LinkedHashMap<>();
            both.put("s" + i, Set.of(Value.of(true)));
            both.put("s" + (switches - 1), Set.of(Value.of(true)));
            parameters.add(new IntegerParameter(
                    "c" + i,
                    1,
                    2,
                    Scale.LINEAR,
                    1,
                    Optional.of(i == switches - 1 ? first(both) : new Condition(both))));
        }
        refusedSpace(parameters, "space", "space", "entangled");
    }

    private static Condition first(Map<String, Set<Value>> map) {
        return new Condition(Map.of("s0", map.values().iterator().next()));
    }

    private static void refusedSpace(List<Parameter> parameters, String subject, String field, String message) {
        assertThat(SearchSpace.problems(parameters, List.of())).anySatisfy(problem -> {
            assertThat(problem.subject()).isEqualTo(subject);
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.message()).contains(message);
        });
        assertThatExceptionOfType(InvalidSpaceException.class).isThrownBy(() -> new SearchSpace(parameters, List.of()));
    }

    private static void refused(Iterable<SpaceProblem> problems, String subject, String field, String message) {
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.subject()).isEqualTo(subject);
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.message()).contains(message);
        });
    }
}
