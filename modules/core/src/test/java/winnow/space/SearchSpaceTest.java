package winnow.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;

class SearchSpaceTest {
    private static final int SPACES = 3_000;

    /** The space of the quickstart: a child before its parent. */
    private static final SearchSpace SPACE = SearchSpace.of(
            RealParameter.of("learning_rate", 1e-3, 0.3, Scale.LOG),
            new RealParameter(
                    "momentum",
                    0,
                    0.99,
                    Scale.LINEAR,
                    OptionalDouble.empty(),
                    Optional.of(Condition.on("optimizer", Value.of("sgd"), Value.of("nesterov")))),
            ChoiceParameter.of(
                    "optimizer", Value.of("sgd"), Value.of("nesterov"), Value.of("adam"), Value.of("adagrad")),
            ChoiceParameter.of("batch_size", Value.of(16), Value.of(32), Value.of(64)));

    private static Configuration configuration(Object... namesAndValues) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
        }
        return new Configuration(values);
    }

    private static final Configuration SGD = configuration(
            "learning_rate",
            Value.of(0.01),
            "momentum",
            Value.of(0.9),
            "optimizer",
            Value.of("sgd"),
            "batch_size",
            Value.of(64));

    @Test
    void configurationsComeBackExactlyFromTheUnitCube() {
        RandomSpaces.forAll(SPACES, r -> {
            SearchSpace space = RandomSpaces.space(r, 10, RandomSpaces::parameter);
            for (int i = 0; i < 5; i++) {
                Configuration drawn = space.drawUnconstrained(r);
                assertThat(space.decode(space.encode(drawn))).isEqualTo(drawn);
                assertThat(List.copyOf(
                                space.decode(space.encode(drawn)).values().keySet()))
                        .isEqualTo(List.copyOf(drawn.values().keySet()));
            }
        });
    }

    @Test
    void drawsBelongToTheSpaceAndAreReproducible() {
        RandomSpaces.forAll(SPACES, r -> {
            SearchSpace space = RandomSpaces.space(r, 10, RandomSpaces::parameter);
            Configuration drawn;
            try {
                drawn = space.draw(r.split("draw", 0));
            } catch (InfeasibleException e) {
                assertThat(Feasibility.check(space).share()).isLessThan(0.001);
                return;
            }
            assertThat(space.problems(drawn)).isEmpty();
            assertThat(space.contains(drawn)).isTrue();
            assertThat(space.draw(r.split("draw", 0))).isEqualTo(drawn);
        });
    }

    @Test
    void aConfigurationWithOneValueTakenOrAddedOrSpoiltIsOutside() {
        RandomSpaces.forAll(SPACES, r -> {
            SearchSpace space = RandomSpaces.space(r, 6, RandomSpaces::parameter);
            Configuration drawn = space.drawUnconstrained(r);
            for (Parameter parameter : space.parameters()) {
                Map<String, Value> other = new LinkedHashMap<>(drawn.values());
                if (other.remove(parameter.name()) == null) {
                    other.put(parameter.name(), parameter.decode(r.nextDouble()));
                }
                assertThat(space.contains(new Configuration(other))).isFalse();
                other = new LinkedHashMap<>(drawn.values());
                other.put(parameter.name(), Value.of("no such value"));
                assertThat(space.contains(new Configuration(other))).isFalse();
            }
        });
    }

    @Test
    void aChildMayStandBeforeItsParent() {
        assertThat(SPACE.contains(SGD)).isTrue();
        Configuration adam = SPACE.decode(new double[] {0.5, Double.NaN, 0.6, 0});
        assertThat(adam.toString()).isEqualTo("learning_rate=0.01732051 optimizer=adam batch_size=16");
        assertThat(SPACE.encode(adam)[1]).isNaN();
        assertThat(SPACE.contains(adam)).isTrue();
    }

    @Test
    void problemsOfAConfigurationAreNamedInWords() {
        Configuration bad = configuration(
                "learning_rate",
                Value.of(3.0),
                "momentum",
                Value.of(0.9),
                "optimizer",
                Value.of("adam"),
                "batchsize",
                Value.of(64));
        assertThat(SPACE.problems(bad))
                .containsExactly(
                        "learning_rate=3.0 is not a real number from 0.001 to 0.3",
                        "momentum takes part only when optimizer is sgd or nesterov",
                        "batch_size has no value",
                        "no parameter 'batchsize'; did you mean 'batch_size'?");
    }

    @Test
    void aBrokenConstraintIsAProblem() {
        SearchSpace strict = RandomSpaces.withConstraint(SPACE, "learning_rate * 64 / batch_size <= 0.005");
        assertThat(strict.problems(SGD))
                .containsExactly("the constraint learning_rate * 64 / batch_size <= 0.005 does not hold");
    }

    @Test
    void aConstraintOnAnAbsentParameterHolds() {
        SearchSpace strict = RandomSpaces.withConstraint(SPACE, "momentum > 0.95");
        Configuration adam = SPACE.decode(new double[] {0.5, Double.NaN, 0.6, 0});
        assertThat(strict.contains(adam)).isTrue();
        assertThat(strict.contains(SGD)).isFalse();
    }

    @Test
    void givenPointsAreReadAsAPersonMeansThem() {
        Configuration given = configuration(
                "batch_size",
                Value.of(64.0),
                "optimizer",
                Value.of("sgd"),
                "momentum",
                Value.of(0),
                "learning_rate",
                Value.of(0.012345678912));
        Configuration canonical = SPACE.canonical(given);
        assertThat(canonical.toString()).isEqualTo("learning_rate=0.01234568 momentum=0.0 optimizer=sgd batch_size=64");
        assertThat(SPACE.contains(canonical)).isTrue();
        Configuration strange = configuration("other", Value.of(1), "batch_size", Value.of(5));
        assertThat(SPACE.canonical(strange)).isEqualTo(strange);
    }

    @Test
    void drawingFromAnImpossibleSpaceNamesTheConstraints() {
        SearchSpace never = RandomSpaces.withConstraint(SPACE, "learning_rate > 1");
        assertThatExceptionOfType(InfeasibleException.class)
                .isThrownBy(() -> never.draw(RandomStream.of(1, "draw", 0)))
                .withMessageContaining("learning_rate > 1");
    }

    @Test
    void drawingFindsTheOneFeasibleConfigurationOfASmallSpace() {
        Parameter a = IntegerParameter.of("a", 1, 300, Scale.LINEAR);
        Parameter b = IntegerParameter.of("b", 1, 300, Scale.LINEAR);
        SearchSpace needle = RandomSpaces.withConstraint(SearchSpace.of(a, b), "a * b == 89997 + 3 and a == b");
        Configuration drawn = needle.draw(RandomStream.of(1, "draw", 0));
        assertThat(drawn.toString()).isEqualTo("a=300 b=300");
    }

    @Test
    void drawsAreUniformOverTheUnitCube() {
        RandomStream r = RandomStream.of(11, "uniform", 0);
        int draws = 50_000;
        int[] counts = new int[10];
        int[] optimizers = new int[4];
        for (int i = 0; i < draws; i++) {
            double[] units = SPACE.encode(SPACE.draw(r));
            counts[(int) Math.min(9, units[0] * 10)]++;
            optimizers[(int) (units[2] * 4)]++;
        }
        // P(chi-square with 9 degrees of freedom > 50) = 1.1e-7; with 3, more than 35: 1.2e-7
        assertThat(chiSquare(counts, draws)).isLessThan(50);
        assertThat(chiSquare(optimizers, draws)).isLessThan(35);
    }

    private static double chiSquare(int[] counts, int draws) {
        double expected = (double) draws / counts.length;
        return Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }

    @Test
    void argumentsOfTheWrongShapeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPACE.decode(new double[3]))
                .withMessageContaining("4 coordinates, not 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPACE.decode(new double[] {0.5, Double.NaN, 0.1, 0}))
                .withMessageContaining("momentum");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPACE.parameter("optimiser"))
                .withMessageContaining("did you mean 'optimizer'?");
        assertThatIllegalArgumentException().isThrownBy(() -> SPACE.encode(configuration("x", Value.of(1))));
        assertThat(SPACE.find("x")).isEmpty();
    }

    @Test
    void spacesAreEqualByContent() {
        SearchSpace copy = new SearchSpace(SPACE.parameters(), List.of());
        assertThat(copy).isEqualTo(SPACE).hasSameHashCodeAs(SPACE);
        assertThat(RandomSpaces.withConstraint(SPACE, "momentum > 0.5")).isNotEqualTo(SPACE);
    }
}
