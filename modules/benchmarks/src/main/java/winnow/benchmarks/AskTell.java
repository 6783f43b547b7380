package winnow.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import winnow.app.session.Catalogues;
import winnow.random.RandomStream;
import winnow.scheduler.Schedulers;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;
import winnow.simulator.Simulation;
import winnow.study.Catalogue;
import winnow.study.StudyState;

/**
 * How long a strategy takes to suggest and learn the trials of a study of six parameters whose objective costs nothing,
 * the whole study engine counted, without a journal: to be read beside the same study in Optuna.
 *
 * <p>Usage: {@code AskTell STRATEGY TRIALS [SLOTS]}. Runs ten times in the same JVM and prints a line each: the first
 * has a cold JVM. Times of single suggestions are processor time of the thread.
 */
public final class AskTell {
    private AskTell() {}

    private static final int RUNS = 10;

    public static void main(String[] arguments) {
        var name = arguments[0];
        int trials = Integer.parseInt(arguments[1]);
        int slots = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        for (int run = 0; run < RUNS; run++) {
            System.out.println(line(name, trials, slots));
        }
    }

    private static String line(String name, int trials, int slots) {
        var spec = Measured.spec(name, Measured.six(), trials);
        var catalogue = new Catalogue(Catalogues.all().strategies(), Schedulers.offers(), List.of());
        var timed = Timed.of(catalogue.strategy(spec), trials);
        var start = StudyState.initial(spec, timed, catalogue.scheduler(spec));
        long began = System.nanoTime();
        long beganProcessor = processorNanos();
        var result = Simulation.of(start, Measured::measure, slots).run();
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
