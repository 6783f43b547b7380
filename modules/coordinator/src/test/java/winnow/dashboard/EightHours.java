package winnow.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import winnow.dashboard.Dashboard.Site;
import winnow.dashboard.Feed.Runner;
import winnow.search.Limits;

/**
 * What the live page's server keeps of a long study: a thousand trials report each second for eight hours, as fast as the
 * machine can; one browser reads, one is stuck. Prints the heap in use after a collection, in megabytes, along the way,
 * and how long feeding an entry took.
 *
 * <p>Arguments: hours (default 8), slots (1000), epochs a trial (300).
 */
public final class EightHours {
    private static final int SECONDS = 3600;

    private EightHours() {}

    public static void main(String[] arguments) throws IOException {
        int hours = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8;
        int slots = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1000;
        int epochs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 300;
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var token = Token.random();
        var feed = new Feed(Shows.spec(Limits.NONE), Runner.HERE);
        var crowd = new Crowd(slots, epochs);
        crowd.begin().forEach(feed::accept);
        var shown = List.of(new ShownStudy("", feed, new Shows.NotingHelm()));
        try (var dashboard = Dashboard.open(Site.local(), token, shown);
                var reading = looking(dashboard, token);
                var stuck = looking(dashboard, token)) {
            var reader = new Thread(() -> drain(reading));
            reader.setDaemon(true);
            reader.start();
            out.printf("%d slots, trials of %d epochs, %d port%n", slots, epochs, stuck.getPort());
            out.println("hours  entries     trials   heap MB   us an entry");
            double first = 0;
            for (int half = 1; half <= 2 * hours; half++) {
                long start = System.nanoTime();
                long before = crowd.entries();
                for (int second = 0; second < SECONDS / 2; second++) {
                    crowd.part(0, 1).forEach(feed::accept);
                }
                double micros = (System.nanoTime() - start) / 1e3 / (crowd.entries() - before);
                double heap = heap();
                first = half == 1 ? heap : first;
                out.printf(
                        "%5.1f  %-10d  %-7d  %7.1f   %.2f%n",
                        half / 2.0, crowd.entries(), crowd.opened(), heap, micros);
            }
            out.printf("the last is %.2f of the first%n", heap() / first);
        }
    }

    private static Socket looking(Dashboard dashboard, Token token) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), dashboard.port());
        socket.getOutputStream()
                .write(("GET /studies/0/events HTTP/1.1\r\nHost: localhost\r\nX-Winnow-Token: " + token.secret()
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void drain(Socket socket) {
        try (InputStream in = socket.getInputStream()) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static double heap() {
        var runtime = Runtime.getRuntime();
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, (runtime.totalMemory() - runtime.freeMemory()) / 1e6);
        }
        return least;
    }
}
