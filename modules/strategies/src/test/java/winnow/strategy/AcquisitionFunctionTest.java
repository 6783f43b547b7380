package winnow.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AcquisitionFunctionTest {
    private static final NormalDistribution NORMAL = new NormalDistribution(0, 1);

    @Test
    void theNormalDistributionIsThatOfTheTextbook() {
        for (double z = -6; z < 6; z += 0.0173) {
            double below = NORMAL.cumulativeProbability(z);
            assertThat(NormalTail.below(z)).isCloseTo(below, within(1e-9 * below));
            assertThat(NormalTail.density(z)).isCloseTo(NORMAL.density(z), within(1e-14));
        }
    }

    /** The integral of below(t) up to z, by Simpson's rule, is the mean excess. */
    @Test
    void theExcessIsTheIntegralOfTheDistribution() {
        for (double z : new double[] {-5, -2.001, -1.999, 0, 2}) {
            double sum = 0;
            double h = 0.001;
            for (int i = 0; i < 20_000; i += 2) {
                double right = z - i * h;
                sum += h
                        / 3
                        * (NormalTail.below(right) + 4 * NormalTail.below(right - h) + NormalTail.below(right - 2 * h));
            }
            assertThat(Math.exp(NormalTail.logExcess(z))).isCloseTo(sum, within(1e-9 * sum));
        }
    }

    /** For large x, excess(-x) = density(x) / x^2 (1 - 6 / x^2 + ...): far below what a double holds. */
    @Test
    void theLogarithmReachesFarIntoTheTail() {
        double x = 1e3;
        double expected = -x * x / 2 - 0.5 * Math.log(2 * Math.PI) - 2 * Math.log(x);
        assertThat(NormalTail.logExcess(-x)).isCloseTo(expected, within(1e-4));
    }

    @ParameterizedTest
    @EnumSource(AcquisitionFunction.class)
    void slopesAreDerivatives(AcquisitionFunction function) {
        double h = 1e-6;
        for (double mean : new double[] {-2, 0.1, 1, 6}) {
            for (double deviation : new double[] {0.3, 1, 2}) {
                double byMean =
                        (function.worth(mean + h, deviation, 0.4) - function.worth(mean - h, deviation, 0.4)) / (2 * h);
                double byDeviation =
                        (function.worth(mean, deviation + h, 0.4) - function.worth(mean, deviation - h, 0.4)) / (2 * h);
                assertThat(function.byMean(mean, deviation, 0.4))
                        .isCloseTo(byMean, within(1e-5 * (1 + Math.abs(byMean))));
                assertThat(function.byDeviation(mean, deviation, 0.4))
                        .isCloseTo(byDeviation, within(1e-5 * (1 + Math.abs(byDeviation))));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(AcquisitionFunction.class)
    void aLowerMeanIsWorthMore(AcquisitionFunction function) {
        assertThat(function.worth(-1, 0.5, 0)).isGreaterThan(function.worth(1, 0.5, 0));
        assertThat(function.worth(40, 0.5, 0)).isNotNaN();
    }
}
