package winnow.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;
import winnow.search.Verdict;
import winnow.space.SearchSpace;
import winnow.trial.Assignment;
import winnow.trial.Goal;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Outcome;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

/**
 * A strategy that has learnt from trials at random configurations of a space, and can be asked for the next one.
 *
 * @param strategy who is asked
 * @param memory what it has learnt
 * @param history the trials
 */
record Observed<M>(Strategy<M> strategy, M memory, History history) {

    /** A strategy that knows nothing. */
    static <M> Observed<M> nothing(Strategy<M> strategy, SearchSpace space) {
        var history = History.empty(space, Measured.METRIC, Goal.MINIMIZE, 1);
        var memory = strategy.learn(strategy.initial(), history, new StudyEvent.StudyStarted("measured", 1, ""));
        return new Observed<>(strategy, memory, history);
    }

    /** The same after more trials. */
    Observed<M> after(int trials) {
        var observed = this;
        for (int i = 0; i < trials; i++) {
            observed = observed.afterOne();
        }
        return observed;
    }

    /** The same memory and trials, in the hands of a strategy that has nothing in its caches. */
    Observed<M> askedOf(Strategy<M> fresh) {
        return new Observed<>(fresh, memory, history);
    }

    private Observed<M> afterOne() {
        int number = history.trials().size();
        var random = RandomStream.of(7, "observed", number);
        var configuration = history.space().draw(random);
        double sum = 0;
        for (double unit : history.space().encode(configuration)) {
            sum += Math.sin(4 * unit + sum);
        }
        var created = new StudyEvent.TrialCreated(number, configuration, "test", "", Optional.empty(), 0, number);
        var trial = Trial.created(number, configuration, "test", "", Optional.empty(), 0, number);
        var begun = history.plus(trial);
        var learnt = strategy.learn(memory, begun, created);
        var assignment = new Assignment(
                number + 1, number, 1, configuration, number, 0, 1, List.of(), OptionalDouble.empty(), Measured.METRIC);
        learnt = strategy.learn(learnt, begun, new StudyEvent.Assigned(assignment, 0, ""));
        var observation = new Observation(1, Metrics.of(Measured.METRIC, sum + 0.1 * random.nextGaussian()), 1);
        var seen = begun.observing(trial.running(1).observed(observation), observation);
        learnt = strategy.learn(learnt, seen, new StudyEvent.Reported(number, 1, observation, Optional.empty()));
        var ended = seen.with(seen.trial(number).with(TrialStatus.COMPLETED, ""));
        learnt = strategy.learn(
                learnt, ended, new StudyEvent.Ended(number, 1, new Outcome.Reached(1, Optional.empty())));
        learnt = strategy.learn(learnt, ended, new StudyEvent.Judged(number, 1, new Verdict.Complete("")));
        return new Observed<>(strategy, learnt, ended);
    }

    /** The next configuration; another one for each draw. */
    Suggestion suggest(int draw) {
        int number = history.trials().size();
        return strategy.suggest(memory, history, new Ask(number, number, 1, 0), RandomStream.of(1, "suggest", draw));
    }
}
