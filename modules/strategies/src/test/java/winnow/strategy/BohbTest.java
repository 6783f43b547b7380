package winnow.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.search.Limits;
import winnow.simulator.Simulation;
import winnow.simulator.SyntheticCurves;
import winnow.study.StudyState;
import winnow.testkit.SampleSpaces;
import winnow.testkit.SampleStudy;
import winnow.testkit.Straight;
import winnow.testkit.StrategyContract;

class BohbTest extends StrategyContract {

    BohbTest() {
        super(Bohb.offer(), "1068395b07886fae");
    }

    /**
     * On 20 smooth problems of five parameters, 60 trials: it ends with a lower loss than random search on at least 14.
     * A strategy no better than random would do so in 6 % of runs; seeds are fixed.
     */
    @Test
    void beatsRandomSearch() {
        long better = IntStream.range(0, 20)
                .filter(seed -> best(new Bohb(1.0 / 3, 15, 64, 3), seed) < best(new RandomSearch(), seed))
                .count();
        assertThat(better).isGreaterThanOrEqualTo(14);
    }

    private static double best(winnow.search.Strategy<?> strategy, int seed) {
        var study = SampleStudy.of(SampleSpaces.mixed()).seed(seed).limits(Limits.ofTrials(60));
        var curves = new SyntheticCurves(
                SampleSpaces.mixed(), RandomStream.of(seed, "problem", 0).nextLong(), 0, SampleStudy.METRIC);
        var start = StudyState.initial(study.spec(), strategy, new Straight(3));
        return Simulation.of(start, curves, 1)
                .run()
                .state()
                .history()
                .incumbent()
                .orElseThrow()
                .loss();
    }
}
