package winnow.app.command.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;
import winnow.simulator.GradedProblem;
import winnow.simulator.bench.IncumbentRule;
import winnow.simulator.function.FrontProblems;
import winnow.simulator.function.Functions;

/** Measures a strategy on functions with known optima. */
@Command(
        name = "functions",
        header = "Measures how well a strategy minimises functions with known optima.",
        description = {
            "",
            "The 24 noise-free functions of the BBOB workshops, f1 to f24, first instance; branin and hartmann6; mixed, "
                    + "of reals, an integer and choices; and tree, whose parameters take part under conditions.",
            "",
            "By name only: zdt1, zdt2, dtlz2 and tradeoff, which have several losses. What counts there is how much of "
                    + "the volume that the Pareto front dominates the trials leave out.",
            "",
            "Prints a line a function: how far the best value found after 10, 30, 100 and all trials is above the "
                    + "least one, on average, and the 95 %% interval at 100."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  winnow bench functions --strategy random --dimension 2",
            "  winnow bench functions --strategy random --function f1,f8,branin,tree",
            "  winnow bench functions --strategy nsga2 --function zdt1,zdt2,dtlz2,tradeoff",
        })
public final class BenchFunctionsCommand implements Callable<Integer> {
    private static final double OFFSET = 1e-8;

    private final Console console;

    @Mixin
    private SearchOptions options = new SearchOptions();

    @Option(
            names = "--dimension",
            paramLabel = "D",
            split = ",",
            defaultValue = "2,5",
            description = "Dimensions of f1 to f24; ${DEFAULT-VALUE} by default.")
    private List<Integer> dimensions;

    @Option(
            names = "--trials",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many trials a search has; ${DEFAULT-VALUE} by default.")
    private int trials;

    @Option(
            names = "--function",
            paramLabel = "NAME",
            split = ",",
            description = "Which functions; all with one loss by default.")
    private List<String> functions = Functions.names();

    public BenchFunctionsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (trials < 1) {
            throw Refusal.usage("--trials " + trials + ": it must be at least 1");
        }
        var measured = OneEpoch.upTo(trials);
        var terms = measured.terms(1, "function", OFFSET, regret -> String.format(Locale.ROOT, "%.3e", regret));
        new Measurement(options, options.strategy, terms, Map.of("", measured.graded(IncumbentRule.LOWEST)))
                .measure(problems(), Measurement.Remark.NONE, Contests.lines(console));
        return ExitCode.DONE.number();
    }

    /** Each function once, those of BBOB once a dimension. */
    private List<GradedProblem> problems() {
        var problems = new ArrayList<GradedProblem>();
        try {
            for (int dimension : dimensions) {
                for (var name : functions) {
                    GradedProblem problem = FrontProblems.of(name)
                            .<GradedProblem>map(p -> p)
                            .orElseGet(() -> Functions.of(name, dimension));
                    if (problems.stream().noneMatch(p -> p.name().equals(problem.name()))) {
                        problems.add(problem);
                    }
                }
            }
        } catch (IllegalArgumentException unknown) {
            throw new Refusal(ExitCode.USAGE, String.valueOf(unknown.getMessage()), unknown);
        }
        return problems;
    }
}
