package winnow.app;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands whose programs heed Ctrl-C. A program inherits what its parents ignore, and a shell ignores Ctrl-C for what it
 * starts in the background: tests of it would fail there, and only there.
 */
final class Heeding {
    private static final List<String> PREFIX = List.of("env", "--default-signal=INT");

    private Heeding() {}

    /** The same command, begun by GNU's {@code env} where there is one. */
    static List<String> interrupts(List<String> command) throws IOException {
        var heeding = new ArrayList<>(isKnown() ? PREFIX : List.<String>of());
        heeding.addAll(command);
        return heeding;
    }

    private static boolean isKnown() throws IOException {
        var trial = new ArrayList<>(PREFIX);
        trial.add("true");
        var process = new ProcessBuilder(trial)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.onExit().join().exitValue() == 0;
    }
}
