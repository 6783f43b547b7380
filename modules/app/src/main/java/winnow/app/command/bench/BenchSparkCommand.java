package winnow.app.command.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;

/** Measures what a trial costs beside its training. */
@Command(
        name = "spark",
        header = "Measures what a trial costs beside its training, against a bare Spark job.",
        description = {
            "",
            "Trials that do nothing go through everything that real ones do: strategy, coordinator, journal, Spark, "
                    + "reports. They run in turns with bare Spark jobs of one task that does nothing, submitted "
                    + "asynchronously by one thread: all at once, and no more at a time than there are slots.",
            "",
            "Prints milliseconds each, medians of the rounds, and how many times those of a bare job that is (the "
                    + "median of the rounds' ratios); with the journal in memory (--memory) and on a disk (--disk), to "
                    + "which each of its commits is forced.",
            "",
            "With --growth it runs one study instead, with the journal in memory, and prints a line for each tenth of "
                    + "its trials: what one of them took, and what of the driver's heap was in use after a full "
                    + "collection."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  winnow bench spark",
            "  winnow bench spark --growth --trials 10000",
            "  cluster/submit bench spark       (on a cluster; see cluster/README.md)"
        })
public final class BenchSparkCommand implements Callable<Integer> {
    private static final String DEFAULT = "; ${DEFAULT-VALUE} by default.";
    private static final int TENTHS = 10;

    private final Console console;

    @Option(names = "--trials", paramLabel = "N", defaultValue = "2000", description = "Trials a round" + DEFAULT)
    private int trials;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds that count, after one that warms the JVM" + DEFAULT)
    private int rounds;

    @Option(names = "--slots", paramLabel = "N", defaultValue = "2", description = "Trials at once" + DEFAULT)
    private int slots;

    @Option(
            names = "--memory",
            paramLabel = "DIR",
            defaultValue = "/dev/shm",
            description = "A folder that is kept in memory" + DEFAULT)
    private Path memory;

    @Option(names = "--disk", paramLabel = "DIR", defaultValue = ".", description = "A folder on a disk" + DEFAULT)
    private Path disk;

    @Option(names = "--growth", description = "Looks at one long study instead.")
    private boolean growth;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Spark's master; what spark-submit was given, or as many local threads as slots, by default.")
    private String master = "";

    public BenchSparkCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        check();
        var measurement = new SparkMeasurement(
                trials, slots, Optional.of(master).filter(url -> !url.isBlank()), memory, this::line);
        if (growth) {
            measurement.grow(trials / TENTHS);
        } else {
            measurement.compare(rounds, disk);
        }
        return ExitCode.DONE.number();
    }

    private void check() {
        if (trials < 1 || rounds < 1 || slots < 1) {
            throw Refusal.usage("--trials, --rounds and --slots must be at least 1");
        }
        if (growth && trials < TENTHS) {
            throw Refusal.usage("--trials " + trials + ": with --growth it must be at least " + TENTHS);
        }
        for (var folder : growth ? List.of(memory) : List.of(memory, disk)) {
            if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
                throw Refusal.usage(
                        folder + " is no folder that can be written to: name another by --memory or --disk");
            }
        }
    }

    private void line(String text) {
        console.out().println(text);
        console.out().flush();
    }
}
