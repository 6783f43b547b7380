package winnow.coordinator;

import akka.actor.testkit.typed.javadsl.ManualTime;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import winnow.search.StudyEvent;
import winnow.study.CommandBox;
import winnow.study.Entry;
import winnow.study.Input;
import winnow.study.Journal;
import winnow.study.StudyState;
import winnow.study.TrialExecutor;

/** A run with everything around it in the hands of a test: time stands still unless it is told to pass. */
final class Rig implements AutoCloseable {
    private final StudyState begin;
    private final StudyState recovered;
    private final TrialExecutor executor;
    private final AtomicLong nanos = new AtomicLong();
    private final List<Entry> watched = new CopyOnWriteArrayList<>();
    final MemoryJournal journal;
    MemoryCheckpoints checkpoints = new MemoryCheckpoints(List.of());
    CommandBox commands = CommandBox.NONE;
    StudyWatcher watcher = StudyWatcher.NONE;
    Clock wall = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    Config actors = ManualTime.config();
    volatile StudyRun run;

    /** A new study. */
    Rig(StudyState begin, TrialExecutor executor) {
        this(begin, List.of(), executor);
    }

    /** A study that goes on. */
    Rig(StudyState begin, List<Entry> entries, TrialExecutor executor) {
        this.begin = begin;
        this.recovered = Doubles.replay(begin, entries);
        this.executor = executor;
        this.journal = new MemoryJournal(entries);
    }

    /** A new study on a simulated cluster. */
    static Rig simulated(StudyState begin, int slots) {
        return new Rig(begin, Doubles.cluster(begin, slots));
    }

    Rig start() {
        run = StudyRun.start(opening(journal), actors);
        return this;
    }

    Opening opening(Journal another) {
        return new Opening(
                recovered,
                new Input.Open("digest", recovered.spec().limits(), Map.of()),
                another,
                executor,
                checkpoints,
                commands,
                wall,
                nanos::get,
                StudyWatcher.NONE.and((state, entry) -> watched.add(entry)).and(watcher));
    }

    /** On the clock of the machine. */
    Rig inRealTime() {
        actors = ConfigFactory.empty();
        return this;
    }

    /** Lets time pass, step by step, until something is so. */
    void passUntil(Duration step, BooleanSupplier isSo) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it is not so after " + passed());
            }
            pass(step);
        }
    }

    Duration passed() {
        return Duration.ofNanos(nanos.get());
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        ManualTime.get(run.actors()).timePasses(time);
    }

    StudyState end() {
        return Patience.await(run.done());
    }

    Throwable failure() {
        return Patience.failure(run.done());
    }

    /** What the watcher was told. */
    List<Entry> watched() {
        return watched;
    }

    /** The state that the journal gives. */
    StudyState replayed() {
        return Doubles.replay(begin, journal.entries());
    }

    List<StudyEvent> events() {
        return journal.entries().stream().flatMap(e -> e.events().stream()).toList();
    }

    /** Ends the run at once. */
    StudyState putDown() {
        run.close();
        return run.state();
    }

    @Override
    public void close() {
        journal.permitAll();
        run.close();
    }
}
