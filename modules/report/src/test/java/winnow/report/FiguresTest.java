package winnow.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0.28714, 0.2871",
        "12, 12",
        "-3, -3",
        "1250.04, 1250",
        "0.000032, 3.2e-5",
        "12345678.9, 1.235e7",
        "0, 0",
        "0.99999, 1",
        "NaN, not a number",
        "Infinity, infinite"
    })
    void numbersHaveFourDigits(double number, String expected) {
        assertThat(Figures.number(number)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "41.26, 41.3 s",
        "59.96, 1 min 00 s",
        "192, 3 min 12 s",
        "3599.7, 1 h 00 min",
        "7500, 2 h 05 min"
    })
    void durationsHaveTwoUnits(double seconds, String expected) {
        assertThat(Figures.duration(seconds)).isEqualTo(expected);
    }

    @Test
    void markupEscapesEverythingThatMeansSomething() {
        assertThat(Markup.escape("<a href=\"x\" id='y'>&amp;</a>"))
                .isEqualTo("&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
    }
}
