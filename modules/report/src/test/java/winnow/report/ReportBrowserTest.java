package winnow.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import winnow.testkit.browser.Accessibility;
import winnow.testkit.browser.Browser;
import winnow.testkit.browser.Layout;
import winnow.testkit.browser.View;

/**
 * Reports as a real browser draws them. Pictures are kept in {@code target/screenshots}.
 */
@Tag("slow")
@Execution(ExecutionMode.SAME_THREAD)
class ReportBrowserTest {
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

    @ParameterizedTest
    @CsvSource({
        "quickstart, 1280, false",
        "quickstart, 390, true",
        "maximized, 1280, true",
        "ladder, 390, false",
        "hopeless, 1280, false",
        "pareto, 1280, false",
        "pareto, 390, true",
        "brackets, 1280, true",
        "brackets, 390, false",
        "single, 390, false",
        "empty, 1280, true",
        "running, 1280, false",
        "awkward, 1280, false",
        "awkward, 390, true",
        "hostile, 390, false"
    })
    void drawsWithoutAComplaintOrAnOverlap(String name, int width, boolean isDark) throws IOException {
        open(name, width, isDark);

        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).isEmpty();
        assertThat(browser.evaluate("document.documentElement.dataset.drawn")).isEqualTo("yes");
        assertThat(browser.evaluate("document.title")).isEqualTo(name + ": Winnow report");
        assertThat(Layout.overlaps(browser, "svg.plot")).isEmpty();
        assertThat(Layout.isTooWide(browser)).isFalse();
        browser.picture(name + "-" + width + (isDark ? "-dark" : ""), true);
    }

    @Test
    void everyPlotHasAMarkForEachTrialThatHasAPlaceInIt() throws IOException {
        open("quickstart", 1280, false);

        assertThat(count("#leaderboard tbody tr")).isEqualTo(27);
        assertThat(count("#curves .ends path")).isEqualTo(27);
        assertThat(count("#slices svg.plot")).isEqualTo(6);
        assertThat(count("#slices figure:first-child .marks path")).isEqualTo(27);
        assertThat(count("#progress .marks path")).isEqualTo((int) Samples.quickstart().state().history().all().stream()
                .filter(trial -> trial.budget() > 0)
                .count());
    }

    @ParameterizedTest
    @CsvSource({"quickstart", "brackets", "ladder"})
    void everyPlotHasMarks(String name) throws IOException {
        open(name, 1280, false);

        for (var plot : List.of(
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
                "classified")) {
            assertThat(count("#" + plot + " .marks > *")).as(plot).isPositive();
        }
        assertThat(count("#curves .curves path")).isPositive();
        int trials = Demo.SAMPLES.get(name).get().state().history().all().size();
        assertThat(count("#parallel .lines path")).isEqualTo(trials);
    }

    @Test
    void aRangeOfAnAxisFiltersTheTableAndTheOtherPlotsByMouseAndByKeyboard() throws IOException {
        open("quickstart", 1280, false);
        long inside = Samples.quickstart().state().history().all().stream()
                .filter(trial -> trial.configuration().real("learning_rate") >= 0.1)
                .count();
        assertThat(inside).isBetween(1L, 26L);

        browser.evaluate("document.querySelector('#parallel .brush').focus()");
        browser.press(Keys.ARROW_UP);

        assertShown(inside);
        browser.press(Keys.ESCAPE);
        assertShown(27);

        var place = browser.evaluate("document.querySelector('#parallel').scrollIntoView();"
                        + " const b = document.querySelector('#parallel .brush .overlay').getBoundingClientRect();"
                        + " (b.x + b.width / 2) + ' ' + b.top + ' ' + b.bottom")
                .split(" ");
        double top = Double.parseDouble(place[1]);
        double x = Double.parseDouble(place[0]);
        browser.drag(x, top + 2, x, (top + Double.parseDouble(place[2])) / 2);
        assertThat(count("#leaderboard tbody tr")).isBetween(1, 26);
        assertShown(count("#leaderboard tbody tr"));

        browser.evaluate("document.querySelector('#parallel button').click()");
        assertShown(27);
        assertThat(browser.complaints()).isEmpty();
    }

    private static void assertShown(long trials) {
        browser.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(() => done(''), 20)))");
        assertThat(count("#leaderboard tbody tr")).isEqualTo((int) trials);
        for (var marks :
                List.of("#parallel .lines path", "#curves .ends path", "#slices figure:first-child .marks path")) {
            assertThat(count(marks + ":not(.out)")).as(marks).isEqualTo((int) trials);
        }
    }

    @Test
    void planesShowTheTwoParametersThatAreChosenInAnyOfThem() throws IOException {
        open("quickstart", 1280, false);
        assertThat(axes("contour")).isEqualTo("optimizer / learning_rate (log scale)");

        choose("#rank select", "dropout");

        for (var plot : List.of("contour", "rank")) {
            assertThat(axes(plot)).as(plot).isEqualTo("optimizer / dropout");
            assertThat(count("#" + plot + " .marks path")).as(plot).isEqualTo(25);
        }
        assertThat(count("#contour .ground rect")).isEqualTo(16 * 4);
        browser.click("#interactions li:nth-child(2) button");
        assertThat(axes("rank")).isEqualTo("momentum (reverse-log scale) / learning_rate (log scale)");
        assertThat(count("#contour .ground path")).isEqualTo(11);
        assertThat(Layout.overlaps(browser, "svg.plot")).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    /** The title upwards, then that across. */
    private static String axes(String plot) {
        return browser.evaluate(
                "[...document.querySelectorAll('#" + plot + " .axis-title')].map(t => t.textContent).join(' / ')");
    }

    @Test
    void wordsComparisonsAndOutcomesFilterTheTableAndThePlots() throws IOException {
        open("quickstart", 1280, false);
        long longer = Samples.quickstart().state().history().all().stream()
                .filter(trial -> trial.budget() >= 3)
                .count();

        find("epochs >= 3");
        assertShown(longer);
        find("epochs>=3 optimizer=adam");
        assertThat(count("#leaderboard tbody tr")).isBetween(1, (int) longer - 1);
        find("");
        choose("#leaderboard select", "completed");
        assertThat(count("#leaderboard tbody tr")).isEqualTo(count("#leaderboard tbody .s-completed"));
        choose("#leaderboard select", "all");
        assertShown(27);
    }

    private static void find(String words) {
        browser.evaluate("{ const i = document.querySelector('input[type=search]'); i.value = '" + words
                + "'; i.dispatchEvent(new Event('input')) }");
    }

    @Test
    void theWinnersMistakesAreSeenAndNamed() throws IOException {
        open("quickstart", 1280, false);

        assertThat(count("#classified .confusion tbody tr")).isEqualTo(10);
        assertThat(count("#classified .worst img")).isEqualTo(12);
        assertThat(browser.evaluate(
                        "[...document.querySelectorAll('#classified img')].every(i => i.naturalWidth === 28)"))
                .isEqualTo("true");
        assertThat(browser.evaluate("document.querySelector('#classified img').alt"))
                .isEqualTo("A t-shirt/top that the winner took for a coat");
        assertThat(count("#classified .filters rect")).isEqualTo(6 * 25);
        open("hopeless", 390, false);
        assertThat(browser.text("#classified")).isEqualTo("There is no winner.");
    }

    @ParameterizedTest
    @CsvSource({"quickstart, 1280, false", "quickstart, 390, true", "empty, 1280, true", "single, 390, false"})
    void axeFindsNothingSeriousOrCritical(String name, int width, boolean isDark) throws IOException {
        open(name, width, isDark);

        assertThat(Accessibility.violations(browser)).isEmpty();
    }

    @Test
    void tickedTrialsStandSideBySide() throws IOException {
        open("quickstart", 1280, false);
        var best =
                Samples.quickstart().state().history().incumbent().orElseThrow().trial();
        assertThat(count("#comparison thead th")).isEqualTo(3);
        assertThat(browser.evaluate("document.querySelector('#comparison thead th').textContent"))
                .isEqualTo("trial " + best);

        browser.evaluate("document.querySelector('#leaderboard tbody tr:nth-child(9) input').click()");

        assertThat(count("#comparison thead th")).isEqualTo(4);
        assertThat(count("#comparison .marks path")).isEqualTo(4);
        assertThat(count("#comparison tr.differs")).isPositive();
        assertThat(browser.evaluate("String(document.querySelector('#trial').hidden)"))
                .isEqualTo("true");
        assertThat(Layout.overlaps(browser, "svg.plot")).isEmpty();
    }

    @Test
    void theLadderCountsWhatEnteredAndLeftEachRung() throws IOException {
        open("brackets", 1280, false);

        var words = browser.evaluate(
                "[...document.querySelectorAll('#ladder .count-of')].map(t => t.textContent).join('; ')");
        assertThat(words).startsWith("27 entered: 9 promoted, ").contains("; 9 entered: 3 promoted, ");
    }

    @Test
    void headingsSortByMouseAndByKeyboard() throws IOException {
        open("quickstart", 1280, false);
        var seconds = "[...document.querySelectorAll('#leaderboard thead th')].find(h => h.textContent === 'seconds')";
        var column =
                "[...document.querySelectorAll('#leaderboard tbody tr')].map(r => r.cells[9].textContent).join(' ')";

        browser.evaluate(seconds + ".querySelector('button').click()");
        assertThat(numbers(browser.evaluate(column))).isSorted();
        assertThat(browser.evaluate(seconds + ".getAttribute('aria-sort')")).isEqualTo("ascending");

        browser.evaluate(seconds + ".querySelector('button').focus()");
        browser.press(Keys.ENTER);
        assertThat(numbers(browser.evaluate(column))).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(browser.evaluate(seconds + ".getAttribute('aria-sort')")).isEqualTo("descending");
    }

    @Test
    void wordsFilterTheTable() throws IOException {
        open("quickstart", 1280, false);

        browser.evaluate("const i = document.querySelector('input[type=search]'); i.value = 'failed diverged';"
                + " i.dispatchEvent(new Event('input'))");

        assertThat(count("#leaderboard tbody tr")).isEqualTo(2);
        assertThat(browser.evaluate("document.querySelector('.count').textContent"))
                .isEqualTo("2 of 27 trials");
    }

    @Test
    void pointingAtACurveShowsItsTrialInEveryPlot() throws IOException {
        open("quickstart", 1280, false);
        var end = browser.evaluate("document.querySelector('#curves').scrollIntoView();"
                + " const b = document.querySelector('#curves circle.best').getBoundingClientRect();"
                + " (b.x + b.width / 2) + ' ' + (b.y + b.height / 2)");
        var place = end.split(" ");
        int winner =
                Samples.quickstart().state().history().incumbent().orElseThrow().trial();

        browser.mouse(Double.parseDouble(place[0]), Double.parseDouble(place[1]), true);

        assertThat(browser.evaluate("document.querySelector('.winnow-tip').textContent"))
                .startsWith("Trial " + winner + ": completed, rank 1");
        assertThat(count("#slices .pointed .ring")).isPositive();
        assertThat(browser.evaluate("document.querySelector('#trial h3').textContent"))
                .isEqualTo("Trial " + winner + ": completed, rank 1 of 25");
        assertThat(browser.evaluate("String(document.querySelector('#trial').hidden)"))
                .isEqualTo("false");

        browser.press(Keys.ESCAPE);
        assertThat(browser.evaluate("String(document.querySelector('#trial').hidden)"))
                .isEqualTo("true");
    }

    @Test
    void arrowKeysGoThroughTheTrialsByRank() throws IOException {
        open("quickstart", 1280, false);
        browser.evaluate("document.querySelector('#progress svg.plot').focus()");

        browser.press(Keys.ARROW_RIGHT);
        browser.press(Keys.ARROW_RIGHT);

        assertThat(browser.evaluate("document.querySelector('.winnow-said').textContent"))
                .contains("rank 2");
        browser.press(Keys.ENTER);
        assertThat(browser.evaluate("document.querySelector('#trial h3').textContent"))
                .contains("rank 2 of");
    }

    @Test
    void anotherMetricAndAnotherAxisCanBeChosen() throws IOException {
        open("quickstart", 1280, false);

        choose("#curves select", "validation_accuracy");
        choose("#progress select", "time");

        assertThat(browser.evaluate("document.querySelector('#curves .axis-title').textContent"))
                .isEqualTo("validation_accuracy");
        assertThat(browser.evaluate("[...document.querySelectorAll('#progress .axis-title')].pop().textContent"))
                .isEqualTo("seconds");
        assertThat(count("#curves .ends path")).isEqualTo(27);
        assertThat(Layout.overlaps(browser, "svg.plot")).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aThousandTrialsStayUsable() throws IOException {
        open("thousand", 1280, false);
        var loaded = Double.parseDouble(browser.evaluate("performance.getEntriesByType('navigation')[0].duration"));
        assertThat(loaded)
                .as("milliseconds to open, of which half a minute would be a fault")
                .isLessThan(30_000);
        var milliseconds = browser.evaluate("const start = performance.now();"
                + " document.querySelectorAll('#leaderboard thead button')[3].click();"
                + " document.body.getBoundingClientRect(); String(performance.now() - start)");

        assertThat(count("#leaderboard tbody tr")).isEqualTo(1000);
        assertThat(count("#curves .curves path")).isEqualTo(1000);
        assertThat(Double.parseDouble(milliseconds)).isLessThan(5_000);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aLinkToATrialOpensIt() throws IOException {
        open("quickstart", 1280, false);
        browser.open(URI.create(folder.resolve("quickstart.html").toUri() + "#trial-7"), View.WIDE);

        assertThat(browser.evaluate("document.querySelector('#trial h3').textContent"))
                .startsWith("Trial 7:");
    }

    @Test
    void paperIsLightEvenWhenTheScreenIsDark() throws IOException {
        open("quickstart", 740, true);
        assertThat(browser.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
                .isEqualTo("rgb(21, 24, 29)");

        browser.view(View.PAPER.dark());

        assertThat(browser.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
                .isEqualTo("rgb(255, 255, 255)");
        browser.picture("quickstart-print", true);
    }

    private static void open(String name, int width, boolean isDark) throws IOException {
        var file = folder.resolve(name + ".html");
        if (!Files.exists(file)) {
            Supplier<ReportInput> sample = Demo.SAMPLES.get(name);
            StudyReport.write(sample.get(), file);
        }
        var view = View.WIDE.wide(width);
        browser.open(file, isDark ? view.dark() : view);
    }

    private static void choose(String select, String option) {
        browser.evaluate("{ const s = document.querySelector('" + select + "');"
                + " s.selectedIndex = [...s.options].findIndex(o => o.textContent === '" + option + "');"
                + " s.dispatchEvent(new Event('change')) }");
    }

    private static int count(String selector) {
        return browser.count(selector);
    }

    private static List<Double> numbers(String text) {
        return List.of(text.split(" ")).stream().map(Double::valueOf).toList();
    }
}
