package winnow.app;

import java.util.List;
import winnow.app.command.WinnowCommand;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;

/** The program: runs one command and ends with its exit code. Also the main class of the jar for spark-submit. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        int code;
        try (var console = Console.ofProcess(System.getenv())) {
            code = run(List.of(args), console);
        }
        // Under spark-submit a driver that exits by itself counts as failed on some masters, so success just returns.
        boolean isSubmitted = System.getProperty("SPARK_SUBMIT") != null;
        if (!isSubmitted || code != ExitCode.DONE.number()) {
            System.exit(code);
        }
    }

    /** Runs a command and returns its exit code. */
    static int run(List<String> args, Console console) {
        return WinnowCommand.line(console).execute(args.toArray(String[]::new));
    }
}
