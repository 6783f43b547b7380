package winnow.app.display;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Where a command writes: results to {@code out}, everything said besides to {@code err}.
 *
 * @param terminal what {@code out} is shown on; empty: a file, a pipe, a test
 * @param isColoured whether colours are wanted
 */
public record Console(PrintWriter out, PrintWriter err, Optional<Terminal> terminal, boolean isColoured)
        implements AutoCloseable {

    /** Time between two lines where no terminal is. */
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** The streams of this process. */
    public static Console ofProcess(Map<String, String> environment) {
        var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        var terminal = terminal(environment);
        boolean wantsColour = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Console(out, err, terminal, terminal.isPresent() && wantsColour);
    }

    /** Writers without a terminal. */
    public static Console of(PrintWriter out, PrintWriter err) {
        return new Console(out, err, Optional.empty(), false);
    }

    private static Optional<Terminal> terminal(Map<String, String> environment) {
        var kind = environment.getOrDefault("TERM", "dumb");
        if (kind.isEmpty() || kind.equals("dumb")) {
            return Optional.empty();
        }
        try {
            var terminal = TerminalBuilder.builder()
                    .system(true)
                    .systemOutput(TerminalBuilder.SystemOutput.SysOut)
                    .dumb(false)
                    .build();
            return Optional.of(terminal);
        } catch (IOException | IllegalStateException none) {
            return Optional.empty();
        }
    }

    public Screen screen() {
        int width = terminal.map(Terminal::getWidth).filter(w -> w > 1).orElse(Screen.PLAIN.width());
        return new Screen(width, isColoured);
    }

    /** A display of progress that fits. */
    public ProgressDisplay progress() {
        return terminal.<ProgressDisplay>map(t -> new LiveDisplay(t, isColoured))
                .orElseGet(() -> new PlainDisplay(out, INTERVAL));
    }

    @Override
    public void close() {
        out.flush();
        err.flush();
        terminal.ifPresent(t -> {
            try {
                t.close();
            } catch (IOException gone) {
                err.println("winnow: the terminal did not close: " + gone.getMessage());
            }
        });
    }
}
