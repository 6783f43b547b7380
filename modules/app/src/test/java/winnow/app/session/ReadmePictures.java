package winnow.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.dashboard.Dashboard;
import winnow.dashboard.Dashboard.Site;
import winnow.dashboard.Feed;
import winnow.dashboard.Feed.Runner;
import winnow.dashboard.ShownStudy;
import winnow.dashboard.Token;
import winnow.journal.StudyFolder;
import winnow.testkit.browser.Browser;
import winnow.testkit.browser.View;

/**
 * The pictures of the README, made from the recorded study: its report, and the live page as it was when two thirds of the
 * study were done. Run by its name; they are left in {@code target/screenshots}.
 */
class ReadmePictures {
    private static final View WINDOW = new View(1100, 1720, false, false);

    private static Browser browser;
    private static StudyFolder folder;

    @TempDir
    private static Path temporary;

    @BeforeAll
    static void start() {
        browser = Browser.start();
        folder = new StudyFolder(Project.root().resolve("experiments/lenet-200"));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void report() {
        var report = temporary.resolve("report.html");
        Results.report(StudyRecord.read(folder), report);
        browser.open(report, WINDOW);
        // A page's picture ends where the window does: the table is shown with a few rows.
        browser.evaluate("document.querySelector('#leaderboard .table').style.maxHeight = '260px';"
                + " document.querySelector('#comparison-section').remove();"
                + " document.querySelector('#progress-section').remove(); ''");
        browser.settle();
        assertThat(browser.picture("readme-report", false)).isNotEmptyFile();
    }

    @Test
    void live() {
        var entries = folder.entries();
        var spec = folder.readSpec(Catalogues.recorded());
        var feed = new Feed(spec, Runner.HERE);
        entries.subList(0, entries.size() * 2 / 3).forEach(feed::accept);
        var shown = new ShownStudy("", feed, new FolderHelm(folder, spec.space()));
        try (var dashboard = Dashboard.open(Site.local(), Token.random(), List.of(shown))) {
            browser.open(URI.create(dashboard.url()), WINDOW);
            browser.await("document.documentElement.dataset.drawn === 'yes'");
            browser.evaluate("document.querySelector('#table .table').style.maxHeight = '230px'; ''");
            for (var plot : List.of("progress", "curves")) {
                browser.evaluate("document.getElementById('" + plot + "').scrollIntoView()");
                browser.await("document.querySelector('#" + plot + " svg.plot path')");
            }
            browser.evaluate("scrollTo(0, 0)");
            // Plots follow the data a little later, so that the page is never held up.
            browser.await("(() => { const paused = 'paused ' + /(\\d+) paused/.exec(document.body.textContent)[1];"
                    + " return ['progress', 'curves'].every((id) =>"
                    + " document.getElementById(id).parentElement.textContent.includes(paused)); })()");
            assertThat(browser.picture("readme-live", false)).isNotEmptyFile();
        }
    }
}
