package winnow.lenet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import winnow.data.ImageSet;
import winnow.data.Split;
import winnow.space.Configuration;
import winnow.space.Value;

/** The figures by which training is compared with PyTorch's, each a case by name. */
public enum LeNetBenchCase implements Word {
    /** Must be the first that a JVM measures. */
    COLD("cold", "s per 60k images, first epoch of a cold JVM, batch 64"),
    B64("b64", "s per 60k images, batch 64"),
    B256("b256", "s per 60k images, batch 256"),
    B4("b4", "s per 60k images, batch 4"),
    RICH("rich", "s per 60k images, batch 64, adam, dropout 0.25, shift 2"),
    WIDE("wide", "s per 60k images, batch 64, 12 and 32 channels, 240 and 168 units"),
    EVALUATION("evaluation", "s to measure 10,000 images"),
    TRIALS("trials", "s for 16 trials of one epoch, batch 64, on two threads"),
    /** Not seconds: see {@link LeNetMemory}. */
    MEMORY("memory", "MB");

    private static final int THREADS = 2;
    private static final int TRIALS_A_THREAD = 8;
    private static final int SMALL_TRIALS = 300;
    private static final int SMALL_ENOUGH = 1000;

    private final String word;
    private final String unit;

    LeNetBenchCase(String word, String unit) {
        this.word = word;
        this.unit = unit;
    }

    @Override
    public String word() {
        return word;
    }

    /** The cases' names. */
    public static List<String> names() {
        return Word.of(LeNetBenchCase.class);
    }

    /**
     * The case of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static LeNetBenchCase named(String name) {
        return Word.parse(LeNetBenchCase.class, name);
    }

    /**
     * Measures.
     *
     * @param set the data, 60,000 images to train on and 10,000 to measure unless figures are only to be tried
     * @param repetitions of what is measured; the median counts
     * @param engine what trains: {@code auto}, {@code vector} or {@code dl4j}
     * @param nanoTime a clock that never jumps, in nanoseconds
     * @return for example {@code b64: 0.532 s per 60k images, batch 64 (vector 512 bit, median of 0.531 0.532 0.540)}
     */
    public String measure(ImageSet set, int repetitions, String engine, LongSupplier nanoTime)
            throws InterruptedException {
        if (this == MEMORY) {
            int trials = set.train().count() < SMALL_ENOUGH ? repetitions : SMALL_TRIALS;
            return LeNetMemory.measure(set, trials, Word.parse(Engine.class, engine));
        }
        var trial = trial(set, 1);
        var choice = EngineChoice.of(Word.parse(Engine.class, engine), trial, List.of());
        double[] seconds = this == TRIALS
                ? trials(set, repetitions, choice, nanoTime)
                : alone(trial, repetitions, choice, nanoTime);
        Arrays.sort(seconds);
        var all = new StringBuilder();
        for (double one : seconds) {
            all.append(String.format(Locale.ROOT, " %.3f", one));
        }
        return String.format(
                Locale.ROOT,
                "%s: %.3f %s (%s, median of%s)",
                word,
                seconds[seconds.length / 2],
                unit,
                choice.name(),
                all);
    }

    /** Hyperparameters that differ from the defaults. */
    private Map<String, Value> changes() {
        return switch (this) {
            case B256 -> Map.of("batch_size", Value.of(256));
            case B4 -> Map.of("batch_size", Value.of(4), "learning_rate", Value.of(0.001));
            case RICH ->
                Map.of(
                        "optimizer", Value.of("adam"),
                        "learning_rate", Value.of(0.001),
                        "dropout", Value.of(0.25),
                        "shift", Value.of(2));
            case WIDE ->
                Map.of(
                        "conv1_channels", Value.of(12),
                        "conv2_channels", Value.of(32),
                        "dense1_units", Value.of(240),
                        "dense2_units", Value.of(168));
            default -> Map.of();
        };
    }

    private LeNetTrial trial(ImageSet set, long seed) {
        var hyperparameters = LeNetHyperparameters.of(new Configuration(changes()));
        return LeNetTrial.of(hyperparameters, set, new Split(set.train().count(), 0), new double[0], seed);
    }

    private double[] alone(LeNetTrial trial, int repetitions, EngineChoice choice, LongSupplier nanoTime) {
        double scale = 60_000.0 / trial.train().count();
        var images = trial.set().test();
        try (var training = new LeNetTraining(trial, choice, Optional.empty())) {
            var engine = training.engine();
            double first = scale * LeNetBench.seconds(engine, trial, 1, nanoTime);
            if (this == COLD) {
                return new double[] {first};
            }
            double[] seconds = new double[repetitions];
            for (int i = 0; i < repetitions; i++) {
                seconds[i] = this == EVALUATION
                        ? 10_000.0 / images.count() * evaluation(engine, trial, nanoTime)
                        : scale * LeNetBench.seconds(engine, trial, i + 2, nanoTime);
            }
            return seconds;
        }
    }

    /** The third of three, so that it is warm. */
    private static double evaluation(LeNetEngine engine, LeNetTrial trial, LongSupplier nanoTime) {
        engine.evaluate(trial.set().test());
        engine.evaluate(trial.set().test());
        long start = nanoTime.getAsLong();
        engine.evaluate(trial.set().test());
        return (nanoTime.getAsLong() - start) / 1e9;
    }

    /** Two threads, eight trials each, one after the other; once more beforehand, so that it is warm. */
    private double[] trials(ImageSet set, int repetitions, EngineChoice choice, LongSupplier nanoTime)
            throws InterruptedException {
        double[] seconds = new double[repetitions];
        for (int i = -1; i < repetitions; i++) {
            long start = nanoTime.getAsLong();
            var threads = Executors.newFixedThreadPool(THREADS);
            try {
                List<Future<?>> running = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    int from = thread * TRIALS_A_THREAD;
                    int count = i < 0 ? 1 : TRIALS_A_THREAD;
                    running.add(threads.submit(() -> trials(set, choice, from, count, nanoTime)));
                }
                for (var one : running) {
                    one.get();
                }
            } catch (ExecutionException failed) {
                throw new IllegalStateException("a trial failed: " + failed.getCause(), failed);
            } finally {
                threads.shutdownNow();
            }
            if (i >= 0) {
                seconds[i] = (nanoTime.getAsLong() - start) / 1e9;
            }
        }
        return seconds;
    }

    private void trials(ImageSet set, EngineChoice choice, int from, int count, LongSupplier nanoTime) {
        for (int seed = from; seed < from + count; seed++) {
            var trial = trial(set, seed);
            try (var training = new LeNetTraining(trial, choice, Optional.empty())) {
                LeNetBench.seconds(training.engine(), trial, 1, nanoTime);
            }
        }
    }
}
