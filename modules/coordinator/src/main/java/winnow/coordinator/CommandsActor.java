package winnow.coordinator;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import winnow.study.CommandBox;
import winnow.study.Effect;
import winnow.study.Input;

/**
 * Looks for what persons ask from outside, hands it to the study, and takes the answers back. A box that does not work
 * costs the persons their say, not the study its run.
 */
final class CommandsActor {

    /** Between two looks. */
    static final Duration PERIOD = Duration.ofMillis(500);

    sealed interface Command {}

    record Look() implements Command {}

    record Answer(Effect.Answer answer) implements Command {}

    /** Answered by {@link StudyActor.Closed} when all that came before is done. */
    record Close() implements Command {}

    private final CommandBox box;
    private final ActorRef<StudyActor.Message> study;
    private final ActorContext<Command> context;
    private final Set<String> handed = new HashSet<>();
    private boolean isBroken;

    private CommandsActor(CommandBox box, ActorRef<StudyActor.Message> study, ActorContext<Command> context) {
        this.box = box;
        this.study = study;
        this.context = context;
        context.setLoggerName(CommandsActor.class);
    }

    static Behavior<Command> create(CommandBox box, ActorRef<StudyActor.Message> study) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            if (box != CommandBox.NONE) {
                timers.startTimerWithFixedDelay(new Look(), PERIOD);
            }
            return new CommandsActor(box, study, context).open();
        }));
    }

    private Behavior<Command> open() {
        return Behaviors.receive(Command.class)
                .onMessage(Look.class, look -> tried(this::look))
                .onMessage(Answer.class, answer -> tried(() -> answer(answer.answer())))
                .onMessage(Close.class, close -> {
                    study.tell(new StudyActor.Closed(StudyActor.Part.COMMANDS));
                    return Behaviors.stopped();
                })
                .build();
    }

    /** Something done with the box. */
    private interface Deed {
        void run() throws IOException;
    }

    private Behavior<Command> tried(Deed deed) {
        try {
            deed.run();
            isBroken = false;
        } catch (Throwable failure) {
            if (!isBroken) {
                context.getLog().warn("commands from outside cannot be read or answered; the study goes on", failure);
            }
            isBroken = true;
        }
        return Behaviors.same();
    }

    private void look() throws IOException {
        var post = box.look();
        post.refused().forEach(words -> context.getLog().warn(words));
        for (var requested : post.requests()) {
            if (handed.add(requested.id())) {
                study.tell(new StudyActor.Happened(new Input.Command(requested)));
            }
        }
    }

    private void answer(Effect.Answer answer) throws IOException {
        // If this fails, the request is there still, and is found and answered again.
        handed.remove(answer.request());
        box.answer(answer);
    }
}
