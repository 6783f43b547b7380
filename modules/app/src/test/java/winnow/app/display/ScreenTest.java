package winnow.app.display;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScreenTest {
    @Test
    void breaksBetweenWordsAndIndentsWhatFollows() {
        assertThat(new Screen(30, false).wrapped("best     trial 9: validation_loss 0.46, accuracy 0.83", 9))
                .containsExactly("best     trial 9:", "         validation_loss 0.46,", "         accuracy 0.83");
        assertThat(new Screen(200, false).wrapped("a b", 4)).containsExactly("a b");
        assertThat(new Screen(20, false).wrapped("x".repeat(40), 4)).containsExactly("x".repeat(19) + "…");
    }

    /** What a trial says may hold anything; a terminal would obey it. */
    @Test
    void takesAwayWhatATerminalWouldObey() {
        assertThat(Screen.plain("a\u001b[31mb\r\nc\u202ed\u0007")).isEqualTo("a [31mb  c d ");
        assertThat(Screen.plain("größe 😀")).isEqualTo("größe 😀");
    }
}
