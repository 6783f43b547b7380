package winnow.app.session;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import winnow.app.exit.ExitCode;

/**
 * Ctrl-C and {@code kill}: the first asks gently, the second asks to end at once, the third ends the process. Until it
 * is closed the JVM's own answer, to run all shutdown hooks at once (Spark's among them, under running trials), is off.
 */
public final class Interrupts implements AutoCloseable {
    private static final List<String> SIGNALS = List.of("INT", "TERM");

    private final Runnable ask;
    private final AtomicInteger count = new AtomicInteger();
    private final List<@Nullable Object> before;

    private Interrupts(Runnable ask) {
        this.ask = ask;
        this.before =
                SIGNALS.stream().map(name -> Signals.register(name, this::hear)).toList();
    }

    /**
     * Listens.
     *
     * @param ask called for the first and for the second signal, by a thread of the JVM's; must return quickly
     */
    public static Interrupts listen(Runnable ask) {
        return new Interrupts(ask);
    }

    private void hear() {
        if (count.incrementAndGet() > 2) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
        }
        ask.run();
    }

    /** Whether anybody asked. */
    public boolean isAsked() {
        return count.get() > 0;
    }

    @Override
    public void close() {
        for (int i = 0; i < SIGNALS.size(); i++) {
            var previous = before.get(i);
            if (previous != null) {
                Signals.unregister(SIGNALS.get(i), previous);
            }
        }
    }
}
