package winnow.simulator.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winnow.random.RandomStream;
import winnow.simulator.GradedProblem;
import winnow.space.Configuration;
import winnow.space.Value;

class FunctionsTest {

    private static Configuration reals(double... x) {
        var values = new LinkedHashMap<String, Value>();
        for (int i = 0; i < x.length; i++) {
            values.put("x" + (i + 1), Value.of(x[i]));
        }
        return new Configuration(values);
    }

    static java.util.stream.Stream<String> names() {
        return Functions.names().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyConfigurationHasAValueAndARegret(String name) {
        var problem = Functions.of(name, 5);
        var random = RandomStream.of(2, name, 0);
        for (int draw = 0; draw < 100; draw++) {
            var configuration = problem.space().draw(random);
            double value = problem.measure(configuration, 1, 1).value(GradedProblem.METRIC);

            assertThat(problem.regret(configuration)).isFinite().isCloseTo(value - problem.least(), within(1e-9));
        }
    }

    @Test
    void braninHasThreeOptima() {
        var branin = Functions.of("branin", 2);

        assertThat(branin.regret(reals(-Math.PI, 12.275))).isLessThan(1e-12);
        assertThat(branin.regret(reals(Math.PI, 2.275))).isLessThan(1e-12);
        assertThat(branin.regret(reals(3 * Math.PI, 2.475))).isLessThan(1e-12);
        assertThat(branin.regret(reals(0, 0))).isCloseTo(55.602112642270264 - branin.least(), within(1e-9));
    }

    @Test
    void hartmannHasItsOptimumWhereItWasPublished() {
        var hartmann = Functions.of("hartmann6", 2);

        assertThat(hartmann.regret(reals(0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573)))
                .isLessThan(1e-8);
    }

    @Test
    void theBestOfMixedIsZero() {
        var best = new Configuration(Map.of(
                "learning_rate",
                Value.of(1e-3),
                "momentum",
                Value.of(0.9),
                "weight_decay",
                Value.of(1e-4),
                "units",
                Value.of(120L),
                "batch_size",
                Value.of(64L),
                "optimizer",
                Value.of("adam")));

        assertThat(Functions.of("mixed", 2).space().contains(best)).isTrue();
        assertThat(Functions.of("mixed", 2).regret(best)).isLessThan(1e-20);
    }

    @Test
    void theTreesBestLeavesAreOnTheLeft() {
        var tree = Functions.of("tree", 2);
        var left = new Configuration(
                Map.of("x1", Value.of(0L), "x2", Value.of(1L), "x5", Value.of(0.0), "r8", Value.of(0.0)));
        var right = new Configuration(
                Map.of("x1", Value.of(1L), "x3", Value.of(1L), "x7", Value.of(0.5), "r9", Value.of(0.25)));

        assertThat(tree.space().contains(left)).isTrue();
        assertThat(tree.regret(left)).isZero();
        assertThat(tree.space().contains(right)).isTrue();
        assertThat(tree.regret(right)).isCloseTo(0.25 + 0.3 + 0.25 - 0.1, within(1e-12));
    }

    @Test
    void unknownNamesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Functions.of("f0", 2))
                .withMessageContaining("f1 to f24 and branin, hartmann6, mixed, tree");
    }
}
