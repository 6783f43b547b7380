package winnow.dashboard;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import winnow.dashboard.Dashboard.Site;
import winnow.dashboard.Feed.Runner;
import winnow.search.Limits;

/**
 * Serves the live page of a study in which many trials report each second, in real time, to be looked at or measured.
 * Prints the URL first.
 *
 * <p>Arguments: slots (default 1000), epochs a trial (300), seconds (600).
 */
public final class Stage {
    /** Parts of a second. */
    private static final int PARTS = 10;

    private Stage() {}

    public static void main(String[] arguments) {
        int slots = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        int epochs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 300;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 600;
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var feed = new Feed(Shows.spec(Limits.NONE), Runner.HERE);
        var crowd = new Crowd(slots, epochs);
        crowd.begin().forEach(feed::accept);
        var shown = List.of(new ShownStudy("studies/crowd", feed, new Shows.NotingHelm()));
        try (var dashboard = Dashboard.open(Site.local(), Token.random(), shown)) {
            out.println(dashboard.url());
            long start = System.nanoTime();
            for (int part = 0; part < seconds * PARTS; part++) {
                crowd.part(part % PARTS, PARTS).forEach(feed::accept);
                LockSupport.parkNanos(start + (part + 1) * (1_000_000_000L / PARTS) - System.nanoTime());
            }
        }
    }
}
