package winnow.coordinator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import winnow.scheduler.Asha;
import winnow.scheduler.Ladder;
import winnow.search.Limits;
import winnow.strategy.RandomSearch;
import winnow.study.Entry;
import winnow.study.Input;
import winnow.study.Journal;
import winnow.study.StudyState;

/**
 * What the coordinator costs: simulated trials, which take no time, of random search and asynchronous halving over
 * three rungs, go through the actors, with a journal in memory and with one that is forced to disk. Prints milliseconds
 * and syncs a trial, and the time of a bare write and force on the same disk in the same run.
 *
 * <p>Arguments: trials (default 10000), slots (16), folder for the files (the temporary folder).
 */
public final class Overhead {
    private static final int PART = 1000;

    private Overhead() {}

    /**
     * What a run cost.
     *
     * @param trials how many
     * @param millis from start to end
     * @param syncs commits of the journal
     * @param marks nanoseconds from the start at which each thousandth trial was opened
     */
    record Cost(int trials, double millis, int syncs, long[] marks) {

        double millisATrial() {
            return millis / trials;
        }

        double syncsATrial() {
            return (double) syncs / trials;
        }

        /** Milliseconds a trial over the thousand trials that end with mark {@code index}. */
        double part(int index) {
            long before = index == 0 ? 0 : marks[index - 1];
            return (marks[index] - before) / 1e6 / PART;
        }
    }

    public static void main(String[] arguments) throws IOException {
        int trials = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int slots = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 16;
        var folder = Files.createTempDirectory(
                arguments.length > 2 ? Path.of(arguments[2]) : Path.of(System.getProperty("java.io.tmpdir")),
                "overhead");
        run(trials, slots, new MemoryJournal());
        var memory = run(trials, slots, new MemoryJournal());
        print("in memory", slots, memory);
        double bareBefore = bareSync(folder);
        Cost synced;
        try (var journal = new FileJournal(folder.resolve("journal"))) {
            synced = run(trials, slots, journal);
        }
        double bareAfter = bareSync(folder);
        print("synced", slots, synced);
        double bare = (bareBefore + bareAfter) / 2;
        say("bare fsync        %.3f ms before, %.3f ms after", bareBefore, bareAfter);
        say(
                "synced less in memory: %.3f ms a trial = %.2f bare fsyncs (allowed: 2.5)",
                synced.millisATrial() - memory.millisATrial(), (synced.millisATrial() - memory.millisATrial()) / bare);
        Files.delete(folder.resolve("journal"));
        Files.delete(folder);
    }

    private static void print(String name, int slots, Cost cost) {
        say(
                "%-10s %d trials on %d slots: %.3f ms and %.3f syncs a trial; first %d %.3f ms, last %.3f ms a trial",
                name,
                cost.trials(),
                slots,
                cost.millisATrial(),
                cost.syncsATrial(),
                PART,
                cost.part(0),
                cost.part(cost.marks().length - 1));
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /** Runs a study of so many trials to its end. */
    static Cost run(int trials, int slots, Journal journal) {
        var begin = StudyState.initial(
                Doubles.spec(Limits.ofTrials(trials)), new RandomSearch(), new Asha(Ladder.upTo(1, 9, 3)));
        var counted = new Counted(journal);
        var marks = new long[Math.max(1, trials / PART)];
        long began = System.nanoTime();
        StudyWatcher watcher = (state, entry) -> mark(state, marks, began);
        var opening = new Opening(
                begin,
                new Input.Open("digest", begin.spec().limits(), Map.of()),
                counted,
                Doubles.cluster(begin, slots),
                new MemoryCheckpoints(List.of()),
                winnow.study.CommandBox.NONE,
                Clock.systemUTC(),
                System::nanoTime,
                watcher);
        try (var run = StudyRun.start(opening)) {
            var end = run.done().toCompletableFuture().join();
            double millis = (System.nanoTime() - began) / 1e6;
            if (end.history().trials().size() != trials) {
                throw new IllegalStateException(
                        "the study had " + end.history().trials().size() + " trials");
            }
            return new Cost(trials, millis, counted.syncs, marks);
        }
    }

    private static void mark(StudyState state, long[] marks, long began) {
        int part = state.history().trials().size() / PART - 1;
        if (part >= 0 && part < marks.length && marks[part] == 0) {
            marks[part] = System.nanoTime() - began;
        }
    }

    /** Milliseconds of a write of 1 KiB and a force at the end of a growing file, on average. */
    private static double bareSync(Path folder) throws IOException {
        int times = 500;
        var path = folder.resolve("bare");
        try (var file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long began = System.nanoTime();
            for (int i = 0; i < times; i++) {
                file.write(ByteBuffer.allocate(1024));
                file.force(false);
            }
            return (System.nanoTime() - began) / 1e6 / times;
        } finally {
            Files.delete(path);
        }
    }

    /** Counts the commits of a journal. */
    private static final class Counted implements Journal {
        private final Journal journal;
        private volatile int syncs;

        Counted(Journal journal) {
            this.journal = journal;
        }

        @Override
        public List<Entry> recovered() {
            return journal.recovered();
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread appends
        public void append(List<Entry> entries) {
            syncs++;
            journal.append(entries);
        }

        @Override
        public void close() {
            journal.close();
        }
    }
}
