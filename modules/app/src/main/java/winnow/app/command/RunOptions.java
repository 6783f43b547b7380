package winnow.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a study runs, and how much is said meanwhile. */
final class RunOptions {

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Spark's master, for example local[4]; by default this machine, with as many threads as "
                    + "resources.slots asks for, or what spark-submit was given.")
    String master;

    @Option(
            names = "--jars",
            split = ",",
            paramLabel = "JAR",
            description = "The jars of an objective of your own, which the spec calls {name: own, class: NAME}.")
    List<Path> jars = List.of();

    @Option(names = "--quiet", description = "Print neither progress nor the leaderboard, only where the results are.")
    boolean quiet;

    @Mixin
    PageOptions page = new PageOptions();

    Optional<String> master() {
        return Optional.ofNullable(master);
    }
}
