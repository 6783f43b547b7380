package winnow.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.app.session.FollowedStudy;
import winnow.dashboard.Dashboard;
import winnow.dashboard.Dashboard.Site;
import winnow.dashboard.Token;
import winnow.journal.StudyFolder;
import winnow.search.Request;
import winnow.search.StudyEvent.Requested;
import winnow.study.Standing.Phase;
import winnow.testkit.browser.Accessibility;
import winnow.testkit.browser.Browser;
import winnow.testkit.browser.Layout;
import winnow.testkit.browser.View;
import winnow.trial.TrialStatus;

/** The live page of a running study, in a real browser. */
class LivePageTest {
    private static final List<String> PLOTS = List.of("progress", "curves", "ladder", "parallel", "timeline");
    private static Browser browser;

    @TempDir
    private Path temporary;

    private PacedStudy study;
    private FollowedStudy followed;
    private Dashboard dashboard;
    private final Token token = Token.random();

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    private void start(int trials, int slots, double speed) {
        study = PacedStudy.start(temporary.resolve("study"), trials, slots, speed);
        followed = FollowedStudy.in(study.folder);
        dashboard = Dashboard.open(Site.local(), token, List.of(followed.shown()));
    }

    @AfterEach
    void stop() {
        dashboard.close();
        followed.close();
        study.close();
    }

    private void open(View view) {
        browser.open(URI.create(dashboard.url()), view);
        browser.await("document.documentElement.dataset.drawn === 'yes'");
    }

    /** Scrolls through the page, so that each plot is drawn. */
    private static void drawAll() {
        for (var plot : PLOTS) {
            browser.evaluate("document.getElementById('" + plot + "').scrollIntoView({block: 'center'})");
            browser.await("document.querySelector('#" + plot + " svg.plot path, #" + plot + " svg.plot rect')");
        }
        browser.evaluate("scrollTo(0, 0)");
        browser.settle();
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 2000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static void assertQuiet() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.text("#trouble")).isEmpty();
    }

    private boolean isAsked(Predicate<Request> wish) {
        return study.events().stream()
                .anyMatch(event -> event instanceof Requested requested && wish.test(requested.request()));
    }

    /** One study, looked at through one window after the other. */
    @Test
    void plotsAreDrawnAndGoOnAndFitThePage() throws InterruptedException {
        start(1000, 4, 10);
        until(() -> study.state().ledger().charged() > 80);
        for (var view : List.of(View.WIDE, View.NARROW, View.WIDE.dark(), View.NARROW.dark())) {
            plotsAreDrawnAndGoOnAndFit(view);
        }
    }

    private void plotsAreDrawnAndGoOnAndFit(View view) {
        open(view);
        drawAll();

        for (var plot : PLOTS) {
            assertThat(browser.count("#" + plot + " svg.plot path, #" + plot + " svg.plot rect"))
                    .as("%s at %s", plot, view)
                    .isGreaterThan(3);
        }
        assertThat(browser.text("#phase")).isEqualTo("running");
        assertThat(browser.count("#table tbody tr")).isGreaterThan(5);
        assertThat(browser.count("#log li")).isGreaterThan(20);
        var epochs = browser.text("#bars .bar:nth-child(2) .figure");
        browser.await("document.querySelector('#bars .bar:nth-child(2) .figure').textContent !== '" + epochs + "'");
        assertThat(Layout.isTooWide(browser)).as("%s", view).isFalse();
        assertThat(Layout.overlaps(browser, "svg.plot")).as("%s", view).isEmpty();
        assertThat(Accessibility.violations(browser)).as("%s", view).isEmpty();
        // What the labels and messages hold is text.
        assertThat(browser.evaluate("document.title")).startsWith("paced: ");
        assertThat(browser.count("img, b")).isZero();
        assertThat(browser.requests())
                .allMatch(address -> address.startsWith("http://127.0.0.1:" + dashboard.port() + "/"));
        // The address bar and the history do not keep the token.
        assertThat(browser.evaluate("location.search")).isEmpty();
        browser.picture("live-" + view, true);
        assertQuiet();
    }

    @Test
    void aKillButtonEndsTheTrialAndTheJournalSaysSo() throws InterruptedException {
        start(60, 3, 4);
        open(View.WIDE);
        browser.evaluate("const s = document.querySelector('#table select'); s.selectedIndex = 1;"
                + " s.dispatchEvent(new Event('change'))");
        // Rows come and go while trials run: the button of whichever is there is pressed until its question is asked.
        browser.await("(document.getElementById('ask').open"
                + " || document.querySelector('#table tbody tr td.do button')?.click(),"
                + " document.getElementById('ask').open)");
        assertThat(browser.text("#ask-title")).matches("Kill trial \\d+\\?");
        int number = Integer.parseInt(browser.text("#ask-title").replaceAll("\\D", ""));
        browser.picture("live-kill", false);
        assertThat(isAsked(Request.Kill.class::isInstance)).isFalse();
        browser.click("#ask-reason");
        browser.press("its loss does not move");
        browser.click("#ask-do");
        browser.await("!document.getElementById('ask').open");

        until(() -> study.state().trial(number).status() == TrialStatus.STOPPED);
        assertThat(study.events())
                .filteredOn(Requested.class::isInstance)
                .map(Requested.class::cast)
                .singleElement()
                .satisfies(requested -> {
                    assertThat(requested.request()).isEqualTo(new Request.Kill(number));
                    assertThat(requested.reason()).isEqualTo("its loss does not move");
                    assertThat(requested.by()).endsWith("on the live page");
                });
        browser.await("document.getElementById('log').textContent.includes('trial " + number + " is to be killed')");
        assertQuiet();
    }

    @Test
    void aPersonPausesResumesEnqueuesIsRefusedAndStops() throws Exception {
        start(1000, 3, 4);
        until(() -> study.state().history().incumbent().isPresent());
        open(View.WIDE);

        ask("#actions [data-wish=pause]");
        browser.await("document.documentElement.dataset.phase === 'paused'");
        assertThat(study.state().steering().isPaused()).isTrue();
        ask("#actions [data-wish=resume]");
        browser.await("document.documentElement.dataset.phase === 'open'");

        browser.click("#actions [data-wish=enqueue]");
        browser.await("document.getElementById('ask').open");
        assertThat(browser.evaluate("document.querySelector('#ask textarea').value"))
                .contains("learning_rate: ");
        browser.evaluate("document.querySelector('#ask textarea').value = 'learning_rate: 7'");
        browser.click("#ask-do");
        browser.await("!document.getElementById('ask-refusal').hidden");
        assertThat(browser.text("#ask-refusal")).contains("learning_rate");
        browser.evaluate("document.querySelector('#ask textarea').value ="
                + " 'learning_rate: 0.03\\noptimizer: adam\\ndense_units: 100\\n'");
        browser.click("#ask-do");
        browser.await("!document.getElementById('ask').open");
        assertThat(isAsked(Request.Enqueue.class::isInstance)).isTrue();

        ask("#actions [data-wish=stop]");
        browser.await("document.documentElement.dataset.phase === 'closed'");
        assertThat(study.end().standing().phase()).isEqualTo(Phase.CLOSED);
        assertThat(browser.text("#standing")).contains("winnow resume continues it");
        assertQuiet();
    }

    @Test
    void aPersonPinsATrialAndRaisesTheLimits() throws Exception {
        start(1000, 3, 4);
        until(() -> study.state().history().incumbent().isPresent());
        open(View.WIDE);
        browser.await("document.querySelector('#table tbody tr:has(.s-paused) [data-wish=pin]')");
        int number = Integer.parseInt(browser.text("#table tbody tr:has(.s-paused) th.name"));
        press("[aria-label='pin trial " + number + "']");
        assertThat(browser.text("#ask-title")).isEqualTo("Pin trial " + number + "?");
        assertThat(isAsked(Request.Pin.class::isInstance)).isFalse();
        done();
        assertThat(study.state().steering().pinned()).containsOnlyKeys(number);
        assertThat(isAsked(new Request.Pin(number)::equals)).isTrue();
        browser.await("document.querySelector(\"[aria-label='unpin trial " + number + "']\")?"
                + ".closest('tr').textContent.includes(', pinned')");
        press("[aria-label='unpin trial " + number + "']");
        done();
        assertThat(study.state().steering().pinned()).isEmpty();

        browser.click("#actions [data-wish=extend]");
        browser.await("document.getElementById('ask').open");
        assertThat(browser.evaluate("[...document.querySelectorAll('#ask-fields input')].map(i => i.value).join()"))
                .isEqualTo("1000,2000,2h,");
        browser.click("#ask-do");
        browser.await("!document.getElementById('ask-refusal').hidden");
        assertThat(browser.text("#ask-refusal")).isEqualTo("no limit was changed");
        write("trials", "many");
        browser.click("#ask-do");
        browser.await("document.getElementById('ask-refusal').textContent.startsWith('limits.trials: must be')");
        browser.picture("live-limits", false);
        write("trials", "1500");
        write("wall_clock", "3h30m");
        done();
        browser.await("document.getElementById('bars').textContent.includes('of 1500')");
        var limits = study.state().limits();
        assertThat(limits.trials()).hasValue(1500);
        assertThat(limits.epochs()).hasValue(2000);
        assertThat(limits.wallClock()).contains(Duration.ofMinutes(210));
        assertThat(isAsked(new Request.Extend(limits)::equals)).isTrue();
        assertQuiet();
    }

    /** As {@link #ask} does, without a mouse: rows move while trials run. */
    private static void press(String button) {
        browser.evaluate("document.querySelector(\"#table tbody " + button + "\").click()");
        browser.await("document.getElementById('ask').open");
    }

    private static void write(String field, String text) {
        browser.evaluate("document.querySelector('#ask-fields [name=" + field + "]').value = '" + text + "'");
    }

    private static void ask(String button) {
        browser.click(button);
        browser.await("document.getElementById('ask').open");
        done();
    }

    /** Does what the dialogue asks about, and waits until it is granted. */
    private static void done() {
        browser.click("#ask-do");
        browser.await("!document.getElementById('ask').open");
    }

    @Test
    void whatChangedBitByBitIsWhatAFreshPageSees() throws Exception {
        start(40, 4, 200);
        open(View.WIDE);
        study.end();
        browser.await("document.documentElement.dataset.phase === 'finished'");

        assertThat(browser.evaluate("""
                new Promise((done, failed) => {
                  const fresh = winnow.model();
                  const source = new EventSource('/studies/0/events');
                  source.addEventListener('whole', event => {
                    source.close();
                    fresh.whole(JSON.parse(event.data));
                    const [a, b] = [winnow.live.model, fresh].map(one => JSON.stringify([one.study(), one.log()]));
                    done(a === b ? `the same, ${fresh.study().trials.length} trials` : a + ' / ' + b);
                  });
                  source.onerror = failed;
                })""")).isEqualTo("the same, 40 trials");
        assertThat(browser.text("#standing")).startsWith("The study has ended");
        assertQuiet();
    }

    @Test
    void itSaysThatItsProgramIsGoneAndComesBackWithIt() {
        start(60, 3, 4);
        open(View.WIDE);
        int port = dashboard.port();
        dashboard.close();
        browser.await("document.documentElement.dataset.connected === 'no'");
        assertThat(browser.text("#connection")).contains("is gone");

        dashboard = Dashboard.open(new Site(Site.LOOPBACK, port), token, List.of(followed.shown()));
        browser.await("document.documentElement.dataset.connected === 'yes'");
        browser.await("document.getElementById('connection').hidden");
        assertThat(browser.text("#phase")).isEqualTo("running");
    }

    /** A study killed as by {@code kill -9} leaves a folder as it was at some moment, without its lock. */
    @Test
    void itSaysThatNobodyRunsAStudyWhoseProgramDiedAndShowsSeveralStudies() throws Exception {
        start(60, 3, 25);
        until(() -> study.state().ledger().charged() > 40);
        var dead = temporary.resolve("dead");
        Files.createDirectories(dead);
        for (var name : List.of("spec.yaml", "journal.jsonl")) {
            Files.copy(study.folder.path().resolve(name), dead.resolve(name));
        }
        try (var other = FollowedStudy.in(new StudyFolder(dead));
                var both = Dashboard.open(Site.local(), token, List.of(followed.shown(), other.shown()))) {
            browser.open(URI.create(both.url()), View.WIDE);
            browser.await("document.querySelectorAll('#studies a').length === 2");
            browser.click("#studies a:nth-child(2)");
            browser.await("document.documentElement.dataset.phase === 'gone'");
            assertThat(browser.text("#standing")).contains("is gone", "winnow resume continues it");
            browser.await("document.querySelectorAll('#table tbody tr').length > 5");
            ask("#actions [data-wish=enqueue]");
            try (var commands = Files.list(dead.resolve("commands"))) {
                assertThat(commands).hasSize(1);
            }
            browser.picture("live-gone", false);
            assertQuiet();
        }
    }

    @Test
    void plotsStayWhileTheyAreUsedAndAreSelectedTogether() throws InterruptedException {
        start(60, 4, 25);
        until(() -> study.state().ledger().charged() > 60);
        open(View.WIDE);
        browser.click("#table tbody tr:nth-child(2) th.name a");
        browser.await("!document.getElementById('trial').hidden");
        drawAll();
        browser.await("document.querySelector('#parallel .selected path')");
        browser.await("document.querySelector('#curves .selected path')");
        assertThat(browser.count("#trial header button")).isGreaterThan(1);
        assertQuiet();
    }
}
