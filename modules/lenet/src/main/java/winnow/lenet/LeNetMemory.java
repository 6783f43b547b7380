package winnow.lenet;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import winnow.data.ImageSet;
import winnow.data.Split;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.study.StopSignal;

/** Whether the memory of a JVM stays the same, trial after trial. Linux only. */
final class LeNetMemory {
    private static final int SETTLED = 20;
    private static final int IMAGES = 2000;
    private static final Path STATUS = Path.of("/proc/self/status");

    private LeNetMemory() {}

    /** Runs small trials one after the other, each with its checkpoint; a line with the resident memory in MB. */
    static String measure(ImageSet set, int trials, Engine engine) {
        int train = Math.min(IMAGES, set.train().count() / 2);
        int begin = Math.min(SETTLED, trials);
        double settled = 0;
        double most = 0;
        for (int number = 1; number <= trials; number++) {
            run(set, new Split(train, train / 4), engine, number);
            if (number == begin) {
                settled = resident();
            }
            most = number >= begin ? Math.max(most, resident()) : most;
        }
        return String.format(
                Locale.ROOT,
                "memory: %.3f times the resident memory after trial %d, at most, up to trial %d (%.0f MB, at most %.0f MB)",
                most / settled,
                begin,
                trials,
                settled,
                most);
    }

    private static void run(ImageSet set, Split split, Engine wanted, int number) {
        var configuration = new Configuration(Map.of(
                "batch_size", Value.of(16 << number % 3),
                "optimizer", Value.of(number % 2 == 0 ? "adam" : "sgd"),
                "learning_rate", Value.of(0.001),
                "conv2_channels", Value.of(8 + number % 17),
                "dense1_units", Value.of(60 + number % 90),
                "dropout", Value.of(number % 5 == 0 ? 0.2 : 0)));
        var trial = LeNetTrial.of(LeNetHyperparameters.of(configuration), set, split, new double[0], number);
        var choice = EngineChoice.of(wanted, trial, List.of());
        try (var training = new LeNetTraining(trial, choice, Optional.empty())) {
            training.epoch(1, StopSignal.NEVER);
            training.snapshot().writeTo(OutputStream.nullOutputStream());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static double resident() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException elsewhere) {
            return Double.NaN;
        }
    }
}
