package winnow.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winnow.random.RandomStream;
import winnow.search.Surrogate;
import winnow.testkit.SampleSpaces;

/** The forest and the networks: what holds of both, and of each. */
class EnsemblesTest {

    static Stream<Surrogate> surrogates() {
        return Stream.of(new RandomForest(), new NeuralNetworks(3, 300));
    }

    @ParameterizedTest
    @MethodSource("surrogates")
    void learnFunctionsOfMixedParameters(Surrogate surrogate) {
        var space = SampleSpaces.conditional();
        var points = Samples.points(space, 150, "train");
        var posterior = surrogate.fit(space, points, Samples.losses(points, Samples::wave), 1);
        var queries = Samples.points(space, 100, "test");
        var means = posterior.predict(queries).means();
        var truth = Samples.losses(queries, Samples::wave);
        assertThat(agreement(means, truth)).isGreaterThan(0.8);
    }

    @ParameterizedTest
    @MethodSource("surrogates")
    void areFunctionsOfPointsLossesAndSeed(Surrogate surrogate) {
        var space = SampleSpaces.mixed();
        var points = Samples.points(space, 30, "train");
        var losses = Samples.losses(points, Samples::wave);
        losses[3] = Surrogate.INFEASIBLE;
        var queries = Samples.points(space, 20, "test");
        var first = surrogate.fit(space, points, losses, 1).predict(queries);
        var again = surrogate.fit(space, points.clone(), losses.clone(), 1).predict(queries);
        var other = surrogate.fit(space, points, losses, 2).predict(queries);
        assertThat(again.means()).containsExactly(first.means());
        assertThat(again.variances()).containsExactly(first.variances());
        assertThat(other.means()).isNotEqualTo(first.means());
        assertThat(Arrays.stream(first.variances())).allMatch(v -> v >= 0 && v < 10);
    }

    @ParameterizedTest
    @MethodSource("surrogates")
    void learnFromWhatIsGivenLaterAndBelievePendingPoints(Surrogate surrogate) {
        var space = SampleSpaces.oneReal();
        var points = Samples.points(space, 30, "train");
        var posterior = surrogate.fit(
                space, Arrays.copyOf(points, 10), Samples.losses(Arrays.copyOf(points, 10), p -> p[0]), 1);
        var opposite = posterior.given(points, Samples.losses(points, p -> -p[0]));
        var ends = opposite.predict(new double[][] {{0.02}, {0.98}});
        assertThat(ends.mean(0)).isGreaterThan(ends.mean(1));
        var believed = opposite.pending(new double[][] {{0.5}}).predict(new double[][] {{0.02}, {0.98}});
        assertThat(believed.mean(0)).isGreaterThan(believed.mean(1));
        assertThat(opposite.pending(new double[0][])).isSameAs(opposite);
    }

    @Test
    void aTreeTellsItsLeavesApartAndKnowsTheirVariance() {
        var features = Features.of(SampleSpaces.oneReal());
        double[][] rows = {{0.1}, {0.2}, {0.8}, {0.9}};
        double[] values = {1, 3, 10, 10};
        var growth = new RegressionTree.Growth(1, 4, 2, 10);
        var tree = RegressionTree.grown(
                features, rows, values, new int[] {0, 1, 2, 3}, growth, RandomStream.of(1, "tree", 0));
        assertThat(tree.leaf(new double[] {0.15})).isEqualTo(new RegressionTree.Leaf(2, 2, 1));
        assertThat(tree.leaf(new double[] {0.85})).isEqualTo(new RegressionTree.Leaf(2, 10, 0));
    }

    @Test
    void aLinearModelFindsWeightsAndNoise() {
        var random = RandomStream.of(1, "linear", 0);
        double[][] phi = new double[200][];
        double[] y = new double[200];
        for (int i = 0; i < y.length; i++) {
            double x = random.nextGaussian();
            phi[i] = new double[] {x, 1};
            y[i] = 2 * x - 1 + 0.1 * random.nextGaussian();
        }
        var linear = BayesianLinear.fitted(phi, y);
        assertThat(linear.mean()[0]).isCloseTo(2, within(0.05));
        assertThat(linear.mean()[1]).isCloseTo(-1, within(0.05));
        // 0.1^2 / 200 at the middle of the data
        assertThat(linear.variance(new double[] {0, 1})).isCloseTo(5e-5, within(2e-5));
        assertThat(linear.variance(new double[] {30, 1})).isGreaterThan(0.02);
    }

    @Test
    void refuseToBeTooFew() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RandomForest(1))
                .withMessageContaining("trees is 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NeuralNetworks(0, 5))
                .withMessageContaining("0");
    }

    /** The share of pairs that two rankings order alike. */
    private static double agreement(double[] a, double[] b) {
        int alike = 0;
        int pairs = 0;
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < i; k++) {
                pairs++;
                alike += (a[i] - a[k]) * (b[i] - b[k]) > 0 ? 1 : 0;
            }
        }
        return (double) alike / pairs;
    }
}
