package winnow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {

    @Test
    void aFractionIsRoundedToWholeImages() {
        assertThat(Split.of(0.2, 6_000)).isEqualTo(new Split(4_800, 1_200));
        assertThat(Split.of(1.0 / 3, 10)).isEqualTo(new Split(7, 3));
    }

    @Test
    void aWholeNumberIsANumberOfImages() {
        assertThat(Split.of(10_000, 60_000)).isEqualTo(new Split(50_000, 10_000));
        assertThat(Split.of(1, 2)).isEqualTo(new Split(1, 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
    void anythingElseIsRefused(double validation) {
        assertThatThrownBy(() -> Split.of(validation, 100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("validation is " + validation);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.999, 100, 1000})
    void neitherPartMayBeEmpty(double validation) {
        assertThatThrownBy(() -> Split.of(validation, 100))
                .hasMessageEndingWith("of 100 training images: at least one must be left on either side");
    }
}
