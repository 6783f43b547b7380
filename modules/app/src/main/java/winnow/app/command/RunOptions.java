package winnow.app.command;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a study runs, and how much is said meanwhile. */
final class RunOptions {

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Spark's master, for example local[4]; by default this machine, with as many threads as "
                    + "resources.slots asks for, or what spark-submit was given.")
    String master;

    @Option(names = "--quiet", description = "Print neither progress nor the leaderboard, only where the results are.")
    boolean quiet;

    Optional<String> master() {
        return Optional.ofNullable(master);
    }
}
