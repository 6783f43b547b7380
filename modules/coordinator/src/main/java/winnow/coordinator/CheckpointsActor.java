package winnow.coordinator;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import winnow.study.CheckpointStore;
import winnow.study.StudyState;
import winnow.trial.Checkpoint;

/**
 * Deletes checkpoints that nobody needs. A deletion that fails is logged and left to the next session: it costs room,
 * not a result.
 */
final class CheckpointsActor {

    sealed interface Command {}

    /**
     * Deletes all checkpoints but those needed. Answered by {@link StudyActor.Swept} as soon as it is known which: those
     * written later are safe.
     */
    record Sweep(Set<String> needed) implements Command {}

    record Drop(Checkpoint checkpoint) implements Command {}

    /** Answered by {@link StudyActor.Closed} when all that came before is done. */
    record Close() implements Command {}

    /** A deletion. */
    private interface Deletion {
        void run() throws IOException;
    }

    private final CheckpointStore store;
    private final ActorRef<StudyActor.Message> study;
    private final ActorContext<Command> context;

    private CheckpointsActor(CheckpointStore store, ActorRef<StudyActor.Message> study, ActorContext<Command> context) {
        this.store = store;
        this.study = study;
        this.context = context;
        context.setLoggerName(CheckpointsActor.class);
    }

    static Behavior<Command> create(CheckpointStore store, ActorRef<StudyActor.Message> study) {
        return Behaviors.setup(context -> new CheckpointsActor(store, study, context).open());
    }

    /** The names of the checkpoints that some trial of a study needs, also where decisions do not see it yet. */
    static Set<String> needed(StudyState state) {
        var trials = state.history().trials();
        return IntStream.range(0, trials.size())
                .mapToObj(n -> List.of(trials.get(n), state.trial(n)))
                .flatMap(List::stream)
                .flatMap(trial -> trial.checkpoints().stream())
                .map(Checkpoint::name)
                .collect(Collectors.toSet());
    }

    private Behavior<Command> open() {
        return Behaviors.receive(Command.class)
                .onMessage(Sweep.class, sweep -> sweep(sweep.needed()))
                .onMessage(Drop.class, drop -> delete(drop.checkpoint().name(), () -> store.delete(drop.checkpoint())))
                .onMessage(Close.class, close -> close())
                .build();
    }

    private Behavior<Command> sweep(Set<String> needed) {
        var unneeded = names().stream().filter(name -> !needed.contains(name)).toList();
        study.tell(new StudyActor.Swept());
        unneeded.forEach(name -> delete(name, () -> store.delete(name)));
        return Behaviors.same();
    }

    private List<String> names() {
        try {
            return store.names();
        } catch (Throwable failure) {
            context.getLog().warn("checkpoints cannot be listed, so unneeded ones stay", failure);
            return List.of();
        }
    }

    private Behavior<Command> delete(String name, Deletion deletion) {
        try {
            deletion.run();
        } catch (Throwable failure) {
            context.getLog().warn("checkpoint {} cannot be deleted, so it stays", name, failure);
        }
        return Behaviors.same();
    }

    private Behavior<Command> close() {
        study.tell(new StudyActor.Closed(StudyActor.Part.CHECKPOINTS));
        return Behaviors.same();
    }
}
