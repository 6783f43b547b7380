package winnow.app.command.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import winnow.random.RandomStream;
import winnow.search.Limits;
import winnow.simulator.bench.IncumbentRule;
import winnow.simulator.bench.Regrets;
import winnow.simulator.function.FrontProblem;

/**
 * Measurements in which a trial is one epoch.
 *
 * @param points after how many trials regrets are taken, ascending
 */
record OneEpoch(List<Integer> points) {
    /** After 10, 30, 100 and 200 trials. */
    static final OneEpoch USUAL = new OneEpoch(List.of(10, 30, 100, 200));

    private static final int MEASURED = 100;

    /** As usual, but to the end of so many trials. */
    static OneEpoch upTo(int trials) {
        var points = new ArrayList<>(USUAL.points);
        points.removeIf(point -> point >= trials);
        points.add(trials);
        return new OneEpoch(List.copyOf(points));
    }

    private int trials() {
        return points.get(points.size() - 1);
    }

    Measurement.Terms terms(int repeats, String noun, double offset, DoubleFunction<String> figure) {
        return new Measurement.Terms(
                "none",
                Map.of("max_epochs", 1L),
                slots -> Limits.ofTrials(trials()),
                repeats,
                points,
                Math.min(MEASURED, trials()),
                noun,
                offset,
                figure);
    }

    Measurement.Grader graded(IncumbentRule rule) {
        return (contest, run, seed) -> contest.problem() instanceof FrontProblem problem
                ? Regrets.ofFronts(points, run, problem)
                : Regrets.after(
                        points,
                        run,
                        contest.problem(),
                        rule,
                        contest.spec().repeats(),
                        RandomStream.of(seed, "incumbent", 0));
    }
}
