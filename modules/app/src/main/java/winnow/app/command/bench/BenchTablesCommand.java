package winnow.app.command.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;
import winnow.simulator.bench.IncumbentRule;
import winnow.simulator.bench.Scores;
import winnow.simulator.recorded.RecordedTable;
import winnow.simulator.recorded.RecordedTable.Reading;
import winnow.simulator.recorded.TableException;
import winnow.surrogate.NoisyIncumbent;

/** Measures a strategy on recorded grids. */
@Command(
        name = "tables",
        header = "Measures how well a strategy searches recorded grids.",
        description = {
            "",
            "A table has a row for each configuration: columns of parameters, then s0, s1 ..., what it reached with "
                    + "each recorded seed. A trial looks one of them up. Plain or gzip. In folders named fcnet the "
                    + "values are errors, minimised in log10; elsewhere they are maximised (--goal says otherwise).",
            "",
            "Prints two lines a table: the mean regret after 10, 30, 100 and 200 trials, and the 95 %% interval at "
                    + "100. Regret is 0 for the best configuration and 1 for a median one, by the mean over all "
                    + "recorded seeds. The first line grades the configuration with the lowest value observed, the "
                    + "second, marked (model), that which Winnow names where values are noisy."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  winnow bench tables --strategy random tables/*/kc1.csv.gz",
            "  winnow bench tables --strategy random --slots 1,8,25 fcnet/*.csv",
            "  winnow bench tables --strategy random --csv random.csv mlp/*.csv.gz"
        })
public final class BenchTablesCommand implements Callable<Integer> {
    private static final double OFFSET = 0.002;

    /** By the mean that a model fitted to all values believes in. */
    private static final IncumbentRule MODEL = (history, random) -> NoisyIncumbent.of(history)
            .map(best -> history.trial(best).configuration())
            .orElseThrow();

    private final Console console;

    @Mixin
    private SearchOptions options = new SearchOptions();

    @Option(
            names = "--repeats",
            paramLabel = "K",
            defaultValue = "5",
            description =
                    "How many trials may have the same configuration; ${DEFAULT-VALUE} by default. Strategies without a "
                            + "model repeat nothing while anything is untried.")
    private int repeats;

    @Option(
            names = "--goal",
            paramLabel = "GOAL",
            description = "What values mean, instead of what the folder says: minimize-log, minimize or maximize.")
    private Goal goal;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Tables.")
    private List<Path> files;

    /** What the values of a table mean. */
    enum Goal {
        MINIMIZE_LOG(Reading.MINIMIZE_LOG),
        MINIMIZE(Reading.MINIMIZE),
        MAXIMIZE(Reading.MAXIMIZE);

        private final Reading reading;

        Goal(Reading reading) {
            this.reading = reading;
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    public BenchTablesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (repeats < 1) {
            throw Refusal.usage("--repeats is " + repeats + ": it must be at least 1");
        }
        var graders = new LinkedHashMap<String, Measurement.Grader>();
        graders.put("", OneEpoch.USUAL.graded(IncumbentRule.LOWEST));
        graders.put(" (model)", OneEpoch.USUAL.graded(MODEL));
        new Measurement(
                        options,
                        options.strategy,
                        OneEpoch.USUAL.terms(repeats, "table", OFFSET, Scores::figure),
                        graders)
                .measure(files.stream().map(this::read).toList(), Measurement.Remark.NONE, Contests.lines(console));
        return ExitCode.DONE.number();
    }

    private RecordedTable read(Path file) {
        try {
            return RecordedTable.read(file, goal == null ? Reading.ofFolder(file) : goal.reading);
        } catch (TableException unusable) {
            throw new Refusal(ExitCode.USAGE, String.valueOf(unusable.getMessage()), unusable);
        }
    }
}
