package winnow.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import winnow.scheduler.FullTraining;
import winnow.search.Limits;
import winnow.search.StudyEvent.Ending;
import winnow.search.StudyEvent.StrategyExhausted;
import winnow.simulator.Problem;
import winnow.simulator.Simulation;
import winnow.space.Configuration;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.study.StudyState;
import winnow.surrogate.GaussianProcess;
import winnow.testkit.SampleStudy;
import winnow.trial.Metrics;
import winnow.trial.Trial;

/** A study ends when its model expects nothing more. */
class EarlyEndTest {
    private static final int TRIALS = 40;
    private static final SearchSpace SPACE =
            SearchSpace.of(RealParameter.of("x", 0, 1, Scale.LINEAR), RealParameter.of("y", 0, 1, Scale.LINEAR));

    /** A bowl: the least loss is 0, and a median configuration has about 0.15. */
    private static final Problem BOWL = new Problem() {
        @Override
        public Metrics measure(Configuration configuration, long seed, int epoch) {
            return Metrics.of(SampleStudy.METRIC, loss(configuration));
        }

        @Override
        public double seconds(Configuration configuration, int epoch) {
            return 1;
        }
    };

    private static double loss(Configuration c) {
        double x = c.real("x") - 0.3;
        double y = c.real("y") - 0.6;
        return x * x + y * y;
    }

    private static StudyState begun(double least, int startup, long seed) {
        var study = SampleStudy.of(SPACE).seed(seed).limits(Limits.ofTrials(TRIALS));
        var strategy = new BayesianSearch(new GaussianProcess(), "logei", startup, 128, least);
        return StudyState.initial(study.spec(), strategy, new FullTraining(1));
    }

    @Test
    void onAnEasyFunctionItEndsEarlyAndHasFoundTheBest() {
        for (int seed = 0; seed < 5; seed++) {
            var end = Simulation.of(begun(0.01, 6, seed), BOWL, 1).run().state();
            var trials = end.history().trials();
            assertThat(trials.size()).as("seed %d", seed).isBetween(6 + 5, TRIALS - 5);
            assertThat(trials.stream()
                            .mapToDouble(t -> loss(t.configuration()))
                            .min()
                            .orElseThrow())
                    .as("seed %d: within a hundredth of a median configuration's distance", seed)
                    .isLessThan(0.0015);
            assertThat(end.standing().ending()).contains(Ending.EXHAUSTED);
            assertThat(end.standing().reason())
                    .contains("no configuration is expected to improve on the best by more than")
                    .contains("least_improvement is 0.01");
        }
    }

    @Test
    void withABoundOfNothingItNeverEnds() {
        var end = Simulation.of(begun(0, 6, 1), BOWL, 1).run().state();
        assertThat(end.history().trials()).hasSize(TRIALS);
        assertThat(end.standing().ending()).contains(Ending.TRIALS);
    }

    /** Even where anything would do, it has seen its start and as many trials as it takes to be sure. */
    @Test
    void neverEndsBeforeItsStartIsOver() {
        var end = Simulation.of(begun(1, 15, 2), BOWL, 4).run().state();
        assertThat(end.history().trials().size()).isBetween(15 + 5, TRIALS - 1);
    }

    /** Until it ends it searches as one that does not, so that ending loses what comes after and nothing else. */
    @Test
    void itsTrialsAreTheFirstOfTheSearchThatGoesOn() {
        var whole =
                Simulation.of(begun(0, 6, 3), BOWL, 1).run().state().history().trials();
        var early = Simulation.of(begun(0.01, 6, 3), BOWL, 1)
                .run()
                .state()
                .history()
                .trials();
        assertThat(early.size()).isLessThan(whole.size());
        assertThat(early)
                .extracting(Trial::configuration)
                .isEqualTo(whole.subList(0, early.size()).stream()
                        .map(Trial::configuration)
                        .toList());
    }

    /** The end is in the journal: a study taken up after it does not ask its model again. */
    @Test
    void theEndIsAnEventThatAReplayReads() {
        var start = begun(0.01, 6, 4);
        var run = Simulation.of(start, BOWL, 1).run();
        assertThat(run.entries())
                .flatExtracting(entry -> entry.events())
                .filteredOn(StrategyExhausted.class::isInstance)
                .hasSize(1);
        var replayed = start;
        for (var entry : run.entries()) {
            replayed = replayed.apply(entry);
        }
        assertThat(replayed.decidesLike(run.state())).isTrue();
        assertThat(replayed.exhaustion()).isPresent();
        assertThat(replayed.isFinished()).isTrue();
    }
}
