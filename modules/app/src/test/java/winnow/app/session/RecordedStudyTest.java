package winnow.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import winnow.testkit.browser.Accessibility;
import winnow.testkit.browser.Browser;
import winnow.testkit.browser.Layout;
import winnow.testkit.browser.View;

/** The report of the recorded study in {@code experiments/lenet-200}, as a real browser shows it and a person uses it. */
@Tag("slow")
class RecordedStudyTest {
    private static final List<String> PLOTS = List.of(
            "comparison",
            "ladder",
            "parallel",
            "slices",
            "contour",
            "rank",
            "importance",
            "interactions",
            "distribution",
            "calibration",
            "progress",
            "timeline",
            "classified");

    private static Browser browser;
    private static Path report;

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() {
        browser = Browser.start();
        report = folder.resolve("report.html");
        Results.report(StudyRecord.read(Project.root().resolve("experiments/lenet-200")), report);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "1280, true", "390, false", "390, true"})
    void everythingIsDrawnWithoutAComplaintAndForEverybody(int width, boolean isDark) {
        var view = open(width, isDark);

        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).isEmpty();
        assertThat(browser.evaluate("document.documentElement.dataset.drawn")).isEqualTo("yes");
        PLOTS.forEach(plot ->
                assertThat(browser.count("#" + plot + " .marks > *")).as(plot).isPositive());
        assertThat(browser.count("#curves .ends path")).isEqualTo(200);
        assertThat(browser.count("#leaderboard tbody tr")).isEqualTo(200);
        assertThat(Layout.overlaps(browser, "svg.plot")).isEmpty();
        assertThat(Layout.cut(browser, "svg.plot")).isEmpty();
        assertThat(Layout.isTooWide(browser)).isFalse();
        assertThat(Accessibility.violations(browser)).isEmpty();
        browser.picture("lenet-200-" + view, true);
    }

    @Test
    void aRangeOfAnAxisFiltersEverything() {
        open(1280, false);

        browser.evaluate("document.querySelector('#parallel .brush').focus()");
        browser.press(Keys.ARROW_UP);

        int shown = browser.count("#leaderboard tbody tr");
        assertThat(shown).isBetween(1, 199);
        assertThat(browser.count("#curves .ends path:not(.out)")).isEqualTo(shown);
        assertThat(browser.count("#parallel .lines path:not(.out)")).isEqualTo(shown);
        browser.press(Keys.ESCAPE);
        assertThat(browser.count("#leaderboard tbody tr")).isEqualTo(200);
    }

    @Test
    void theTableIsSortedSearchedAndCompared() {
        open(1280, false);

        browser.click("#leaderboard input[type=search]");
        browser.press("epochs = 9");
        int longest = browser.count("#leaderboard tbody tr");
        assertThat(longest).isEqualTo(44);
        var seconds = browser.evaluate("""
                {
                  const heads = [...document.querySelectorAll('#leaderboard thead th')];
                  const place = heads.findIndex(head => head.textContent === 'seconds');
                  heads[place].querySelector('button').click();
                  [...document.querySelectorAll('#leaderboard tbody tr')].map(row => row.cells[place].textContent).join(' ')
                }
                """);
        assertThat(List.of(seconds.split(" ")).stream().map(Double::valueOf).toList())
                .hasSize(longest)
                .isSorted();
        assertThat(browser.count("#comparison thead th")).isEqualTo(3);
        browser.evaluate("document.querySelector('#leaderboard tbody tr:last-child input:not(:checked)')?.click()");
        assertThat(browser.count("#comparison thead th")).isBetween(2, 4);
        assertThat(browser.count("#comparison tr.differs")).isPositive();
    }

    @Test
    void theKeyboardGoesFromTrialToTrial() {
        open(1280, false);
        browser.evaluate("document.querySelector('#calibration svg.plot').focus()");

        browser.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ENTER);

        assertThat(browser.text("#trial h3")).startsWith("Trial ");
        assertThat(browser.evaluate("document.querySelector('#trial').hidden")).isEqualTo("false");
        browser.press(Keys.ESCAPE);
        assertThat(browser.evaluate("document.querySelector('#trial').hidden")).isEqualTo("true");
    }

    @Test
    void paperShowsAllOfIt() {
        open(1280, false);

        browser.view(View.PAPER);
        browser.settle();

        assertThat(Layout.isTooWide(browser)).isFalse();
        browser.picture("lenet-200-print", true);
        assertThat(browser.paper("lenet-200")).isNotEmptyFile();
    }

    private static View open(int width, boolean isDark) {
        var view = isDark ? View.WIDE.wide(width).dark() : View.WIDE.wide(width);
        browser.open(report, view);
        return view;
    }
}
