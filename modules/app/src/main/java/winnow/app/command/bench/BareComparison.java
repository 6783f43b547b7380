package winnow.app.command.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.apache.spark.api.java.JavaSparkContext;
import winnow.app.session.IdleStudy;
import winnow.app.session.Rest;
import winnow.coordinator.StudyWatcher;
import winnow.spark.BareJobs;

/** Trials that do nothing beside bare Spark jobs, in turns, round after round, each begun at rest. */
final class BareComparison {
    private final IdleStudy study;
    private final Path memory;
    private final Path disk;
    private final LongSupplier nanoTime;
    private final List<Round> rounds = new ArrayList<>();
    private boolean isRested = true;

    /**
     * Milliseconds each in one round.
     *
     * @param inTurn a bare job, no more at a time than there are slots
     * @param atOnce a bare job, all submitted at once
     * @param inMemory a trial, with the journal in memory
     * @param synced a trial, with the journal on a disk
     */
    private record Round(double inTurn, double atOnce, double inMemory, double synced) {}

    BareComparison(IdleStudy study, Path memory, Path disk, LongSupplier nanoTime) {
        this.study = study;
        this.memory = memory;
        this.disk = disk;
        this.nanoTime = nanoTime;
    }

    void round(JavaSparkContext spark) throws InterruptedException {
        rounds.add(new Round(
                rested(() -> BareJobs.millis(spark, study.trials(), study.slots(), nanoTime)),
                rested(() -> BareJobs.millis(spark, study.trials(), study.trials(), nanoTime)),
                rested(() -> study.run(spark, memory, StudyWatcher.NONE, nanoTime)),
                rested(() -> study.run(spark, disk, StudyWatcher.NONE, nanoTime))));
    }

    /** A figure that takes its time. */
    @FunctionalInterface
    private interface Measured {
        double millis() throws InterruptedException;
    }

    private double rested(Measured measured) throws InterruptedException {
        isRested &= Rest.await();
        return measured.millis();
    }

    /** Forgets all rounds so far. */
    void forget() {
        rounds.clear();
        isRested = true;
    }

    /** Whether the JVM came to rest before each figure. */
    boolean isRested() {
        return isRested;
    }

    /** The medians of all rounds, as a table. */
    List<String> lines() {
        var few = study.slots() + " at once";
        return List.of(
                String.format(Locale.ROOT, "%-27s%8s   times a bare job", "", "ms each"),
                String.format(Locale.ROOT, "%-35s   %10s   all at once", "", few),
                line("bare job, " + few, Round::inTurn),
                line("bare job, all at once", Round::atOnce),
                line("trial, journal in memory", Round::inMemory),
                line("trial, journal synced", Round::synced));
    }

    private String line(String what, ToDoubleFunction<Round> millis) {
        return String.format(
                Locale.ROOT,
                "%-27s%8.3f   %10.2f   %11.2f",
                what,
                median(millis),
                median(round -> millis.applyAsDouble(round) / round.inTurn()),
                median(round -> millis.applyAsDouble(round) / round.atOnce()));
    }

    private double median(ToDoubleFunction<Round> figure) {
        var sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
