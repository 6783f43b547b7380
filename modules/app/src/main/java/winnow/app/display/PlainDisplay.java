package winnow.app.display;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/** A line now and then, for a log or a pipe. */
final class PlainDisplay implements ProgressDisplay {
    private final PrintWriter out;
    private final Duration interval;
    private Optional<Duration> last = Optional.empty();

    /** @param interval time of the study from one line to the next */
    PlainDisplay(PrintWriter out, Duration interval) {
        this.out = out;
        this.interval = interval;
    }

    @Override
    public void show(Progress progress) {
        boolean isDue = last.map(l -> progress.elapsed().minus(l).compareTo(interval) >= 0)
                .orElse(true);
        if (isDue) {
            last = Optional.of(progress.elapsed());
            out.println(progress.line());
            out.flush();
        }
    }
}
