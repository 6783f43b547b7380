package winnow.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CurveTest {

    private static Curve of(int first, int epochs) {
        var curve = Curve.EMPTY;
        for (int epoch = first; epoch < first + epochs; epoch++) {
            curve = curve.plus(epoch, new double[] {epoch});
        }
        return curve;
    }

    @Test
    void aShortCurveIsWhole() {
        var curve = of(3, Curve.MOST);

        assertThat(curve.every()).isEqualTo(1);
        assertThat(curve.first()).isEqualTo(3);
        assertThat(curve.rows()).hasSize(Curve.MOST);
    }

    @Test
    void aLongCurveIsThinnedEvenly() {
        for (int epochs = 1; epochs < 3000; epochs += 7) {
            var curve = of(5, epochs);
            assertThat(curve.rows()).hasSizeBetween(Math.min(epochs, Curve.MOST / 2), Curve.MOST);
            for (int row = 0; row < curve.rows().size(); row++) {
                assertThat(curve.value(row, 0)).isEqualTo(5 + row * curve.every());
            }
            assertThat(5 + (curve.rows().size() - 1) * curve.every()).isGreaterThan(5 + epochs - 1 - curve.every());
        }
    }

    @Test
    void aCurveSharesItsBeginningUntilItIsThinned() {
        assertThat(of(1, 10).sharedWith(of(1, 7))).isEqualTo(7);
        assertThat(of(1, Curve.MOST + 1).sharedWith(of(1, Curve.MOST))).isZero();
        assertThat(of(4, 3).sharedWith(Curve.EMPTY)).isZero();
    }

    @Test
    void aMetricThatWasNotKnownYetHasNoValue() {
        var curve = Curve.EMPTY.plus(1, new double[] {1}).plus(2, new double[] {1, 2});

        assertThat(curve.value(0, 1)).isNaN();
        assertThat(curve.value(1, 1)).isEqualTo(2);
    }
}
