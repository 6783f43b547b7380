package winnow.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import winnow.journal.StudyFolder;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Assigned;
import winnow.search.StudyEvent.TrialCreated;
import winnow.simulator.Simulation;
import winnow.simulator.SyntheticCurves;
import winnow.study.Entry;
import winnow.study.Input;
import winnow.study.Moment;
import winnow.study.StudyEngine;
import winnow.study.StudyState;

/**
 * How soon a study goes on whose coordinator was killed. A first process runs a simulated study, with its journal forced to
 * disk, and is killed by {@code kill -9} when it has opened so many trials. A second process, whose JVM is cold, opens the
 * folder as {@code winnow resume} does and decides; it prints how long reading, replaying and deciding took. Then the
 * study is run again without a kill, and its state at the same entry, and its next decision, must be equal.
 *
 * <p>Arguments: trials (default 10000), strategy (random), folder (a temporary one).
 */
public final class TakenUp {
    private static final int SLOTS = 16;

    private TakenUp() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int trials = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        var strategy = arguments.length > 1 ? arguments[1] : "random";
        var folder = arguments.length > 2
                ? Path.of(arguments[2])
                : Files.createTempDirectory("taken-up").resolve("study");
        if (arguments.length > 3) {
            if (arguments[3].equals("run")) {
                runUntilKilled(trials, strategy, folder);
            } else {
                takeUp(trials, strategy, folder);
            }
            return;
        }
        var run = child(trials, strategy, folder, "run");
        while (!Files.exists(folder.resolveSibling("ready")) && run.isAlive()) {
            run.waitFor(20, TimeUnit.MILLISECONDS);
        }
        run.destroyForcibly().waitFor();
        System.exit(child(trials, strategy, folder, "resume").waitFor());
    }

    private static Process child(int trials, String strategy, Path folder, String part) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx2g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TakenUp.class.getName(),
                        Integer.toString(trials),
                        strategy,
                        folder.toString(),
                        part)
                .inheritIO()
                .start();
    }

    /** The study in which a trial more than asked for may be opened, so that there is something left to decide. */
    private static Simulation simulation(int trials, String strategy) {
        var spec = Studies.spec(strategy, trials + 1000);
        return Simulation.of(Studies.CATALOGUE.begin(spec), new SyntheticCurves(spec.space(), 3, 0.05, "loss"), SLOTS);
    }

    private static void runUntilKilled(int trials, String strategy, Path folder) throws IOException {
        var simulation = simulation(trials, strategy);
        var study = StudyFolder.create(folder, simulation.start().spec());
        var digest = study.specDigest();
        try (var journal = study.openJournal()) {
            simulation
                    .crashingAfter(entry -> {
                        journal.append(List.of(begun(entry, digest)));
                        if (opens(entry, trials)) {
                            mark(folder.resolveSibling("ready"));
                        }
                        return false;
                    })
                    .run();
        }
    }

    private static Entry begun(Entry entry, String digest) {
        var events = entry.events().stream()
                .map(e -> e instanceof StudyEvent.StudyStarted s
                        ? new StudyEvent.StudyStarted(s.study(), s.seed(), digest)
                        : e)
                .toList();
        return new Entry(entry.sequence(), entry.at(), entry.elapsedMillis(), events);
    }

    private static boolean opens(Entry entry, int trials) {
        return entry.events().stream().anyMatch(e -> e instanceof TrialCreated c && c.trial() >= trials - 1);
    }

    private static void mark(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static void takeUp(int trials, String strategy, Path folder) {
        long began = System.nanoTime();
        var study = StudyFolder.open(folder);
        StudyState recovered;
        long read;
        long replayed;
        try (var journal = study.openJournal()) {
            read = System.nanoTime();
            recovered = study.replay(Studies.CATALOGUE, journal.recovered());
            replayed = System.nanoTime();
            var decision = decision(recovered, study.specDigest());
            journal.append(List.of(decision));
            long decided = System.nanoTime();
            System.out.println(String.format(
                    Locale.ROOT,
                    "%s: %d trials, %d entries, %.1f MB: reading %.0f ms, replaying %.0f ms, deciding and recording"
                            + " %.0f ms; together %.0f ms, of a JVM that began %.0f ms before",
                    strategy,
                    recovered.history().trials().size(),
                    recovered.sequence(),
                    study.journal().toFile().length() / 1e6,
                    (read - began) / 1e6,
                    (replayed - read) / 1e6,
                    (decided - replayed) / 1e6,
                    (decided - began) / 1e6,
                    (double) java.lang.management.ManagementFactory.getRuntimeMXBean()
                            .getUptime()));
            compare(trials, strategy, recovered, decision, study.specDigest());
        }
    }

    /** The first decision of a session that has one slot more than there were assignments under way. */
    private static Entry decision(StudyState state, String digest) {
        var open = new Input.Open(digest, state.limits(), Map.of());
        var moment =
                new Moment(Instant.EPOCH, Duration.ZERO, state.tasks().open().size() + 1);
        return StudyEngine.step(state, open, moment).entry().orElseThrow();
    }

    private static void compare(int trials, String strategy, StudyState recovered, Entry decision, String digest) {
        var simulation = simulation(trials, strategy);
        var whole = simulation
                .crashingAfter(e -> e.sequence() == recovered.sequence())
                .run();
        var state = whole.state();
        if (!state.decidesLike(recovered)) {
            throw new IllegalStateException("the recovered state is not that of the uninterrupted study");
        }
        var moment =
                new Moment(Instant.EPOCH, Duration.ZERO, state.tasks().open().size() + 1);
        var next = StudyEngine.step(state, new Input.Tick(), moment).entry().orElseThrow();
        if (!isNew(decision).equals(isNew(next))) {
            throw new IllegalStateException("decided " + isNew(decision) + " instead of " + isNew(next));
        }
        System.out.println("the first new decision is that of the uninterrupted study: "
                + isNew(next).orElseThrow());
    }

    /** The last assignment of an entry, without what a new session changes: the new decision. */
    private static Optional<String> isNew(Entry entry) {
        return entry.events().stream()
                .filter(Assigned.class::isInstance)
                .map(Assigned.class::cast)
                .reduce((first, second) -> second)
                .map(a -> "trial " + a.assignment().trial() + " to epoch "
                        + a.assignment().to() + " with " + a.assignment().configuration() + ", " + a.reason());
    }
}
