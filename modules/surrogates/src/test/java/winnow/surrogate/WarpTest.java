package winnow.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import winnow.random.RandomStream;
import winnow.search.Surrogate;
import winnow.testkit.SampleSpaces;

/** From losses to a model's values and back. */
class WarpTest {
    private static double[] losses(int count, long seed) {
        var random = RandomStream.of(seed, "losses", count);
        return IntStream.range(0, count)
                .mapToDouble(i -> i % 7 == 3 ? Surrogate.INFEASIBLE : Math.exp(2 * random.nextGaussian()) - 1)
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 60})
    void lossesComeBackAndOrderIsKept(int count) {
        for (int seed = 0; seed < 50; seed++) {
            double[] losses = losses(count, seed);
            double[] back = Warp.back(Warp.of(losses), losses);
            for (int i = 0; i < count; i++) {
                if (Double.isFinite(losses[i])) {
                    assertThat(back[i]).isCloseTo(losses[i], within(1e-9 * (1 + Math.abs(losses[i]))));
                }
            }
            double[] steps = DoubleStream.iterate(-6, v -> v < 6, v -> v + 0.1).toArray();
            assertThat(Warp.back(steps, losses)).isSorted().doesNotContain(Double.NaN);
        }
    }

    @Test
    void beyondTheBestItGoesOn() {
        double[] losses = {1, 2, 3, 4, 5};
        double best = Warp.of(losses)[0];

        assertThat(Warp.back(new double[] {best - 0.1}, losses)[0]).isBetween(0.7, 1.0);
    }

    @Test
    void fewLossesAreWhatTheyAre() {
        assertThat(Warp.back(new double[] {-1, 0, 5}, new double[] {0.25})).containsExactly(0.25, 0.25, 0.25);
        assertThat(Warp.back(new double[] {2}, new double[] {0.5, 0.5, Surrogate.INFEASIBLE}))
                .containsExactly(0.5);
        assertThat(Warp.back(new double[] {0}, new double[] {Surrogate.INFEASIBLE}))
                .containsExactly(Double.NaN);
    }

    /** Whoever asks for losses gets those that means at observed points stand for, also after more was learnt. */
    @ParameterizedTest
    @MethodSource("surrogates")
    void beliefsOfObservedPointsAreNearTheirLosses(Surrogate surrogate) {
        var space = SampleSpaces.mixed();
        var points = Samples.points(space, 60, "train");
        double[] losses = Arrays.stream(Samples.losses(points, Samples::wave))
                .map(loss -> 1000 + 50 * loss)
                .toArray();
        var few = surrogate.fit(space, Arrays.copyOf(points, 30), Arrays.copyOf(losses, 30), 1);
        var posterior = few.given(points, losses).pending(Samples.points(space, 3, "pending"));
        double[] believed = posterior.losses(posterior.predict(points).means()).orElseThrow();
        double range = Arrays.stream(losses).max().orElseThrow()
                - Arrays.stream(losses).min().orElseThrow();
        double miss = IntStream.range(0, 60)
                .mapToDouble(i -> Math.abs(believed[i] - losses[i]))
                .average()
                .orElseThrow();

        assertThat(miss).isLessThan(0.15 * range);
    }

    static Stream<Surrogate> surrogates() {
        return Stream.of(new GaussianProcess(), new RandomForest(), new NeuralNetworks(3, 300));
    }
}
