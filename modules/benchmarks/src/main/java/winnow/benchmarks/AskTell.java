package winnow.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import winnow.random.RandomStream;
import winnow.scheduler.Schedulers;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Limits;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;
import winnow.simulator.Simulation;
import winnow.space.ChoiceParameter;
import winnow.space.Configuration;
import winnow.space.IntegerParameter;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.space.Value;
import winnow.strategy.Strategies;
import winnow.study.Catalogue;
import winnow.study.CheckpointPolicy;
import winnow.study.Choice;
import winnow.study.ObjectiveChoice;
import winnow.study.Offer;
import winnow.study.Resources;
import winnow.study.Settings;
import winnow.study.StudySpec;
import winnow.study.StudyState;
import winnow.study.TrialPolicy;
import winnow.trial.Goal;
import winnow.trial.Metrics;

/**
 * How long a strategy takes to suggest and learn the trials of a study of six parameters whose objective costs nothing,
 * the whole study engine counted, without a journal: to be read beside the same study in Optuna.
 *
 * <p>Usage: {@code AskTell STRATEGY TRIALS [SLOTS]}. Runs three times in the same JVM and prints a line each: the first
 * has a cold JVM. Times of single suggestions are processor time of the thread.
 */
public final class AskTell {
    private AskTell() {}

    private static final int RUNS = 3;
    private static final String METRIC = "loss";

    public static void main(String[] arguments) {
        var name = arguments[0];
        int trials = Integer.parseInt(arguments[1]);
        int slots = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        for (int run = 0; run < RUNS; run++) {
            System.out.println(line(name, trials, slots));
        }
    }

    private static String line(String name, int trials, int slots) {
        var spec = spec(name, trials);
        var catalogue = new Catalogue(Strategies.offers(), Schedulers.offers(), List.of());
        var timed = Timed.of(catalogue.strategy(spec), trials);
        var start = StudyState.initial(spec, timed, catalogue.scheduler(spec));
        long began = System.nanoTime();
        long beganProcessor = processorNanos();
        var result = Simulation.of(start, AskTell::measure, slots).run();
        double processor = (processorNanos() - beganProcessor) / 1e9;
        double seconds = (System.nanoTime() - began) / 1e9;
        var sorted = timed.nanos().clone();
        Arrays.sort(sorted);
        double last = Arrays.stream(timed.nanos(), trials - Math.min(100, trials), trials)
                        .average()
                        .orElseThrow()
                / 1e6;
        return String.format(
                Locale.ROOT,
                "winnow %s n=%d slots=%d total %.3f s, processor %.3f s; last 100: %.3f ms per ask; p50 %.3f p99 %.3f max %.3f ms; best %.4f",
                name,
                trials,
                slots,
                seconds,
                processor,
                last,
                sorted[trials / 2] / 1e6,
                sorted[trials * 99 / 100] / 1e6,
                sorted[trials - 1] / 1e6,
                result.state().history().incumbent().orElseThrow().loss());
    }

    /** Of this thread, so that what else runs on the machine does not count; compilers and collectors do not either. */
    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static StudySpec spec(String name, int trials) {
        var offer = Catalogue.find(Strategies.offers(), name)
                .orElseThrow(() -> new IllegalArgumentException("there is no strategy " + name));
        return new StudySpec(
                "ask-tell",
                1,
                new ObjectiveChoice(Choice.of("none"), METRIC, Goal.MINIMIZE),
                space(),
                List.of(),
                new Choice(name, presets(offer)),
                new Choice("none", Settings.NONE.with("max_epochs", Value.of(1L))),
                Limits.ofTrials(trials),
                new Resources(1, 0, OptionalInt.empty()),
                new TrialPolicy(Optional.empty(), 0),
                OptionalInt.empty(),
                CheckpointPolicy.KEEP_ALL,
                List.of(),
                1,
                "auto",
                List.of());
    }

    private static Settings presets(Offer<?> offer) {
        var settings = Settings.NONE;
        for (var setting : offer.settings()) {
            if (setting.preset().isPresent()) {
                settings = settings.with(setting.name(), setting.preset().get().get(0));
            }
        }
        return settings;
    }

    static SearchSpace space() {
        return SearchSpace.of(
                RealParameter.of("lr", 1e-5, 1, Scale.LOG),
                RealParameter.of("momentum", 0, 0.99, Scale.LINEAR),
                ChoiceParameter.of(
                        "batch", Value.of(16L), Value.of(32L), Value.of(64L), Value.of(128L), Value.of(256L)),
                RealParameter.of("wd", 1e-6, 1e-1, Scale.LOG),
                IntegerParameter.of("units", 16, 256, Scale.LINEAR),
                ChoiceParameter.of("opt", Value.of("sgd"), Value.of("adam"), Value.of("adagrad")));
    }

    private static Metrics measure(Configuration c, long seed, int epoch) {
        double rate = Math.log10(c.real("lr")) + 2;
        double momentum = c.real("momentum") - 0.9;
        double decay = Math.log10(c.real("wd")) + 4;
        double units = Math.abs(c.integer("units") - 120) / 200.0;
        double optimizer = c.text("opt").equals("adam") ? 0 : 0.1;
        return Metrics.of(METRIC, rate * rate + momentum * momentum + decay * decay * 0.1 + units + optimizer);
    }

    /** A strategy whose suggestions are timed. */
    private record Timed<M>(Strategy<M> strategy, long[] nanos) implements Strategy<M> {

        static <M> Timed<M> of(Strategy<M> strategy, int trials) {
            return new Timed<>(strategy, new long[trials]);
        }

        @Override
        public M initial() {
            return strategy.initial();
        }

        @Override
        public M learn(M memory, History history, StudyEvent event) {
            return strategy.learn(memory, history, event);
        }

        @Override
        public Suggestion suggest(M memory, History history, Ask ask, RandomStream random) {
            long began = processorNanos();
            var suggestion = strategy.suggest(memory, history, ask, random);
            nanos[ask.trial()] = processorNanos() - began;
            return suggestion;
        }
    }
}
