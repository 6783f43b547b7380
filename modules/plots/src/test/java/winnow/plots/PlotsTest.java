package winnow.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlotsTest {

    @Test
    void d3ComesWithItsLicence() {
        assertThat(Plots.d3())
                .contains("Permission to use, copy, modify")
                .contains("d3js.org v7.9.0")
                .hasSizeLessThan(300_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "study",
                "show",
                "curves",
                "ladder",
                "parallel",
                "slices",
                "importance",
                "progress",
                "timeline",
                "leaderboard",
                "comparison",
                "trial"
            })
    void scriptsDefineEachFunctionOnce(String function) {
        var definitions = Pattern.compile("(?m)^  winnow\\." + function + " = ")
                .matcher(Plots.scripts())
                .results();

        assertThat(definitions).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "innerHTML",
                "outerHTML",
                "insertAdjacentHTML",
                "document.write",
                ".html(",
                "eval(",
                "new Function",
                "javascript:",
                "setAttribute(\"style",
                "attr(\"style",
                "fetch(",
                "XMLHttpRequest",
                "import(",
                "http:",
                "https:"
            })
    void scriptsNeitherMakeMarkupOfTextNorRunItNorUseTheNetwork(String construct) {
        assertThat((Plots.scripts() + Plots.anytime()).replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain(construct);
    }

    @Test
    void scriptsSetNoHandlerByAttribute() {
        assertThat(Pattern.compile("(attr|setAttribute)\\(\\s*\"on")
                        .matcher(Plots.scripts())
                        .find())
                .isFalse();
    }

    @Test
    void styleLoadsNothing() {
        assertThat(Plots.style()).doesNotContain("url(").doesNotContain("@import");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a</ScRiPt>b", "</style >", "x<!-- y", "<script"})
    void textThatWouldEndItsElementIsRefused(String text) {
        assertThatThrownBy(() -> Plots.embeddable("x.js", text))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("x.js");
    }
}
