package winnow.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SteadyMathTest {

    @Test
    void expIsThatOfStrictMath() {
        for (double x = -699; x < 699; x += 0.137) {
            assertThat(SteadyMath.exp(x) / StrictMath.exp(x)).as("exp(%s)", x).isCloseTo(1, within(1e-12));
        }
        assertThat(SteadyMath.exp(0)).isEqualTo(1);
        assertThat(SteadyMath.exp(-701)).isZero();
        assertThat(SteadyMath.exp(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(SteadyMath.exp(Double.POSITIVE_INFINITY)).isInfinite();
        assertThat(SteadyMath.exp(Double.NaN)).isNaN();
    }

    @Test
    void sumOfExpsIsNearlyThat() {
        for (double x = 0; x > -60; x -= 0.137) {
            assertThat(SteadyMath.sumOfExps(new double[] {3 + x}, 3))
                    .as("exp(%s)", x)
                    .isCloseTo(StrictMath.exp(x), within(2e-10));
        }
        for (int n = 1; n < 12; n++) {
            double[] xs = new double[n];
            double sum = 0;
            for (int i = 0; i < n; i++) {
                xs[i] = 7 - 0.3 * i;
                sum += StrictMath.exp(-0.3 * i);
            }
            assertThat(SteadyMath.sumOfExps(xs, 7)).isCloseTo(sum, within(1e-9));
        }
        assertThat(SteadyMath.sumOfExps(new double[] {Double.NEGATIVE_INFINITY, 0}, 0))
                .isEqualTo(1);
    }

    /** Values of tables of the normal distribution. */
    @Test
    void normalBelowIsThatOfTables() {
        assertThat(SteadyMath.normalBelow(0)).isCloseTo(0.5, within(1e-12));
        assertThat(SteadyMath.normalBelow(1)).isCloseTo(0.841344746068543, within(1e-12));
        assertThat(SteadyMath.normalBelow(-2)).isCloseTo(0.0227501319481792, within(1e-13));
        assertThat(SteadyMath.normalBelow(-8)).isCloseTo(6.22096057427178e-16, within(1e-22));
        assertThat(SteadyMath.normalBelow(-40)).isZero();
        assertThat(SteadyMath.normalBelow(40)).isEqualTo(1);
    }

    @Test
    void normalQuantileIsItsInverse() {
        for (double p = 0.0005; p < 1; p += 0.0005) {
            assertThat(SteadyMath.normalBelow(SteadyMath.normalQuantile(p))).isCloseTo(p, within(1e-9));
        }
        assertThat(SteadyMath.normalQuantile(1e-12)).isCloseTo(-7.034484, within(1e-5));
        assertThatThrownBy(() -> SteadyMath.normalQuantile(1)).hasMessageContaining("1.0");
    }
}
