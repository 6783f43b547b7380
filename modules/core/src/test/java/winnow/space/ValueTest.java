package winnow.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winnow.random.RandomStream;

class ValueTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "1, 1.0",
        "0.01, 0.01",
        "-0.5, -0.5",
        "1e-4, 0.0001",
        "1e-5, 1e-5",
        "1.5e-7, 1.5e-7",
        "1e15, 1000000000000000.0",
        "1e16, 1e16",
        "-1.25e20, -1.25e20",
        "123456.789, 123456.789",
        "5.684341886080802e-14, 5.684341886080802e-14",
        "2e23, 2e23",
        "4.9e-324, 4.9e-324",
        "2e-3, 0.002"
    })
    void realsAreWrittenShortWithAPointOrAnExponent(double value, String text) {
        assertThat(Value.of(value).text()).isEqualTo(text);
    }

    @Test
    void everyRealIsReadBackFromItsText() {
        RandomStream r = RandomStream.of(1, "texts", 0);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(r.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(Value.of(value).text())).isEqualTo(value);
            }
        }
    }

    @Test
    void otherKindsAreWrittenPlainly() {
        assertThat(Value.of(64).text()).isEqualTo("64");
        assertThat(Value.of("sgd").text()).isEqualTo("sgd");
        assertThat(Value.of(true).text()).isEqualTo("true");
    }

    @Test
    void onlyNumbersHaveANumber() {
        assertThat(Value.of(64).number()).isEqualTo(64);
        assertThat(Value.of(0.5).number()).isEqualTo(0.5);
        assertThatIllegalStateException()
                .isThrownBy(() -> Value.of("sgd").number())
                .withMessageContaining("sgd");
        assertThatIllegalStateException().isThrownBy(() -> Value.of(true).number());
    }

    @Test
    void notANumberAndInfinityAreNoValues() {
        assertThatIllegalArgumentException().isThrownBy(() -> Value.of(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Value.of(Double.POSITIVE_INFINITY));
    }

    @Test
    void minusZeroIsZeroAndKindsDiffer() {
        assertThat(Value.of(-0.0)).isEqualTo(Value.of(0.0));
        assertThat(Value.of(1)).isNotEqualTo(Value.of(1.0));
        assertThat(Value.of(1).sameAs(Value.of(1.0))).isTrue();
        assertThat(Value.of("1").sameAs(Value.of(1))).isFalse();
    }
}
