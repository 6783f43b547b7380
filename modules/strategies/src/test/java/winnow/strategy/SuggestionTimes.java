package winnow.strategy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.space.Parameter;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.study.Offer;
import winnow.testkit.SampleSettings;
import winnow.testkit.SampleSpaces;
import winnow.testkit.SampleStudy;
import winnow.trial.Goal;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Outcome;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

/**
 * Measures how much processor time a strategy takes for a suggestion after many observations of ten real parameters: a program, run by
 * hand, with the strategy's name and numbers of observations as arguments. Prints the first suggestion after a refit,
 * and the median and worst of those between refits.
 */
public final class SuggestionTimes {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final SearchSpace space = SearchSpace.of(parameters());
    private final Consumer<String> out;

    private SuggestionTimes(Consumer<String> out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        var offer = Models.offers().stream()
                .filter(o -> o.name().equals(arguments[0]))
                .findFirst()
                .orElseThrow();
        var times = new SuggestionTimes(System.out::println);
        for (var count : Arrays.copyOfRange(arguments, 1, arguments.length)) {
            times.measure(offer, Integer.parseInt(count));
        }
    }

    private static Parameter[] parameters() {
        var parameters = new Parameter[10];
        Arrays.setAll(parameters, i -> RealParameter.of("x" + i, 0.001, 1, i % 2 == 0 ? Scale.LINEAR : Scale.LOG));
        return parameters;
    }

    private void measure(Offer<Strategy<?>> offer, int observations) {
        for (int round = 0; round < 3; round++) {
            var spec = SampleStudy.of(SampleSpaces.twelve())
                    .strategy(SampleSettings.presets(offer))
                    .spec();
            measure(offer.make().apply(spec.strategy().settings(), spec), observations, round);
        }
    }

    private <M> void measure(Strategy<M> strategy, int observations, int round) {
        M memory = strategy.initial();
        var history = History.empty(space, "loss", Goal.MINIMIZE, 1);
        for (int n = 0; n < observations; n++) {
            history = evaluated(history, RandomStream.of(round, "point", n));
            memory = learnt(strategy, memory, history);
        }
        double refit = suggested(strategy, memory, history, 0);
        double[] between = new double[9];
        for (int i = 0; i < between.length; i++) {
            history = evaluated(history, RandomStream.of(round, "more", i));
            memory = learnt(strategy, memory, history);
            between[i] = suggested(strategy, memory, history, i + 1);
        }
        Arrays.sort(between);
        out.accept(String.format(
                "%d observations: first %.0f ms, then median %.1f ms, worst %.1f ms",
                observations, refit, between[4], between[8]));
    }

    private static <M> M learnt(Strategy<M> strategy, M memory, History history) {
        int last = history.trials().size() - 1;
        return strategy.learn(memory, history, new StudyEvent.Ended(last, 1, new Outcome.Reached(1, Optional.empty())));
    }

    private History evaluated(History history, RandomStream random) {
        var configuration = space.draw(random);
        double sum = 0;
        for (double unit : space.encode(configuration)) {
            sum += Math.sin(4 * unit + sum);
        }
        int number = history.trials().size();
        var observation = new Observation(1, Metrics.of("loss", sum + 0.1 * random.nextGaussian()), 1);
        var trial = Trial.created(number, configuration, "test", "", Optional.empty(), 0, number);
        return history.plus(trial)
                .observing(trial.running(1).observed(observation).with(TrialStatus.COMPLETED, ""), observation);
    }

    private <M> double suggested(Strategy<M> strategy, M memory, History history, int index) {
        int number = history.trials().size();
        long began = THREADS.getCurrentThreadCpuTime();
        strategy.suggest(memory, history, new Ask(number, number, 1, 0), RandomStream.of(1, "suggest", index));
        return (THREADS.getCurrentThreadCpuTime() - began) / 1e6;
    }
}
