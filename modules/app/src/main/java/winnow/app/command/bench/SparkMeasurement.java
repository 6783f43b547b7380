package winnow.app.command.bench;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import winnow.app.session.Growth;
import winnow.app.session.IdleStudy;
import winnow.app.session.LiveHeap;

/**
 * Runs what {@code bench spark} measures, on a Spark of its own. Apart from the command, whose class every command loads: none
 * but this one should load Spark.
 *
 * @param trials how many a round, at least 1
 * @param slots how many at once, at least 1
 * @param master Spark's; empty: what spark-submit was given, or as many local threads as slots
 * @param memory a folder that is kept in memory
 * @param line takes what is found, a line at a time
 */
record SparkMeasurement(int trials, int slots, Optional<String> master, Path memory, Consumer<String> line) {
    private static final double MEGA = 1 << 20;

    /** Trials against bare jobs, in turns, after a round that warms the JVM. */
    void compare(int rounds, Path disk) throws InterruptedException {
        var study = new IdleStudy(trials, slots);
        try (var spark = new JavaSparkContext(study.conf(master))) {
            print("Spark %s on %s, %d slots; medians of %d rounds of %d", spark, rounds, trials);
            var comparison = new BareComparison(study, memory, disk, System::nanoTime);
            comparison.round(spark);
            comparison.forget();
            for (int round = 1; round <= rounds; round++) {
                comparison.round(spark);
            }
            comparison.lines().forEach(line);
            if (!comparison.isRested()) {
                line.accept("not everything began at rest: this JVM was still busy after half a minute of waiting");
            }
        }
    }

    /** One long study, looked at after every so many trials. */
    void grow(int every) throws InterruptedException {
        var study = new IdleStudy(trials, slots);
        try (var spark = new JavaSparkContext(study.conf(master))) {
            print("Spark %s on %s, %d slots; a study of %d trials, journal in %s", spark, trials, memory);
            var growing = new Growth(every, System::nanoTime, LiveHeap::bytes);
            study.run(spark, memory, growing, System::nanoTime);
            line.accept("    trials   ms a trial   heap in use");
            for (var mark : growing.marks()) {
                line.accept(String.format(
                        Locale.ROOT, "%10d   %10.3f   %8.1f MB", mark.trials(), mark.millis(), mark.bytes() / MEGA));
            }
        }
    }

    private void print(String format, JavaSparkContext spark, Object first, Object second) {
        line.accept(String.format(Locale.ROOT, format, spark.version(), spark.master(), slots, first, second));
    }
}
