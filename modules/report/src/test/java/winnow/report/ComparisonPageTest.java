package winnow.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import winnow.report.ComparisonPage.Curve;
import winnow.report.ComparisonPage.Group;
import winnow.report.ComparisonPage.Step;
import winnow.trial.Goal;

class ComparisonPageTest {
    private static final String HOSTILE = "</script><script>alert(1)</script>\"'&";

    private static String page(String words) {
        var curve = new Curve(words, 9, 900, List.of(new Step(1, 100, 0.5), new Step(4, 400, 0.25)));
        return new ComparisonPage(
                        words,
                        words,
                        Goal.MAXIMIZE,
                        9,
                        List.of(new Group(words, List.of(curve)), new Group("b", List.of(curve, curve))),
                        List.of("group", words),
                        List.of(List.of(words, "1"), List.of("b", words)),
                        List.of(words))
                .html();
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from) + from.length();
        return text.substring(start, text.indexOf(to, start));
    }

    @Test
    void namesAreOnlyTextInIt() {
        var page = page(HOSTILE);
        assertThat(page)
                .doesNotContain("<script>alert")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;");
        // The data, D3, the shared scripts, the plot and the page's own: nothing more, and all end.
        assertThat(page.split("<script", -1)).hasSize(1 + 5);
        assertThat(page.split("</script>", -1)).hasSize(1 + 5);
    }

    @Test
    void holdsTheCurvesAsData() throws IOException {
        var data = new ObjectMapper()
                .readTree(between(page(HOSTILE), "<script type=\"application/json\" id=\"comparison\">", "</script>"));
        assertThat(data.path("metric").asText()).isEqualTo(HOSTILE);
        assertThat(data.path("goal").asText()).isEqualTo("maximize");
        assertThat(data.path("budget").asInt()).isEqualTo(9);
        var steps = data.path("groups").get(1).path("curves").get(1).path("steps");
        assertThat(steps.get(1).get(0).asInt()).isEqualTo(4);
        assertThat(steps.get(1).get(1).asInt()).isEqualTo(400);
        assertThat(steps.get(1).get(2).asDouble()).isEqualTo(0.25);
    }

    /** It opens without a network, and runs nothing that is not in it. */
    @Test
    void itsPolicyAllowsItsOwnScriptsAlone() {
        var policy = between(page("a"), "http-equiv=\"Content-Security-Policy\" content=\"", "\">");
        assertThat(policy)
                .startsWith("default-src 'none';")
                .doesNotContain("unsafe")
                .doesNotContain("http");
        assertThat(policy.split("'sha256-", -1)).hasSize(1 + 1 + 4);
    }
}
