package winnow.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winnow.scheduler.FullTraining;
import winnow.search.Limits;
import winnow.simulator.bench.Contest;
import winnow.simulator.bench.Regrets;
import winnow.simulator.function.FrontProblem;
import winnow.simulator.function.FrontProblems;
import winnow.study.Catalogue;
import winnow.study.StudySpec;
import winnow.study.StudyState;
import winnow.testkit.SampleSettings;
import winnow.testkit.SampleStudy;

/**
 * Strategies for several metrics find more of a front's hypervolume than random search does.
 *
 * <p>A sign test: a strategy that is no better than random search wins 14 or more of 16 seeds with probability 0.0021, and
 * all of 10 with probability 0.00098; a draw is no win. All is seeded, so that it either holds or not.
 */
class FrontStrengthTest {

    @ParameterizedTest
    @CsvSource({
        "nsga2, zdt1, 200, 16, 14",
        "nsga2, dtlz2, 200, 16, 14",
        "tpe, zdt1, 100, 16, 14",
        "tpe, tradeoff, 200, 16, 14",
        "bayesian, zdt1, 30, 10, 10",
        "bayesian, tradeoff, 30, 10, 10"
    })
    void leavesOutLessThanRandomSearch(String name, String problemName, int trials, int seeds, int wins) {
        var problem = FrontProblems.of(problemName).orElseThrow();
        int won = 0;
        for (int seed = 0; seed < seeds; seed++) {
            won += leftOut(name, problem, trials, seed) < leftOut("random", problem, trials, seed) ? 1 : 0;
        }
        assertThat(won).as("seeds won of %s", seeds).isGreaterThanOrEqualTo(wins);
    }

    private static double leftOut(String name, FrontProblem problem, int trials, int seed) {
        var offer = Catalogue.find(Models.offers(), name).orElseThrow();
        StudySpec spec = SampleStudy.of(problem.space())
                .strategy(SampleSettings.presets(offer))
                .limits(Limits.ofTrials(trials))
                .spec(problem.aims());
        var contest = new Contest(
                problem,
                spec,
                s -> StudyState.initial(s, offer.make().apply(s.strategy().settings(), s), new FullTraining(1)),
                1,
                trials);
        return Regrets.ofFronts(List.of(trials), contest.run(seed), problem)[0];
    }
}
