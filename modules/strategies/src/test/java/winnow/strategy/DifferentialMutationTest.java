package winnow.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static winnow.testkit.Property.forAll;

import java.util.List;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.space.ChoiceParameter;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.Value;

class DifferentialMutationTest {
    private static final Axis X = Axis.of(RealParameter.of("x", 0, 1, Scale.LINEAR));
    private static final Axis O = Axis.of(ChoiceParameter.of("o", Value.of("a"), Value.of("b"), Value.of("c")));

    @Test
    void addsTheScaledDifference() {
        var move = new DifferentialMutation(List.of(X), 0.5, 1);
        var random = RandomStream.of(1, "test", 0);
        assertThat(move.mutant(new double[] {0.5}, new double[] {0.8}, new double[] {0.4}, random))
                .containsExactly(0.5 + 0.5 * (0.8 - 0.4));
    }

    @Test
    void staysInsideAndTakesOptionsOfParents() {
        forAll(200, random -> {
            var move = new DifferentialMutation(List.of(X, O), 2 * random.nextDouble() + 1e-9, random.nextDouble());
            double[] base = {random.nextDouble(), O.centre(0)};
            double[] first = {random.nextDouble(), O.centre(2)};
            double[] second = {random.nextInt(4) == 0 ? Double.NaN : random.nextDouble(), O.centre(random.nextInt(3))};
            var mutant = move.mutant(base, first, second, random);
            assertThat(mutant[0]).isBetween(0.0, 1.0);
            assertThat(mutant[1]).isIn(O.centre(0), O.centre(2));
            double[] target = {0.123, O.centre(1)};
            var child = move.crossed(target, mutant, random);
            assertThat(child[0]).isIn(target[0], mutant[0]);
            assertThat(child[1]).isIn(target[1], mutant[1]);
            assertThat(child).isNotEqualTo(target);
        });
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatThrownBy(() -> new DifferentialMutation(List.of(), 0, 0.5)).hasMessageContaining("0.0");
        assertThatThrownBy(() -> new DifferentialMutation(List.of(), 1, 1.5)).hasMessageContaining("1.5");
    }
}
