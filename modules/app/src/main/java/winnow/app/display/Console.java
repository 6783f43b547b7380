package winnow.app.display;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Where a command writes: results to standard output, everything said besides to standard error. The only place that
 * uses the process's own streams.
 */
public final class Console implements AutoCloseable {
    /** Time between two lines of progress where no terminal is. */
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final PrintWriter out;
    private final PrintWriter err;
    private final Supplier<Optional<Terminal>> opener;
    private final boolean wantsColour;
    private boolean isOpened;
    private Optional<Terminal> terminal = Optional.empty();

    private Console(PrintWriter out, PrintWriter err, Supplier<Optional<Terminal>> opener, boolean wantsColour) {
        this.out = out;
        this.err = err;
        this.opener = opener;
        this.wantsColour = wantsColour;
    }

    /** The streams of this process. */
    public static Console ofProcess(Map<String, String> environment) {
        var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        boolean wantsColour = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Console(out, err, () -> open(environment), wantsColour);
    }

    /** Writers without a terminal. */
    public static Console of(PrintWriter out, PrintWriter err) {
        return new Console(out, err, Optional::empty, false);
    }

    /** The terminal that standard output is shown on. Asking costs some milliseconds: other programs are run for it. */
    private static Optional<Terminal> open(Map<String, String> environment) {
        var kind = environment.getOrDefault("TERM", "dumb");
        if (kind.isEmpty() || kind.equals("dumb")) {
            return Optional.empty();
        }
        try {
            return Optional.of(TerminalBuilder.builder()
                    .system(true)
                    .systemOutput(TerminalBuilder.SystemOutput.SysOut)
                    .dumb(false)
                    .build());
        } catch (IOException | IllegalStateException none) {
            return Optional.empty();
        }
    }

    public PrintWriter out() {
        return out;
    }

    public PrintWriter err() {
        return err;
    }

    /** Says something besides the result. */
    public void say(String line) {
        err.println("winnow: " + line);
        err.flush();
    }

    public Screen screen() {
        var shown = terminal();
        int width = shown.map(Terminal::getWidth).filter(w -> w > 1).orElse(Screen.PLAIN.width());
        return new Screen(width, shown.isPresent() && wantsColour);
    }

    /** Whether a person sees standard output as it comes. */
    public boolean isTerminal() {
        return terminal().isPresent();
    }

    /** A display of progress that fits what is there. */
    public ProgressDisplay progress() {
        return terminal()
                .<ProgressDisplay>map(t -> new LiveDisplay(t, wantsColour))
                .orElseGet(() -> new PlainDisplay(out, INTERVAL));
    }

    private synchronized Optional<Terminal> terminal() {
        if (!isOpened) {
            isOpened = true;
            terminal = opener.get();
        }
        return terminal;
    }

    @Override
    public synchronized void close() {
        out.flush();
        err.flush();
        if (terminal.isPresent()) {
            try {
                terminal.get().close();
            } catch (IOException gone) {
                say("the terminal did not close: " + gone.getMessage());
            }
        }
    }
}
