package winnow.coordinator;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import winnow.search.StudyEvent.Reported;
import winnow.study.Entry;
import winnow.study.Journal;

/**
 * Commits entries in groups. A decision is committed at once, together with everything that arrived before it; epoch
 * reports alone wait a little for company. Blocks while it commits, so it needs a thread of its own.
 */
final class JournalActor {

    /** How long a report waits: 50 ms at most, of which the timer itself may take 10. */
    static final Duration COMPANY = Duration.ofMillis(40);

    sealed interface Command {}

    /** An entry to make durable; answered, in groups, by {@link StudyActor.Committed}. */
    record Append(Entry entry) implements Command {}

    /** Commits what waits and ends; answered by {@link StudyActor.Closed}. */
    record Close() implements Command {}

    private record Commit() implements Command {}

    private final Journal journal;
    private final ActorRef<StudyActor.Message> study;
    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final List<Entry> waiting = new ArrayList<>();
    private boolean isCommitting;

    private JournalActor(
            Journal journal,
            ActorRef<StudyActor.Message> study,
            ActorContext<Command> context,
            TimerScheduler<Command> timers) {
        this.journal = journal;
        this.study = study;
        this.context = context;
        this.timers = timers;
    }

    static Behavior<Command> create(Journal journal, ActorRef<StudyActor.Message> study) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new JournalActor(journal, study, context, timers).accepting()));
    }

    private Behavior<Command> accepting() {
        return Behaviors.receive(Command.class)
                .onMessage(Append.class, append -> accept(append.entry()))
                .onMessage(Commit.class, commit -> commit())
                .onMessage(Close.class, close -> close())
                .build();
    }

    private Behavior<Command> accept(Entry entry) {
        waiting.add(entry);
        if (isCommitting) {
            return Behaviors.same();
        }
        if (entry.events().stream().allMatch(Reported.class::isInstance)) {
            if (!timers.isTimerActive(Commit.class)) {
                timers.startSingleTimer(Commit.class, new Commit(), COMPANY);
            }
        } else {
            // Goes behind whatever is in the mailbox already, so that all of that shares one commit.
            isCommitting = true;
            context.getSelf().tell(new Commit());
        }
        return Behaviors.same();
    }

    private Behavior<Command> commit() {
        timers.cancel(Commit.class);
        isCommitting = false;
        if (waiting.isEmpty()) {
            return Behaviors.same();
        }
        try {
            journal.append(List.copyOf(waiting));
        } catch (Throwable broken) {
            study.tell(new StudyActor.Broke(broken));
            return refusing();
        }
        study.tell(new StudyActor.Committed(waiting.get(waiting.size() - 1).sequence()));
        waiting.clear();
        return Behaviors.same();
    }

    private Behavior<Command> close() {
        var next = commit();
        study.tell(new StudyActor.Closed(StudyActor.Part.JOURNAL));
        return next;
    }

    /** A journal that has failed once accepts no more. */
    private Behavior<Command> refusing() {
        return Behaviors.receive(Command.class)
                .onMessage(Close.class, close -> {
                    study.tell(new StudyActor.Closed(StudyActor.Part.JOURNAL));
                    return Behaviors.same();
                })
                .onAnyMessage(ignored -> Behaviors.same())
                .build();
    }
}
