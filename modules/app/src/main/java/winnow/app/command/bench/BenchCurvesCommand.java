package winnow.app.command.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;
import winnow.search.Limits;
import winnow.simulator.bench.Contest;
import winnow.simulator.bench.Regrets;
import winnow.simulator.bench.Scores;
import winnow.simulator.recorded.RecordedCurves;
import winnow.simulator.recorded.TableException;

/** Measures a strategy with a scheduler on recorded learning curves. */
@Command(
        name = "curves",
        header = "Measures a strategy and a scheduler on recorded learning curves.",
        description = {
            "",
            "Files are those of LCBench: a row a configuration, columns of parameters, val_acc_1 ... and time_1 ... "
                    + "(cumulative seconds). The recorded configuration nearest to the proposed one answers. Rungs "
                    + "begin at 2 epochs, end at the last recorded one and grow by 3, unless --set says otherwise.",
            "",
            "Prints two lines a file: the mean regret after as many epochs as 5, 10, 20 and 50 whole trainings have, "
                    + "whatever trials they were spent on; then the simulated wall clock on W slots, a resumed trial "
                    + "paying its new epochs only, and the share of time that slots were idle; besides, the real time that all decisions of a run took. Regret, at the last "
                    + "epoch, is 0 for the best configuration and 1 for a median one; graded is the one with the "
                    + "best value at the largest epoch that any trial has reached."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  winnow bench curves --strategy random --scheduler asha task_3945.csv.gz",
            "  winnow bench curves --strategy random --scheduler asha --slots 1,8 *.gz",
            "  winnow bench curves --strategy random --scheduler percentile \\",
            "      --set scheduler.percentile=25 --csv median.csv task_3945.csv.gz"
        })
public final class BenchCurvesCommand implements Callable<Integer> {
    private static final double OFFSET = 0.002;

    private final Console console;

    @Mixin
    private SearchOptions options = new SearchOptions();

    @Option(
            names = "--scheduler",
            paramLabel = "NAME",
            defaultValue = "none",
            description = "Who decides how far trials are trained, as in a spec; ${DEFAULT-VALUE} by default.")
    private String scheduler;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Learning curves, plain or gzip.")
    private List<Path> files;

    public BenchCurvesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var curves = files.stream().map(BenchCurvesCommand::read).toList();
        int epochs = curves.get(0).epochs();
        for (var one : curves) {
            if (one.epochs() != epochs) {
                throw Refusal.usage(one.name() + " has curves of " + one.epochs() + " epochs and "
                        + curves.get(0).name() + " of " + epochs + ": measure them apart");
            }
        }
        var points = List.of(5 * epochs, 10 * epochs, 20 * epochs, 50 * epochs);
        var terms = new Measurement.Terms(
                scheduler,
                Map.of("min_epochs", 2L, "max_epochs", (long) epochs, "factor", 3L, "warm_up", 2L),
                // no limit that is met before the last point: what is promised to running trials counts as well
                slots -> Limits.NONE.withEpochs(50 * epochs + slots * epochs),
                1,
                points,
                points.get(2),
                "file",
                OFFSET,
                Scores::figure);
        new Measurement(
                        options,
                        options.strategy + "+" + scheduler,
                        terms,
                        Map.of("", (contest, run, seed) -> Regrets.afterEpochs(points, run, contest.problem())))
                .measure(curves, BenchCurvesCommand::time, Contests.lines(console));
        return ExitCode.DONE.number();
    }

    private static RecordedCurves read(Path file) {
        try {
            return RecordedCurves.read(file);
        } catch (TableException unusable) {
            throw new Refusal(ExitCode.USAGE, String.valueOf(unusable.getMessage()), unusable);
        }
    }

    /**
     * {@code 8 slots, 2600 epochs in 1234.5 s of simulated time, idle 1.2 %, decided in 0.02 s}: means over the seeds.
     * What deciding took is real time, that of looking curves up included.
     */
    private static Optional<String> time(Contest contest, List<Contest.Run> runs, double deciding) {
        double epochs = runs.stream()
                .mapToInt(run -> run.evaluations().size())
                .average()
                .orElse(0);
        double seconds = runs.stream()
                        .mapToLong(run -> run.evaluations()
                                .get(run.evaluations().size() - 1)
                                .millis())
                        .average()
                        .orElse(0)
                / 1000;
        double idle =
                runs.stream().mapToDouble(Contest.Run::idleShare).average().orElse(0);
        return Optional.of(String.format(
                Locale.ROOT,
                "%s, %.0f epochs in %.1f s of simulated time, idle %.1f %%, decided in %.2f s",
                Contests.count(contest.slots(), "slot"),
                epochs,
                seconds,
                100 * idle,
                deciding));
    }
}
