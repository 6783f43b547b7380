package winnow.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winnow.report.ComparisonPage.Curve;
import winnow.report.ComparisonPage.Group;
import winnow.report.ComparisonPage.Step;
import winnow.testkit.browser.Accessibility;
import winnow.testkit.browser.Browser;
import winnow.testkit.browser.Layout;
import winnow.testkit.browser.View;
import winnow.trial.Goal;

/** The page of a comparison as a real browser draws it. Pictures are kept in {@code target/screenshots}. */
@Tag("slow")
@Execution(ExecutionMode.SAME_THREAD)
class ComparisonPageBrowserTest {
    private static Browser browser;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Group group(String label, int seeds, double end) {
        var curves = new ArrayList<Curve>();
        for (int seed = 1; seed <= seeds; seed++) {
            var steps = new ArrayList<Step>();
            for (int epoch = 1; epoch <= 80; epoch += 4 + seed) {
                steps.add(new Step(epoch, 900L * epoch, end + (2 + seed / 4.0) / epoch));
            }
            curves.add(new Curve("studies/" + label + "-" + seed, 80 + seed, 900L * (80 + seed), steps));
        }
        return new Group(label, curves);
    }

    private static void open(View view) throws IOException {
        var groups =
                List.of(group("random with asha", 5, 0.4), group("tpe with asha", 5, 0.3), group("alone", 1, 0.35));
        var page = new ComparisonPage(
                "11 studies in 3 groups by validation_loss, each after 81 epochs.",
                "validation_loss",
                Goal.MINIMIZE,
                81,
                groups,
                List.of("group", "studies", "best @81"),
                List.of(
                        List.of("random with asha", "5", "0.42"),
                        List.of("tpe with asha", "5", "0.32"),
                        List.of("alone", "1", "0.37")),
                List.of("No difference was tested."));
        var file = folder.resolve("page.html");
        Files.writeString(file, page.html());
        browser.open(file, view);
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "390, false", "1280, true"})
    void drawsWithoutAComplaintOrAnOverlap(int width, boolean isDark) throws IOException {
        var view = width < 600 ? View.NARROW : View.WIDE;
        open(isDark ? view.dark() : view);
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).isEmpty();
        assertThat(browser.evaluate("document.documentElement.dataset.drawn")).isEqualTo("yes");
        assertThat(browser.count("#anytime .marks path.compared")).isEqualTo(3);
        assertThat(browser.count("#anytime .marks path.band")).isEqualTo(2);
        assertThat(Layout.overlaps(browser, "svg.plot")).isEmpty();
        assertThat(Layout.isTooWide(browser)).isFalse();
        assertThat(Accessibility.violations(browser)).isEmpty();
        browser.picture("comparison-" + width + (isDark ? "-dark" : ""), true);
    }

    @Test
    void groupsCanBeHiddenAndTheAxisChanged() throws IOException {
        open(View.WIDE);
        browser.click("#anytime input[type=checkbox]");
        assertThat(browser.count("#anytime .marks path.compared")).isEqualTo(2);
        browser.evaluate("(() => { const s = document.querySelector('#anytime select'); s.selectedIndex = 1;"
                + " s.dispatchEvent(new Event('change')); return 'done'; })()");
        assertThat(browser.text("#anytime svg.plot")).contains("seconds");
        assertThat(browser.complaints()).isEmpty();
    }
}
