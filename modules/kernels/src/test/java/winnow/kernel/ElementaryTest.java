package winnow.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ElementaryTest {
    private static final int COUNT = 1 << 16;

    @Test
    void expIsWithinTwoUnitsInTheLastPlace() {
        float[] x = evenly(-87, 88);
        float[] y = x.clone();
        Elementary.exp(y, 0, COUNT);
        near(x, y, Math::exp, 2);
    }

    @Test
    void expOfVeryNegativeNumbersIsTinyButNormal() {
        float[] x = new float[16];
        Arrays.fill(x, -1000);
        x[1] = Float.NEGATIVE_INFINITY;
        Elementary.exp(x, 0, 16);
        for (float y : x) {
            assertThat(y).isBetween(Float.MIN_NORMAL, 1e-37f);
        }
    }

    @Test
    void expOfNotANumberIsNotANumber() {
        float[] x = new float[16];
        x[3] = Float.NaN;
        Elementary.exp(x, 0, 16);
        assertThat(x[3]).isNaN();
        assertThat(x[0]).isEqualTo(1f);
    }

    @Test
    void expm1IsAccurateNearZeroToo() {
        float[] x = evenly(-20, 20);
        float[] y = x.clone();
        Elementary.expm1(y, 0, COUNT);
        near(x, y, Math::expm1, 3);
        float[] small = evenly(-1e-3, 1e-3);
        float[] z = small.clone();
        Elementary.expm1(z, 0, COUNT);
        near(small, z, Math::expm1, 2);
    }

    @Test
    void logIsAccurate() {
        float[] x = evenly(1.5, 300);
        near(x, logarithms(x), Math::log, 3);
        float[] small = evenly(1, 1.5);
        float[] y = logarithms(small);
        for (int i = 0; i < COUNT; i++) {
            assertThat(Math.abs(y[i] - Math.log(small[i]))).isLessThan(1.2e-7);
        }
        assertThat(Elementary.log(Float.NaN)).isNaN();
        assertThat(Elementary.log(Float.POSITIVE_INFINITY)).isNaN();
    }

    private static float[] logarithms(float[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = Elementary.log(x[i]);
        }
        return y;
    }

    @Test
    void tanhIsAccurateAndSaturates() {
        float[] x = evenly(-12, 12);
        float[] y = x.clone();
        new Activations(Activation.TANH).apply(y, COUNT);
        near(x, y, Math::tanh, 4);
        float[] far = new float[16];
        far[0] = 1e30f;
        far[1] = Float.NEGATIVE_INFINITY;
        new Activations(Activation.TANH).apply(far, 16);
        assertThat(far).startsWith(1f, -1f);
    }

    @Test
    void eluIsAccurate() {
        float[] x = evenly(-30, 5);
        float[] y = x.clone();
        new Activations(Activation.ELU).apply(y, COUNT);
        near(x, y, v -> v > 0 ? v : Math.expm1(v), 3);
    }

    private static float[] evenly(double low, double high) {
        float[] x = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            x[i] = (float) (low + (high - low) * i / COUNT);
        }
        return x;
    }

    private static void near(float[] x, float[] y, DoubleUnaryOperator f, double ulps) {
        double worst = 0;
        for (int i = 0; i < x.length; i++) {
            double right = f.applyAsDouble(x[i]);
            worst = Math.max(worst, Math.abs(y[i] - right) / Math.ulp((float) right));
        }
        assertThat(worst).as("units in the last place").isLessThanOrEqualTo(ulps);
    }
}
