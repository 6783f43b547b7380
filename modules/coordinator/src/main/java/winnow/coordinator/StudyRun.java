package winnow.coordinator;

import akka.actor.BootstrapSetup;
import akka.actor.setup.ActorSystemSetup;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import winnow.study.Journal;
import winnow.study.StudyState;

/**
 * A session of a study under way: takes what the executor reports to the engine, commits what the engine decides to the
 * journal, and then does it. Runs on threads of its own, none of which is left when it is done.
 */
public final class StudyRun implements AutoCloseable {
    private static final AtomicLong RUNS = new AtomicLong();

    private final akka.actor.typed.ActorSystem<StudyActor.Message> actors;
    private final Progress progress;
    private final Journal journal;

    private StudyRun(akka.actor.typed.ActorSystem<StudyActor.Message> actors, Progress progress, Journal journal) {
        this.actors = actors;
        this.progress = progress;
        this.journal = journal;
    }

    /** Opens a session and returns at once; the study then runs by itself. */
    public static StudyRun start(Opening opening) {
        return start(opening, ConfigFactory.empty());
    }

    /** @param overrides settings of the actor system that take precedence: for tests */
    static StudyRun start(Opening opening, Config overrides) {
        var loader = StudyRun.class.getClassLoader();
        var config = overrides
                .withFallback(ConfigFactory.parseResources(loader, "winnow/coordinator/actors.conf"))
                .withFallback(ConfigFactory.defaultReference(loader))
                .resolve();
        var progress = new Progress(opening.recovered());
        var setup = ActorSystemSetup.create(
                BootstrapSetup.create(Optional.of(loader), Optional.of(config), Optional.empty()));
        var actors = akka.actor.typed.ActorSystem.create(
                StudyActor.create(opening, progress), name(opening.recovered()), setup);
        actors.tell(new StudyActor.Happened(opening.open()));
        actors.getWhenTerminated().whenComplete((done, failure) -> progress.tell());
        return new StudyRun(actors, progress, opening.journal());
    }

    private static String name(StudyState state) {
        return "winnow-" + state.spec().study().replaceAll("[^A-Za-z0-9-]", "-") + "-" + RUNS.incrementAndGet();
    }

    /** For tests: whose clock they turn. */
    akka.actor.typed.ActorSystem<?> actors() {
        return actors;
    }

    /**
     * Completes with the last state when the session is over and nothing of it runs any more: the study is finished, or
     * was interrupted. Whatever is in the state is in the journal.
     *
     * <p>Fails with a {@link winnow.study.JournalException} if the journal cannot be written, with what a strategy, a
     * scheduler or the executor threw if one broke its contract, and with a
     * {@link java.util.concurrent.TimeoutException} if it was told to end at once and could not. Nothing that was
     * recorded is lost then: the next session goes on from the journal.
     */
    public CompletionStage<StudyState> done() {
        return progress.done();
    }

    /** What the study waits for that it should not have to wait for, in words. */
    public Optional<String> trouble() {
        return journal.trouble().or(progress::trouble);
    }

    /** The state as far as it is in the journal. */
    public StudyState state() {
        return progress.state();
    }

    /**
     * Puts the study down: running assignments pause and checkpoint, then the session closes. Asked a second time, it
     * closes the executor at once, and what still runs is lost and will be trained again from its last checkpoint. Does
     * nothing when the run is done.
     *
     * @param reason for a person; goes into the journal
     */
    public void interrupt(String reason) {
        actors.tell(new StudyActor.Interrupt(reason));
    }

    /**
     * Ends the run at once, if it is not done, and waits until nothing of it is left; see {@link #interrupt}. How it
     * ended is {@link #done}'s to say. Not to be called by a watcher or an executor.
     */
    @Override
    public void close() {
        interrupt("closed by the program");
        interrupt("closed by the program");
        progress.done().handle((state, failure) -> true).toCompletableFuture().join();
    }
}
