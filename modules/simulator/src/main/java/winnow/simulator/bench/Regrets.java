package winnow.simulator.bench;

import java.util.List;
import winnow.random.RandomStream;
import winnow.search.History;
import winnow.simulator.GradedProblem;
import winnow.simulator.function.FrontProblem;
import winnow.trial.Observation;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

/** Grades what a run would have named its best, had it ended after so many trials. */
public final class Regrets {
    private Regrets() {}

    /**
     * The regret after each number of trials; of all there were, where a run ended before.
     *
     * @param points numbers of trials, at least 1, ascending
     */
    public static double[] after(
            List<Integer> points,
            Contest.Run run,
            GradedProblem problem,
            IncumbentRule rule,
            int repeats,
            RandomStream random) {
        double[] regrets = new double[points.size()];
        var history = History.empty(problem.space(), GradedProblem.METRIC, GradedProblem.GOAL, repeats);
        int next = 0;
        for (int place = 0; place < regrets.length; place++) {
            int until = Math.min(points.get(place), run.evaluations().size());
            for (; next < until; next++) {
                history = observing(history, run.evaluations().get(next));
            }
            regrets[place] = problem.regret(rule.choose(history, random.split("points", points.get(place))));
        }
        return regrets;
    }

    /**
     * How much of the front's hypervolume is left out after each number of trials; by all there were, where a run ended
     * before.
     *
     * @param points numbers of trials, at least 1, ascending
     */
    public static double[] ofFronts(List<Integer> points, Contest.Run run, FrontProblem problem) {
        var tried = run.evaluations().stream().map(Evaluation::configuration).toList();
        return points.stream()
                .mapToDouble(point -> problem.regret(tried.subList(0, Math.min(point, tried.size()))))
                .toArray();
    }

    /**
     * The regret after each number of epochs, over all trials; of all there were, where a run ended before. The
     * configuration graded is that of the lowest loss at the largest epoch that any trial has reached.
     *
     * @param points numbers of epochs, at least 1, ascending
     */
    public static double[] afterEpochs(List<Integer> points, Contest.Run run, GradedProblem problem) {
        double[] regrets = new double[points.size()];
        var evaluations = run.evaluations();
        var incumbent = evaluations.get(0);
        int next = 1;
        for (int place = 0; place < regrets.length; place++) {
            int until = Math.min(points.get(place), evaluations.size());
            for (; next < until; next++) {
                var one = evaluations.get(next);
                boolean isFarther = one.epoch() > incumbent.epoch();
                if (isFarther || (one.epoch() == incumbent.epoch() && one.loss() < incumbent.loss())) {
                    incumbent = one;
                }
            }
            regrets[place] = problem.regret(incumbent.configuration());
        }
        return regrets;
    }

    /** The trials in the order of their ends, each as one that is over. */
    private static History observing(History history, Evaluation evaluation) {
        int number = history.all().size();
        var trial = Trial.created(
                number, evaluation.configuration(), "bench", "", java.util.Optional.empty(), 0, evaluation.trial());
        var observation = new Observation(1, winnow.trial.Metrics.of(GradedProblem.METRIC, evaluation.loss()), 0);
        return history.plus(trial)
                .observing(trial.running(1).observed(observation).with(TrialStatus.COMPLETED, ""), observation);
    }
}
