package winnow.plots;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void longTextsAreCutBetweenCharacters() {
        assertThat(PlainText.shortened("abcdef", 6)).isEqualTo("abcdef");
        assertThat(PlainText.shortened("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(PlainText.shortened("abcd😀fg", 6)).isEqualTo("abcd…");
    }

    @Test
    void charactersThatWouldRearrangeThePageAreReplaced() {
        assertThat(PlainText.of("a\nb\t\u202e\u2066\u0000\u2028\ud800\uffff😀ü"))
                .isEqualTo("a\nb\t������😀ü");
    }
}
