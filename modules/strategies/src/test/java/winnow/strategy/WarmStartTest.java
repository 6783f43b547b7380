package winnow.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winnow.random.RandomStream;
import winnow.scheduler.FullTraining;
import winnow.search.Limits;
import winnow.search.Precedent;
import winnow.search.Strategy;
import winnow.search.StudyEvent.WarmStarted;
import winnow.simulator.Problem;
import winnow.simulator.Simulation;
import winnow.space.Configuration;
import winnow.space.SearchSpace;
import winnow.study.StudyState;
import winnow.surrogate.GaussianProcess;
import winnow.surrogate.RandomForest;
import winnow.testkit.SampleSettings;
import winnow.testkit.SampleSpaces;
import winnow.testkit.SampleStudy;
import winnow.trial.Metrics;
import winnow.trial.Trial;

/** What strategies make of earlier studies. */
class WarmStartTest {
    private static final int OBSERVED = 80;
    private static final int TRIALS = 16;

    /**
     * The earlier study's best point lies a twentieth of each range away, and its losses are ten times as large and three
     * higher. A strategy that gains nothing by it would win 29 of 40 seeds with a chance of 0.3 % (sign test); eight
     * strategies are tested.
     */
    @ParameterizedTest
    @ValueSource(strings = {"tpe", "bohb", "dehb", "genetic", "evolution", "differential", "cmaes", "portfolio"})
    void aStudyThatKnowsASimilarOneIsBetterThanOneThatDoesNot(String name) {
        assertThat(wins(strategy(name), 40)).isGreaterThanOrEqualTo(29);
    }

    /** As above; 9 of 10 by luck with a chance of 1.1 %. */
    @Test
    void aModelOfASimilarStudyHelps() {
        assertThat(wins(new BayesianSearch(new GaussianProcess(), "logei", 10, 128), 10))
                .isGreaterThanOrEqualTo(9);
        assertThat(wins(new ForestSearch(new RandomForest(), 10, 500, 0.2), 10)).isGreaterThanOrEqualTo(9);
    }

    private static int wins(Strategy<?> strategy, int seeds) {
        int wins = 0;
        for (int seed = 0; seed < seeds; seed++) {
            var earlier = observed(new Bowl(SampleSpaces.mixed(), 0.05, 10, 3), 100 + seed);
            wins += best(strategy, seed, List.of(earlier)) < best(strategy, seed, List.of()) ? 1 : 0;
        }
        return wins;
    }

    /** Models that order this study's trials well weigh much; one that orders them the wrong way round, nothing. */
    @Test
    void modelsWeighByTheOrderTheyExpect() {
        var space = SampleSpaces.oneReal();
        var points = new double[12][];
        var losses = new double[12];
        var reversed = new double[12];
        for (int i = 0; i < 12; i++) {
            points[i] = new double[] {i * 5 % 12 / 12.0};
            losses[i] = (points[i][0] - 0.4) * (points[i][0] - 0.4);
            reversed[i] = -losses[i];
        }
        var process = new GaussianProcess();
        var good = process.fit(space, points, losses, 1);
        var bad = process.fit(space, points, reversed, 1);
        double[] weights = RankedEnsemble.weights(List.of(bad, good), good, points, losses, 1);
        assertThat(weights[0]).isZero();
        assertThat(weights[1] + weights[2]).isCloseTo(1, within(1e-9));
        assertThat(RankedEnsemble.weights(
                        List.of(bad, good), good, Arrays.copyOf(points, 2), Arrays.copyOf(losses, 2), 1))
                .as("two observations say nothing: earlier studies weigh the same")
                .containsExactly(0.5, 0.5, 0);
        var joined = RankedEnsemble.of(List.of(bad, good), good, good, points, losses, 1);
        var query = new double[][] {{0.1}, {0.8}};
        for (int i = 0; i < 2; i++) {
            assertThat(joined.means(query)[i]).isCloseTo(good.means(query)[i], within(1e-9));
            assertThat(joined.predict(query).mean(i)).isCloseTo(joined.means(query)[i], within(1e-9));
        }
        double step = 1e-5;
        double slope = (joined.means(new double[][] {{0.3 + step}})[0] - joined.means(new double[][] {{0.3 - step}})[0])
                / (2 * step);
        assertThat(joined.slope(new double[] {0.3}).orElseThrow().meanSlope()[0])
                .isCloseTo(slope, within(1e-4 * (1 + Math.abs(slope))));
    }

    /** Taken up after a crash at any entry, without the earlier study, it decides what it would have. */
    @ParameterizedTest
    @ValueSource(strings = {"tpe", "cmaes", "dehb", "bohb", "genetic"})
    void aCrashChangesNothing(String name) {
        var bowl = new Bowl(SampleSpaces.mixed(), 0, 1, 0);
        var earlier = List.of(observed(new Bowl(SampleSpaces.mixed(), 0.05, 10, 3), 1));
        var start = begun(strategy(name), 3, 12);
        var whole = Simulation.of(start, bowl, 1).knowing(earlier).run();
        for (int cut = 1; cut < whole.entries().size(); cut += 5) {
            var recovered = start;
            for (var entry : whole.entries().subList(0, cut)) {
                recovered = recovered.apply(entry);
            }
            var rest = Simulation.of(recovered, bowl, 1).run();
            assertThat(rest.state().history().trials())
                    .extracting(Trial::configuration)
                    .isEqualTo(whole.state().history().trials().stream()
                            .map(Trial::configuration)
                            .toList());
        }
    }

    private static WarmStarted observed(Bowl bowl, long seed) {
        var random = RandomStream.of(seed, "observed", 0);
        var taken = new ArrayList<Precedent>();
        for (int i = 0; i < OBSERVED; i++) {
            var configuration = bowl.space().draw(random);
            taken.add(new Precedent(configuration, bowl.loss(configuration) + 0.02 * random.nextGaussian()));
        }
        taken.sort(Comparator.comparingDouble(Precedent::loss));
        return new WarmStarted("earlier", OBSERVED, taken, Map.of());
    }

    private static double best(Strategy<?> strategy, int seed, List<WarmStarted> earlier) {
        var bowl = new Bowl(SampleSpaces.mixed(), 0, 1, 0);
        var result = Simulation.of(begun(strategy, seed, TRIALS), bowl, 1)
                .knowing(earlier)
                .run();
        return result.state().history().trials().stream()
                .mapToDouble(trial -> bowl.loss(trial.configuration()))
                .min()
                .orElseThrow();
    }

    private static Strategy<?> strategy(String name) {
        var offer = Models.offers().stream()
                .filter(o -> o.name().equals(name))
                .findFirst()
                .orElseThrow();
        var study = SampleStudy.of(SampleSpaces.mixed()).strategy(SampleSettings.presets(offer));
        return offer.make().apply(study.strategy().settings(), study.spec());
    }

    private static StudyState begun(Strategy<?> strategy, int seed, int trials) {
        var study = SampleStudy.of(SampleSpaces.mixed()).seed(seed).limits(Limits.ofTrials(trials));
        return StudyState.initial(study.spec(), strategy, new FullTraining(1));
    }

    /** The squared distance, in units of [0, 1], from a point that may be moved; stretched and lifted. */
    private record Bowl(SearchSpace space, double moved, double stretched, double lifted) implements Problem {
        double loss(Configuration configuration) {
            double loss = 0;
            int place = 0;
            for (double unit : space.encode(configuration)) {
                double distance = unit - (0.3 + moved + 0.1 * place++);
                loss += distance * distance;
            }
            return lifted + stretched * loss;
        }

        @Override
        public Metrics measure(Configuration configuration, long seed, int epoch) {
            double noise = RandomStream.of(seed, "noise", epoch).nextGaussian();
            return Metrics.of(SampleStudy.METRIC, loss(configuration) + 0.002 * noise);
        }

        @Override
        public double seconds(Configuration configuration, int epoch) {
            return 1;
        }
    }
}
