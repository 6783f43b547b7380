package winnow.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.search.Surrogate;

class TchebycheffTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    @Test
    void isTheGreatestWeightedLossAndATwentiethOfTheirSumByTheFrontsRange() {
        double[][] losses = {{0, 10}, {2, 0}, {1, 5}, {1, 40}};
        double[] joined = new Tchebycheff(0.25, 0.75).of(losses);
        assertThat(joined[0]).isCloseTo(0.75 + 0.05 * 0.75, within(1e-12));
        assertThat(joined[1]).isCloseTo(0.25 + 0.05 * 0.25, within(1e-12));
        assertThat(joined[2]).isCloseTo(0.375 + 0.05 * 0.5, within(1e-12));
        assertThat(joined[3]).isCloseTo(3 + 0.05 * 3.125, within(1e-12));
    }

    @Test
    void theLeastOfItIsNeverDominated() {
        for (int round = 0; round < 200; round++) {
            var random = RandomStream.of(1, "round", round);
            double[][] losses = new double[15][3];
            for (var row : losses) {
                java.util.Arrays.setAll(row, j -> random.nextDouble());
            }
            double[] joined = Tchebycheff.drawn(3, random).of(losses);
            int least = 0;
            for (int i = 0; i < joined.length; i++) {
                least = joined[i] < joined[least] ? i : least;
            }
            assertThat(winnow.search.Dominance.fronts(losses)[least]).isZero();
        }
    }

    @Test
    void whatCouldNotBeMeasuredIsInfeasibleAndOneLossStaysAsItIs() {
        assertThat(new Tchebycheff(0.5, 0.5).of(new double[][] {{1, INF}, {INF, INF}}))
                .containsOnly(Surrogate.INFEASIBLE);
        assertThat(new Tchebycheff(1).of(new double[][] {{3}, {INF}})).containsExactly(3, INF);
        assertThat(new Tchebycheff(0.5, 0.5).of(new double[][] {{4, 4}, {4, 4}}))
                .containsExactly(0, 0);
    }

    @Test
    void weightsAreSpreadEvenly() {
        int below = 0;
        for (int draw = 0; draw < 4_000; draw++) {
            double[] one =
                    Tchebycheff.drawn(2, RandomStream.of(5, "weights", draw)).of(new double[][] {{0, 1}, {1, 0}});
            below += one[0] < one[1] ? 1 : 0;
        }
        assertThat(below).isBetween(1_850, 2_150);
    }
}
