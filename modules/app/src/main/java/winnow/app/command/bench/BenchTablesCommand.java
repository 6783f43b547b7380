package winnow.app.command.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;
import winnow.app.session.Build;
import winnow.random.RandomStream;
import winnow.search.Limits;
import winnow.simulator.bench.Contest;
import winnow.simulator.bench.IncumbentRule;
import winnow.simulator.bench.Regrets;
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
            "  winnow bench tables --strategy random ../shared/tables/*/kc1.csv.gz",
            "  winnow bench tables --strategy random --slots 1,8,25 fcnet/*.csv",
            "  winnow bench tables --strategy random --csv random.csv mlp/*.csv.gz"
        })
public final class BenchTablesCommand implements Callable<Integer> {
    private static final List<Integer> POINTS = List.of(10, 30, 100, 200);
    private static final int MEASURED = POINTS.indexOf(100);
    private static final double OFFSET = 0.002;

    private final Console console;

    @Mixin
    private SearchOptions options = new SearchOptions();

    @Option(
            names = "--repeats",
            paramLabel = "K",
            defaultValue = "1",
            description = "How many trials may have the same configuration; ${DEFAULT-VALUE} by default.")
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
        var tables = files.stream().map(this::read).toList();
        var results = new ArrayList<Scores>();
        var byMethod = new LinkedHashMap<String, List<Scores>>();
        for (var table : tables) {
            for (int slots : options.slots) {
                for (var scores : search(table, slots)) {
                    print(scores.line(Build.version()));
                    results.add(scores);
                    byMethod.computeIfAbsent(scores.method(), m -> new ArrayList<>())
                            .add(scores);
                }
            }
        }
        summarise(byMethod, tables.size());
        if (options.csv != null) {
            ScoresFile.write(options.csv, results);
        }
        return ExitCode.DONE.number();
    }

    private RecordedTable read(Path file) {
        try {
            return RecordedTable.read(file, goal == null ? Reading.ofFolder(file) : goal.reading);
        } catch (TableException unusable) {
            throw new Refusal(ExitCode.USAGE, String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private List<Scores> search(RecordedTable table, int slots) {
        var catalogue = BenchStudy.offered();
        int trials = POINTS.get(POINTS.size() - 1);
        var spec = new BenchStudy(
                        catalogue,
                        options.strategy,
                        "none",
                        Map.of("max_epochs", 1L),
                        Limits.ofTrials(trials),
                        repeats,
                        options.set)
                .of(table);
        var contest = Contests.checked(() -> new Contest(table, spec, catalogue::begin, slots, trials));
        var rules = Map.of(
                "", IncumbentRule.LOWEST, " (model)", (IncumbentRule) (history, random) -> NoisyIncumbent.of(history)
                        .map(best -> history.trial(best).configuration())
                        .orElseThrow());
        var graded = Seeds.each(options.seeds, options.threads, seed -> {
            var run = contest.run(seed);
            var regrets = new LinkedHashMap<String, double[]>();
            rules.forEach((mark, rule) -> regrets.put(
                    mark,
                    Regrets.after(POINTS, run, table, rule, spec.repeats(), RandomStream.of(seed, "incumbent", 0))));
            return regrets;
        });
        return List.of("", " (model)").stream()
                .map(mark -> new Scores(
                        Contests.method(options.strategy, slots) + mark,
                        table.name(),
                        POINTS,
                        graded.stream().map(seed -> seed.get(mark)).toList()))
                .toList();
    }

    private void summarise(Map<String, List<Scores>> byMethod, int tables) {
        byMethod.forEach((method, scores) -> print("winnow " + Build.version() + " " + method + " geometric mean over "
                + Contests.count(tables, "table") + " of (regret at 100 + " + OFFSET + "): "
                + Contests.figure(Scores.geometricMean(scores, MEASURED, OFFSET))));
        if (options.slots.size() > 1) {
            for (var mark : List.of("", " (model)")) {
                var first = byMethod.get(Contests.method(options.strategy, options.slots.get(0)) + mark);
                for (int slots : options.slots.subList(1, options.slots.size())) {
                    var method = Contests.method(options.strategy, slots) + mark;
                    print(Contests.loss(method, options.slots.get(0), first, byMethod.get(method), OFFSET));
                }
            }
        }
    }

    private void print(String line) {
        console.out().println(line);
        console.out().flush();
    }
}
