package winnow.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winnow.dashboard.Dashboard.Site;
import winnow.dashboard.Feed.Runner;
import winnow.search.Limits;
import winnow.testkit.browser.Browser;
import winnow.testkit.browser.View;

/**
 * A browser that shows a thousand running trials, each of which reports every second: how long its tasks take, by its own
 * Long Tasks API, and how many events reach it. A measurement rather than a test: it is run by its name alone, on a machine
 * that has nothing else to do, and fails above 100 ms or four events a second.
 */
class LivePageLoad {
    private static final int SLOTS = 1000;
    private static final int PARTS = 10;

    /** A person scrolls through the page, and looks at each part for a while. */
    private static final List<String> PARTS_OF_THE_PAGE =
            List.of("summary", "progress", "table", "curves", "ladder", "parallel", "timeline", "log");

    @ParameterizedTest
    @CsvSource({"1280, 300", "390, 300", "1280, 30"})
    void noTaskIsLongAndEventsAreFew(int width, int epochsATrial) {
        var feed = new Feed(Shows.spec(Limits.NONE), Runner.HERE);
        var crowd = new Crowd(SLOTS, epochsATrial);
        crowd.begin().forEach(feed::accept);
        for (int second = 0; second < 200; second++) {
            crowd.part(0, 1).forEach(feed::accept);
        }
        var isOver = new AtomicBoolean();
        var feeding = new Thread(() -> feed(feed, crowd, isOver));
        var shown = List.of(new ShownStudy("studies/crowd", feed, new Shows.NotingHelm()));
        try (var dashboard = Dashboard.open(Site.local(), Token.random(), shown);
                var browser = Browser.start()) {
            feeding.start();
            browser.open(URI.create(dashboard.url()), View.WIDE.wide(width));
            browser.await("document.documentElement.dataset.drawn === 'yes'");
            // The first seconds, in which the page is loaded and the scripts are compiled, count as well.
            browser.evaluate("""
                    globalThis.long = [];
                    new PerformanceObserver(list => list.getEntries().forEach(e => long.push(Math.round(e.duration))))
                      .observe({ type: 'longtask', buffered: true });
                    globalThis.slow = [];
                    new PerformanceObserver(list => list.getEntries().filter(e => e.duration > 80).forEach(e => slow.push(
                        [Math.round(e.duration), 'laid out after ' + Math.round(e.styleAndLayoutStart - e.startTime),
                         ...e.scripts.map(s => [s.invoker, s.sourceFunctionName, s.sourceCharPosition,
                         Math.round(s.duration), Math.round(s.forcedStyleAndLayoutDuration)].join(' '))].join('; '))))
                      .observe({ type: 'long-animation-frame', buffered: true });
                    globalThis.heard = 0;
                    const source = new EventSource('/studies/0/events');
                    ['whole', 'changes'].forEach(name => source.addEventListener(name, () => heard++));
                    globalThis.begun = performance.now();
                    ''""");
            for (int round = 0; round < 2; round++) {
                for (var part : PARTS_OF_THE_PAGE) {
                    browser.evaluate("document.getElementById('" + part + "').scrollIntoView({block: 'center'})");
                    LockSupport.parkNanos(3_000_000_000L);
                }
            }
            double longest = Double.parseDouble(browser.evaluate("Math.max(0, ...long)"));
            double rate = Double.parseDouble(browser.evaluate("1000 * heard / (performance.now() - begun)"));
            double heap = Double.parseDouble(browser.evaluate("performance.memory.usedJSHeapSize / 1e6"));
            new PrintStream(System.out, true, StandardCharsets.UTF_8)
                    .printf(
                            "%d px, trials of %d epochs: tasks over 50 ms: %s; longest %.0f ms; %.2f events a second;"
                                    + " browser heap %.0f MB; %d trials opened%n",
                            width,
                            epochsATrial,
                            browser.evaluate("long.join(' ')"),
                            longest,
                            rate,
                            heap,
                            crowd.opened());
            new PrintStream(System.out, true, StandardCharsets.UTF_8).println(browser.evaluate("slow.join('\\n')"));
            browser.picture("load-" + width + "-" + epochsATrial, true);
            assertThat(browser.complaints()).isEmpty();
            assertThat(longest).isLessThanOrEqualTo(100);
            assertThat(rate).isLessThanOrEqualTo(4.1);
        } finally {
            isOver.set(true);
        }
    }

    private static void feed(Feed feed, Crowd crowd, AtomicBoolean isOver) {
        long start = System.nanoTime();
        for (int part = 0; !isOver.get(); part++) {
            crowd.part(part % PARTS, PARTS).forEach(feed::accept);
            LockSupport.parkNanos(start + (part + 1) * (1_000_000_000L / PARTS) - System.nanoTime());
        }
    }
}
