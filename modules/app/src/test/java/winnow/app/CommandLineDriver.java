package winnow.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import winnow.app.display.Console;

/** Runs commands in this process and keeps what they print. */
final class CommandLineDriver {
    private CommandLineDriver() {}

    /** How a command ended. */
    record Ending(int code, String out, String err) {

        List<String> lines() {
            return out.lines().toList();
        }

        /** The same, with all it printed in one line. */
        Ending withOneLine() {
            return new Ending(code, String.join(" ", lines()), err);
        }
    }

    static Ending run(Object... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code;
        try (var console = Console.of(new PrintWriter(out), new PrintWriter(err))) {
            code = Main.run(List.of(arguments).stream().map(Object::toString).toList(), console);
        }
        return new Ending(code, out.toString(), err.toString());
    }
}
