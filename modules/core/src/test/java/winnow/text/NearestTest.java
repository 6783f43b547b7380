package winnow.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> WORDS = List.of("learning_rate", "momentum", "optimizer", "sgd", "adam", "asha");

    @Test
    void findsSwappedMissingExtraAndWrongLetters() {
        assertThat(Nearest.to("laerning_rate", WORDS)).contains("learning_rate");
        assertThat(Nearest.to("momentm", WORDS)).contains("momentum");
        assertThat(Nearest.to("optimiser", WORDS)).contains("optimizer");
        assertThat(Nearest.to("sdg", WORDS)).contains("sgd");
        assertThat(Nearest.to("Adam", WORDS)).contains("adam");
    }

    @Test
    void isSilentWhenNothingIsNear() {
        assertThat(Nearest.to("dropout", WORDS)).isEmpty();
        assertThat(Nearest.to("x", WORDS)).isEmpty();
        assertThat(Nearest.to("", WORDS)).isEmpty();
        assertThat(Nearest.to("a".repeat(1_000_000), WORDS)).isEmpty();
        assertThat(Nearest.to("sgd", List.of())).isEmpty();
    }

    @Test
    void aOneLetterWordIsNotReplacedByAnotherLetter() {
        assertThat(Nearest.to("x", List.of("y"))).isEmpty();
    }

    @Test
    void prefersTheNearestThenTheFirst() {
        assertThat(Nearest.to("bat", List.of("bad", "bat", "cat"))).contains("bat");
        assertThat(Nearest.to("dat", List.of("bat", "cat"))).contains("bat");
    }

    @Test
    void hintsNameTheNearWordOrListTheKnown() {
        assertThat(Nearest.hint("sdg", WORDS)).isEqualTo("; did you mean 'sgd'?");
        assertThat(Nearest.hint("rmsprop", List.of("sgd", "adam"))).isEqualTo("; known: sgd, adam");
        assertThat(Nearest.hint("rmsprop", List.of())).isEmpty();
    }
}
