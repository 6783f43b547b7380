package winnow.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winnow.random.RandomStream;
import winnow.scheduler.FullTraining;
import winnow.search.Limits;
import winnow.search.Strategy;
import winnow.simulator.Problem;
import winnow.simulator.Simulation;
import winnow.space.Configuration;
import winnow.space.SearchSpace;
import winnow.study.Offer;
import winnow.study.StudyState;
import winnow.testkit.SampleSettings;
import winnow.testkit.SampleSpaces;
import winnow.testkit.SampleStudy;
import winnow.trial.Metrics;

/**
 * Strategies that learn beat random search, on smooth functions with a little noise, over spaces of every kind, with one
 * and with eight trials at once.
 *
 * <p>A sign test over 40 seeds: a strategy that is no better than random search wins 33 or more with probability 2.1e-5.
 * All is seeded, so that it either holds or not.
 */
class StrengthTest {
    private static final int SEEDS = 40;
    private static final int WINS = 33;
    private static final int TRIALS = 200;

    /** What random search reached, by space, seed and slots. */
    private static final Map<List<Object>, Double> RANDOM = new ConcurrentHashMap<>();

    static Stream<String> learning() {
        return Stream.of("tpe", "genetic", "evolution", "differential", "cmaes", "portfolio");
    }

    @ParameterizedTest
    @MethodSource("learning")
    void beatsRandomSearchOnMixedParameters(String name) {
        assertThat(wins(name, SampleSpaces.mixed(), 1)).isGreaterThanOrEqualTo(WINS);
    }

    @ParameterizedTest
    @MethodSource("learning")
    void beatsRandomSearchOnConditionalParametersWithEightSlots(String name) {
        assertThat(wins(name, SampleSpaces.conditional(), 8)).isGreaterThanOrEqualTo(WINS);
    }

    private static int wins(String name, SearchSpace space, int slots) {
        int wins = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            int number = seed;
            double rival =
                    RANDOM.computeIfAbsent(List.of(space, seed, slots), key -> best("random", space, number, slots));
            wins += best(name, space, seed, slots) < rival ? 1 : 0;
        }
        return wins;
    }

    /** The noise-free loss of the best configuration that a study tried. */
    private static double best(String name, SearchSpace space, int seed, int slots) {
        Offer<Strategy<?>> offer = Strategies.offers().stream()
                .filter(o -> o.name().equals(name))
                .findFirst()
                .orElseThrow();
        var study = SampleStudy.of(space)
                .seed(seed)
                .strategy(SampleSettings.presets(offer))
                .limits(Limits.ofTrials(TRIALS));
        var strategy = offer.make().apply(study.strategy().settings(), study.spec());
        var bowl = new Bowl(space);
        var result = Simulation.of(StudyState.initial(study.spec(), strategy, new FullTraining(1)), bowl, slots)
                .run();
        return result.state().history().trials().stream()
                .mapToDouble(trial -> bowl.loss(trial.configuration()))
                .min()
                .orElseThrow();
    }

    /** The squared distance from 0.3, 0.4, ... in units of [0, 1], a parameter without a value counting 0.1. */
    private record Bowl(SearchSpace space) implements Problem {
        double loss(Configuration configuration) {
            double loss = 0;
            int place = 0;
            for (double unit : space.encode(configuration)) {
                double distance = unit - (0.3 + 0.1 * place++);
                loss += Double.isNaN(unit) ? 0.1 : distance * distance;
            }
            return loss;
        }

        @Override
        public Metrics measure(Configuration configuration, long seed, int epoch) {
            double noise = RandomStream.of(seed, "noise", epoch).nextGaussian();
            return Metrics.of(SampleStudy.METRIC, loss(configuration) + 0.002 * noise);
        }

        @Override
        public double seconds(Configuration configuration, int epoch) {
            return 1 + space.encode(configuration)[0];
        }
    }
}
