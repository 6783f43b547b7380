package winnow.app.command.bench;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import winnow.random.RandomStream;
import winnow.search.Limits;
import winnow.simulator.bench.IncumbentRule;
import winnow.simulator.bench.Regrets;

/** Measurements in which a trial is one epoch: regrets after 10, 30, 100 and 200 trials. */
final class OneEpoch {
    private static final List<Integer> POINTS = List.of(10, 30, 100, 200);
    private static final int MEASURED = 100;

    private OneEpoch() {}

    static Measurement.Terms terms(int repeats, String noun, double offset, DoubleFunction<String> figure) {
        int trials = POINTS.get(POINTS.size() - 1);
        return new Measurement.Terms(
                "none",
                Map.of("max_epochs", 1L),
                slots -> Limits.ofTrials(trials),
                repeats,
                POINTS,
                MEASURED,
                noun,
                offset,
                figure);
    }

    static Measurement.Grader graded(IncumbentRule rule) {
        return (contest, run, seed) -> Regrets.after(
                POINTS, run, contest.problem(), rule, contest.spec().repeats(), RandomStream.of(seed, "incumbent", 0));
    }
}
