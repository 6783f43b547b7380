package winnow.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Listing the configurations of a finite space. */
class GridTest {
    private static final int SPACES = 1_500;
    private static final int MOST_CHECKED = 2_000;

    @Test
    void everyConfigurationIsListedExactlyOnce() {
        RandomSpaces.forAll(SPACES, r -> {
            SearchSpace space = RandomSpaces.space(r, 6, RandomSpaces::finite);
            long product = space.parameters().stream()
                    .mapToLong(p -> p.cardinality().orElseThrow())
                    .reduce(1, (a, b) -> a * b);
            if (product <= MOST_CHECKED) {
                List<Configuration> listed = space.configurations().toList();
                assertThat(listed).doesNotHaveDuplicates();
                assertThat(new HashSet<>(listed)).isEqualTo(byBruteForce(space));
                assertThat(space.cardinality()).contains(BigInteger.valueOf(listed.size()));
            }
        });
    }

    /** All combinations of all values, each cut down to the parameters that take part. */
    private static Set<Configuration> byBruteForce(SearchSpace space) {
        List<Map<String, Value>> combinations = List.of(Map.of());
        for (Parameter parameter : space.parameters()) {
            List<Map<String, Value>> longer = new ArrayList<>();
            for (Map<String, Value> shorter : combinations) {
                for (long i = 0; i < parameter.cardinality().orElseThrow(); i++) {
                    Map<String, Value> one = new HashMap<>(shorter);
                    one.put(parameter.name(), parameter.valueAt(i));
                    longer.add(one);
                }
            }
            combinations = longer;
        }
        Set<Configuration> result = new HashSet<>();
        for (Map<String, Value> combination : combinations) {
            Map<String, Value> active = new HashMap<>(combination);
            active.keySet().removeIf(name -> !takesPart(space, space.parameter(name), combination));
            result.add(new Configuration(active));
        }
        return result;
    }

    private static boolean takesPart(SearchSpace space, Parameter parameter, Map<String, Value> all) {
        return parameter.when().isEmpty()
                || parameter.when().get().anyOf().entrySet().stream()
                        .allMatch(one -> takesPart(space, space.parameter(one.getKey()), all)
                                && one.getValue().contains(all.get(one.getKey())));
    }

    @Test
    void anyIndexOfAHugeConditionalSpaceIsFoundAtOnce() {
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Optional<Condition> when = i == 0
                    ? Optional.empty()
                    : Optional.of(Condition.on("p" + (i - 1), Value.of(7), Value.of(500_000)));
            parameters.add(new IntegerParameter("p" + i, 1, 1_000_000, Scale.LINEAR, 1, when));
        }
        SearchSpace chain = new SearchSpace(parameters, List.of());
        // a(n) = 999,998 + 2 a(n - 1), a(1) = 1,000,000
        BigInteger expected = BigInteger.valueOf(1_000_000);
        for (int i = 1; i < 300; i++) {
            expected = expected.shiftLeft(1).add(BigInteger.valueOf(999_998));
        }
        assertThat(chain.cardinality()).contains(expected);
        Configuration first = chain.configurationAt(0);
        Configuration last = chain.configurationAt(expected.subtract(BigInteger.ONE));
        assertThat(first.toString()).isEqualTo("p0=1");
        assertThat(last.toString()).isEqualTo("p0=1000000");
        assertThat(chain.configurationAt(6).toString()).isEqualTo("p0=7 p1=1");
        assertThat(chain.contains(chain.configurationAt(expected.shiftRight(1))))
                .isTrue();
    }

    @Test
    void laterParametersVaryFastestAndChildrenFollowTheirParent() {
        SearchSpace space = SearchSpace.of(
                ChoiceParameter.of("optimizer", Value.of("sgd"), Value.of("adam")),
                IntegerParameter.of("depth", 1, 2, Scale.LINEAR),
                new ChoiceParameter(
                        "momentum",
                        List.of(Value.of(0.5), Value.of(0.9)),
                        true,
                        Optional.of(Condition.on("optimizer", Value.of("sgd")))));
        assertThat(space.configurations().map(Configuration::toString))
                .containsExactly(
                        "optimizer=sgd depth=1 momentum=0.5",
                        "optimizer=sgd depth=2 momentum=0.5",
                        "optimizer=sgd depth=1 momentum=0.9",
                        "optimizer=sgd depth=2 momentum=0.9",
                        "optimizer=adam depth=1",
                        "optimizer=adam depth=2");
    }

    @Test
    void indexesOutsideAreRefused() {
        SearchSpace space = SearchSpace.of(IntegerParameter.of("n", 1, 3, Scale.LINEAR));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> space.configurationAt(3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> space.configurationAt(-1));
        SearchSpace infinite = SearchSpace.of(RealParameter.of("x", 0, 1, Scale.LINEAR));
        assertThat(infinite.cardinality()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> infinite.configurationAt(0));
        assertThatIllegalStateException().isThrownBy(infinite::configurations);
    }

    @Test
    void realsBecomePointsSpacedOnTheirScale() {
        SearchSpace space = SearchSpace.of(
                RealParameter.of("rate", 1e-4, 1, Scale.LOG), IntegerParameter.of("width", 1, 100, Scale.LINEAR));
        SearchSpace grid = space.grid(5);
        assertThat(values(grid.parameter("rate"))).containsExactly("0.0001", "0.001", "0.01", "0.1", "1.0");
        assertThat(values(grid.parameter("width"))).containsExactly("1", "26", "51", "76", "100");
        assertThat(values(space.grid(1).parameter("rate"))).containsExactly("0.01");
        assertThatIllegalArgumentException().isThrownBy(() -> space.grid(0));
    }

    private static List<String> values(Parameter parameter) {
        return LongStream.range(0, parameter.cardinality().orElseThrow())
                .mapToObj(i -> parameter.valueAt(i).text())
                .toList();
    }

    @Test
    void aGridLiesInsideItsSpaceAndKeepsValuesThatConditionsAskFor() {
        RandomSpaces.forAll(SPACES, r -> {
            SearchSpace space = RandomSpaces.space(r, 6, RandomSpaces::parameter);
            int points = r.nextInt(1, 6);
            SearchSpace grid = space.grid(points);
            BigInteger size = grid.cardinality().orElseThrow();
            IntStream.range(0, 5).forEach(i -> {
                BigInteger index = size.multiply(BigInteger.valueOf(i)).shiftRight(3);
                Configuration one = grid.configurationAt(index);
                assertThat(grid.constraintsHold(one)).isEqualTo(space.constraintsHold(one));
                assertThat(space.contains(one)).as(one.toString()).isEqualTo(space.constraintsHold(one));
                assertThat(space.decode(space.encode(one))).isEqualTo(one);
            });
        });
    }
}
