package winnow.app.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winnow.space.Value;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0.51234, 0.5123",
        "0.8, 0.8000",
        "0.012345, 0.01235",
        "1, 1.000",
        "12.3456, 12.35",
        "1234.4, 1234",
        "0, 0.0000",
        "-0.51234, -0.5123",
        "0.00001234, 1.234e-05",
        "123456789, 1.235e+08",
        "NaN, NaN"
    })
    void measuresShowFourDigitsThatCount(double value, String shown) {
        assertThat(Figures.measure(value)).isEqualTo(shown);
    }

    @Test
    void valuesOfParametersShowNoMoreThanTheyHave() {
        assertThat(Figures.value(Value.of(0.9))).isEqualTo("0.9");
        assertThat(Figures.value(Value.of(0.0123456))).isEqualTo("0.01235");
        assertThat(Figures.value(Value.of(64))).isEqualTo("64");
        assertThat(Figures.value(Value.of("sgd"))).isEqualTo("sgd");
    }

    @ParameterizedTest
    @CsvSource({"0, 0:00", "7, 0:07", "750, 12:30", "3723, 1:02:03", "-5, 0:00"})
    void clocksCountSeconds(long seconds, String shown) {
        assertThat(Figures.clock(Duration.ofSeconds(seconds))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1300, 1.3 kB", "999999, 1.0 MB", "177704000, 178 MB"})
    void bytesHaveAUnit(long bytes, String shown) {
        assertThat(Figures.bytes(bytes)).isEqualTo(shown);
    }

    @Test
    void aShareIsNotWholeBeforeItIs() {
        assertThat(Figures.percent(0.999)).isEqualTo("99 %");
        assertThat(Figures.percent(1)).isEqualTo("100 %");
    }

    @Test
    void oneIsNotMany() {
        assertThat(Figures.count(1, "trial")).isEqualTo("1 trial");
        assertThat(Figures.count(0, "trial")).isEqualTo("0 trials");
    }
}
