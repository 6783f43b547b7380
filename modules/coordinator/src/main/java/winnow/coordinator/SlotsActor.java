package winnow.coordinator;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import winnow.study.Input;
import winnow.study.TrialExecutor;
import winnow.trial.Assignment;
import winnow.trial.Outcome;
import winnow.trial.Report;
import winnow.trial.Signal;

/**
 * Owns the executor: everything is asked of it by one thread, which may wait. What the executor tells goes to the study
 * directly.
 */
final class SlotsActor {

    sealed interface Command {}

    record Start() implements Command {}

    record Launch(Assignment assignment) implements Command {}

    record Send(int trial, int attempt, Signal signal) implements Command {}

    /** Closes the executor, started or not; answered by {@link StudyActor.Closed}. May be sent again. */
    record Close() implements Command {}

    /** Something asked of the executor. */
    private interface Request {
        void run(TrialExecutor executor);
    }

    private final TrialExecutor executor;
    private final ActorRef<StudyActor.Message> study;
    private final ActorContext<Command> context;

    private SlotsActor(TrialExecutor executor, ActorRef<StudyActor.Message> study, ActorContext<Command> context) {
        this.executor = executor;
        this.study = study;
        this.context = context;
        context.setLoggerName(SlotsActor.class);
    }

    static Behavior<Command> create(TrialExecutor executor, ActorRef<StudyActor.Message> study) {
        return Behaviors.setup(context -> new SlotsActor(executor, study, context).open());
    }

    private Behavior<Command> open() {
        return Behaviors.receive(Command.class)
                .onMessage(Start.class, start -> ask(e -> e.start(new Ear(study))))
                .onMessage(Launch.class, launch -> ask(e -> e.launch(launch.assignment())))
                .onMessage(Send.class, send -> ask(e -> e.signal(send.trial(), send.attempt(), send.signal())))
                .onMessage(Close.class, close -> close())
                .build();
    }

    private Behavior<Command> ask(Request request) {
        try {
            request.run(executor);
        } catch (Throwable broken) {
            study.tell(new StudyActor.Broke(broken));
        }
        return Behaviors.same();
    }

    private Behavior<Command> close() {
        try {
            executor.close();
        } catch (Throwable failure) {
            context.getLog().warn("the executor did not close well", failure);
        }
        study.tell(new StudyActor.Closed(StudyActor.Part.SLOTS));
        return closed();
    }

    private Behavior<Command> closed() {
        return Behaviors.receive(Command.class)
                .onMessage(Close.class, close -> {
                    study.tell(new StudyActor.Closed(StudyActor.Part.SLOTS));
                    return Behaviors.same();
                })
                .onAnyMessage(late -> Behaviors.same())
                .build();
    }

    /** What the executor tells, as messages. */
    private record Ear(ActorRef<StudyActor.Message> study) implements TrialExecutor.Listener {

        @Override
        public void reported(Report report) {
            study.tell(new StudyActor.Happened(new Input.Epoch(report)));
        }

        @Override
        public void ended(int trial, int attempt, Outcome outcome) {
            study.tell(new StudyActor.Happened(new Input.End(trial, attempt, outcome)));
        }

        @Override
        public void slots(int slots) {
            study.tell(new StudyActor.Slots(slots));
        }
    }
}
