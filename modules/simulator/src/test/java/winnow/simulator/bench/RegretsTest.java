package winnow.simulator.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.simulator.GradedProblem;
import winnow.space.Configuration;
import winnow.space.IntegerParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.space.Value;
import winnow.trial.Metrics;

class RegretsTest {
    private static final RandomStream RANDOM = RandomStream.of(1, "test", 0);

    /** The regret is the number. */
    private static final GradedProblem NUMBERS = new GradedProblem() {
        @Override
        public String name() {
            return "numbers";
        }

        @Override
        public SearchSpace space() {
            return SearchSpace.of(IntegerParameter.of("n", 0, 9, Scale.LINEAR));
        }

        @Override
        public double regret(Configuration configuration) {
            return configuration.real("n");
        }

        @Override
        public Metrics measure(Configuration configuration, long seed, int epoch) {
            return Metrics.of(METRIC, configuration.real("n"));
        }
    };

    /** Trials of numbers and the losses seen. */
    private static Contest.Run run(double... numbersAndLosses) {
        var evaluations = new ArrayList<Evaluation>();
        for (int i = 0; i < numbersAndLosses.length; i += 2) {
            var configuration = new Configuration(Map.of("n", Value.of((long) numbersAndLosses[i])));
            evaluations.add(new Evaluation(i / 2, configuration, 1, numbersAndLosses[i + 1], i));
        }
        return new Contest.Run(evaluations, 0);
    }

    private static double[] regrets(List<Integer> points, Contest.Run run, IncumbentRule rule) {
        return Regrets.after(points, run, NUMBERS, rule, 9, RANDOM);
    }

    @Test
    void theLowestLossSeenIsGradedByTheTruth() {
        var run = run(5, 2.0, 3, 1.0, 8, 0.5, 1, 0.5, 0, 7.0);

        assertThat(regrets(List.of(1, 2, 3, 5), run, IncumbentRule.LOWEST)).containsExactly(5, 3, 8, 8);
    }

    @Test
    void aRunThatEndedEarlyKeepsItsLastRegret() {
        assertThat(regrets(List.of(1, 10, 100), run(5, 2.0, 3, 1.0), IncumbentRule.LOWEST))
                .containsExactly(5, 3, 3);
    }

    @Test
    void aGoodMeanBeatsALuckyValue() {
        var run = run(4, 0.0, 4, 9.0, 2, 1.0, 2, 1.0, 7, 9.0);

        assertThat(regrets(List.of(5), run, IncumbentRule.LOWEST)).containsExactly(4);
        assertThat(regrets(List.of(5), run, new ShrunkenMean(0))).containsExactly(2);
        // the mean of all is 4: once 0.5 is (0.5 + 4) / 2, twice 1 is (2 + 4) / 3
        var once = run(4, 0.5, 2, 1.0, 2, 1.0, 7, 13.5);
        assertThat(regrets(List.of(4), once, new ShrunkenMean(0))).containsExactly(4);
        assertThat(regrets(List.of(4), once, new ShrunkenMean(1))).containsExactly(2);
    }

    @Test
    void aLineHasMeansAndTheIntervalAtTheLastPointButOne() {
        var scores = new Scores(
                "random", "mlp/car", List.of(10, 100, 200), List.of(new double[] {1, 0.2, 0.1}, new double[] {
                    0.5, 0.4, 0.3
                }));

        assertThat(scores.line("0.1.0"))
                .isEqualTo("winnow 0.1.0 random mlp/car: @10 0.7500 @100 0.3000 @200 0.2000 ±0.1960 (2 seeds)");
        assertThat(Scores.geometricMean(List.of(scores, scores), 1, 0.1)).isCloseTo(0.4, within(1e-12));
    }
}
