package winnow.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import winnow.app.session.Catalogues;
import winnow.scheduler.Schedulers;
import winnow.simulator.GradedProblem;
import winnow.simulator.bench.Contest;
import winnow.simulator.bench.Evaluation;
import winnow.simulator.function.Functions;
import winnow.simulator.recorded.RecordedTable;
import winnow.space.Value;
import winnow.study.Catalogue;
import winnow.study.Choice;

/**
 * What it saves and costs that a study ends when its model expects nothing more: {@code least_improvement} of strategy
 * {@code bayesian}, on problems whose truth is known.
 *
 * <p>Usage: {@code EarlyEnd BOUND SEEDS PROBLEM...}, where a problem is a recorded table or the name of a function (of two
 * dimensions). Prints, for each, how many of 100 trials were made on average, and the regret of the lowest value then and
 * after 100 trials.
 */
public final class EarlyEnd {
    private static final int TRIALS = 100;

    private EarlyEnd() {}

    public static void main(String[] arguments) {
        double bound = Double.parseDouble(arguments[0]);
        int seeds = Integer.parseInt(arguments[1]);
        for (var name : Arrays.copyOfRange(arguments, 2, arguments.length)) {
            var file = Path.of(name);
            GradedProblem problem = Files.exists(file)
                    ? RecordedTable.read(file, RecordedTable.Reading.ofFolder(file))
                    : Functions.of(name, 2);
            System.out.println(line(problem, bound, seeds));
        }
    }

    private static String line(GradedProblem problem, double bound, int seeds) {
        double trials = 0;
        double early = 0;
        double whole = 0;
        int ended = 0;
        for (int seed = 0; seed < seeds; seed++) {
            var cut = contest(problem, bound).run(seed).evaluations();
            var full = contest(problem, 0).run(seed).evaluations();
            trials += cut.size() / (double) seeds;
            early += regret(problem, cut) / seeds;
            whole += regret(problem, full) / seeds;
            ended += cut.size() < TRIALS ? 1 : 0;
        }
        return String.format(
                Locale.ROOT,
                "%s: bound %s ended %d of %d searches early, after %.1f of %d trials on average; regret %.4f, and %.4f after all",
                problem.name(),
                bound,
                ended,
                seeds,
                trials,
                TRIALS,
                early,
                whole);
    }

    private static Contest contest(GradedProblem problem, double bound) {
        var catalogue = new Catalogue(Catalogues.all().strategies(), Schedulers.offers(), List.of());
        var settings = Measured.usual("bayesian").settings().with("least_improvement", Value.of(bound));
        var spec = Measured.spec(new Choice("bayesian", settings), problem.space(), TRIALS);
        return new Contest(problem, spec, catalogue::begin, 1, TRIALS);
    }

    private static double regret(GradedProblem problem, List<Evaluation> evaluations) {
        var ranked = new ArrayList<>(evaluations);
        ranked.sort(Comparator.comparingDouble(Evaluation::loss));
        return problem.regret(ranked.get(0).configuration());
    }
}
