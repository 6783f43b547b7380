package winnow.app.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import winnow.coordinator.StudyWatcher;
import winnow.journal.DirectoryCheckpoints;
import winnow.journal.LocalJournal;
import winnow.spec.StudySpecReader;
import winnow.spec.StudySpecWriter;
import winnow.study.CommandBox;
import winnow.study.StudySpec;

/**
 * A study whose trials do nothing, by everything that real ones go through: strategy, coordinator, synced journal, Spark,
 * reports. What such a trial takes, a real one takes beside its training.
 *
 * @param trials how many
 * @param slots how many at once
 */
public record IdleStudy(int trials, int slots) {
    private static final long LONGEST_MILLIS = 3_600_000;

    public IdleStudy {
        if (trials < 1 || slots < 1) {
            throw new IllegalArgumentException(
                    trials + " trials on " + slots + " slots: at least 1 of both would be right");
        }
    }

    private StudySpec spec() {
        return StudySpecReader.read(
                "idle", """
                study: idle
                objective: {name: own, metric: loss, goal: minimize}
                space: {x: {real: [0.0, 1.0]}}
                strategy: {name: random}
                scheduler: {name: none, max_epochs: 1}
                limits: {trials: %d}
                resources: {slots: %d}
                """.formatted(trials, slots), Catalogues.with(new IdleObjective()), List.of());
    }

    /**
     * The configuration of a context to run it in.
     *
     * @param master as in {@code spark-submit}; empty: what spark-submit was given, else as many local threads as slots
     */
    public SparkConf conf(Optional<String> master) {
        return SparkStart.conf(spec(), master);
    }

    /**
     * Runs it in a folder of its own, which is deleted again.
     *
     * @param disk a folder on the disk that the journal is synced to
     * @param nanoTime a clock that never jumps, in nanoseconds
     * @return milliseconds a trial, from the session's first entry in the journal to its last
     * @throws IllegalStateException if not all trials ended well
     */
    public double run(JavaSparkContext spark, Path disk, StudyWatcher watcher, LongSupplier nanoTime)
            throws InterruptedException {
        var folder = folderIn(disk);
        try (var journal = LocalJournal.open(folder.resolve("journal.jsonl"))) {
            var span = new Span(nanoTime);
            run(spark, journal, folder, watcher.and(span));
            return span.nanos() / 1e6 / trials;
        } finally {
            PassingSession.delete(folder);
        }
    }

    private static Path folderIn(Path disk) {
        try {
            return Files.createTempDirectory(disk, "winnow-idle");
        } catch (IOException failed) {
            throw new UncheckedIOException("no folder can be made in " + disk, failed);
        }
    }

    private void run(JavaSparkContext spark, LocalJournal journal, Path folder, StudyWatcher watcher)
            throws InterruptedException {
        var spec = spec();
        var objective = new IdleObjective();
        var parts = new StudySession.Parts(
                Catalogues.with(objective).begin(spec),
                spec.resources(),
                spec.limits(),
                Digest.of(StudySpecWriter.write(spec)),
                Map.of(),
                List.of(),
                journal,
                DirectoryCheckpoints.in(folder.resolve("checkpoints")),
                CommandBox.NONE);
        try (var session = StudySession.start(parts, objective, spark, watcher)) {
            var end = session.await(LONGEST_MILLIS)
                    .orElseThrow(() -> new IllegalStateException("the study did not end within an hour"));
            long done = end.ledger().charged();
            if (!end.isFinished() || done != trials) {
                throw new IllegalStateException("the study ended after " + done + " of " + trials + " trials");
            }
        }
    }
}
