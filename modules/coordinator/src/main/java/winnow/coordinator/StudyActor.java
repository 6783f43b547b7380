package winnow.coordinator;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import winnow.study.Effect;
import winnow.study.Input;
import winnow.study.Step;
import winnow.study.StudyEngine;
import winnow.study.StudyState;
import winnow.study.Task;
import winnow.trial.Outcome;
import winnow.trial.Signal;

/**
 * The seam of the ring: takes one message at a time to the engine, sends what the engine says to the journal, and what
 * follows, once that is written, to those who do it. The root of the actors of a run; it ends when they have.
 */
final class StudyActor {

    /** How long the others may take to end once they are told to. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    /** How long an attempt may be silent beyond its time-out before it counts as hanging. */
    static final Duration GRACE = Duration.ofMinutes(1);

    /** The timer tick of a roll call. */
    static final Duration ROLL_CALLS = Duration.ofSeconds(5);

    /** The longest delay given to a timer; what is further off is looked at again then. */
    private static final Duration LONGEST = Duration.ofHours(1);

    sealed interface Message {}

    record Happened(Input input) implements Message {}

    record Slots(int count) implements Message {}

    /** A person asks to put the study down: gently the first time, at once the second. */
    record Interrupt(String reason) implements Message {}

    /** All entries up to this one are in the journal. */
    record Committed(long sequence) implements Message {}

    /** The journal or the executor does not work any more. */
    record Broke(Throwable cause) implements Message {}

    /** Which checkpoints to sweep away is known: new ones may be written. */
    record Swept() implements Message {}

    record Closed(Part part) implements Message {}

    private record GiveUp() implements Message {}

    private record CallRoll() implements Message {}

    /** The other actors. */
    enum Part {
        JOURNAL,
        SLOTS,
        CHECKPOINTS,
        COMMANDS
    }

    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final StudyWatcher watcher;
    private final Progress progress;
    private final StudyClock clock;
    private final Outbox outbox;
    private final RollCall roll;
    private final JournalWatch patience = new JournalWatch();
    private final Supplier<Optional<String>> journalTrouble;
    private final ActorRef<JournalActor.Command> journal;
    private final ActorRef<SlotsActor.Command> executor;
    private final ActorRef<CheckpointsActor.Command> checkpoints;
    private final ActorRef<CommandsActor.Command> commands;
    private final Set<Part> active = EnumSet.allOf(Part.class);
    private StudyState state;
    private int slots;
    private Vacancy vacancy = Vacancy.AT_FIRST;
    private boolean isOpen;
    private boolean isInterrupted;
    private boolean isEnding;
    private boolean isWatcherCareless;

    private StudyActor(
            Opening opening, Progress progress, ActorContext<Message> context, TimerScheduler<Message> timers) {
        this.context = context;
        this.timers = timers;
        this.watcher = opening.watcher();
        this.progress = progress;
        this.journalTrouble = opening.journal()::trouble;
        this.clock = StudyClock.starting(opening.wallClock(), opening.nanoTime());
        this.state = opening.recovered();
        this.outbox = new Outbox(state.sequence());
        this.roll = new RollCall(state.spec().trial().timeout().map(GRACE::plus));
        context.setLoggerName(StudyActor.class);
        var self = context.getSelf();
        this.journal = spawn(JournalActor.create(opening.journal(), self), "journal");
        this.executor = spawn(SlotsActor.create(opening.executor(), self), "slots");
        this.checkpoints = spawn(CheckpointsActor.create(opening.checkpoints(), self), "checkpoints");
        this.commands = spawn(CommandsActor.create(opening.commands(), self), "commands");
    }

    /** Waits for the input that opens the session, which must be its first message. */
    static Behavior<Message> create(Opening opening, Progress progress) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(CallRoll.class, new CallRoll(), ROLL_CALLS);
            return new StudyActor(opening, progress, context, timers).running();
        }));
    }

    private <T> ActorRef<T> spawn(Behavior<T> behavior, String name) {
        return context.spawn(behavior, name, DispatcherSelector.fromConfig("winnow.waiting"));
    }

    private Behavior<Message> running() {
        return Behaviors.receive(Message.class)
                .onMessage(Happened.class, happened -> handle(() -> hear(happened.input())))
                .onMessage(Slots.class, changed -> handle(() -> slots(changed.count())))
                .onMessage(Committed.class, committed -> handle(() -> carryOut(outbox.release(committed.sequence()))))
                .onMessage(Swept.class, swept -> handle(() -> executor.tell(new SlotsActor.Start())))
                .onMessage(Interrupt.class, interrupt -> handle(() -> interrupt(interrupt.reason())))
                .onMessage(CallRoll.class, call -> handle(this::callRoll))
                .onMessage(Closed.class, closed -> handle(this::loseAll))
                .onMessage(Broke.class, broke -> handle(() -> fail(broke.cause())))
                .onMessage(GiveUp.class, late -> handle(() -> fail(late())))
                .build();
    }

    /** Whatever a handler throws ends the run: a strategy or scheduler that breaks its contract, or a fault of ours. */
    private Behavior<Message> handle(Runnable handler) {
        try {
            handler.run();
        } catch (Throwable broken) {
            fail(broken);
        }
        return isEnding ? ending() : Behaviors.same();
    }

    private void hear(Input input) {
        if (input instanceof Input.Epoch epoch) {
            roll.heard(epoch.report().trial(), epoch.report().attempt(), clock.session());
        } else if (input instanceof Input.End end) {
            roll.ended(end.trial(), end.attempt());
            if (end.outcome() instanceof Outcome.Lost lost && lost.kind() == Outcome.Loss.NOT_SAVED) {
                // Whatever trains on would be lost as well, epoch after epoch.
                happen(new Input.Interrupt("checkpoints cannot be written: trial " + end.trial() + ", " + lost.message()
                        + "; put the cause right, then resume the study"));
            }
        }
        happen(input);
    }

    private void happen(Input input) {
        var step = StudyEngine.step(state, input, clock.moment(slots));
        state = step.state();
        step.entry().ifPresent(entry -> journal.tell(new JournalActor.Append(entry)));
        carryOut(outbox.hold(step));
        if (input instanceof Input.Command) {
            timers.cancel(Input.Tick.class);
        }
        awaitLimit();
    }

    private void awaitLimit() {
        if (!timers.isTimerActive(Input.Tick.class)) {
            clock.untilLimit(state)
                    .map(left -> left.compareTo(LONGEST) > 0 ? LONGEST : left)
                    .ifPresent(
                            delay -> timers.startSingleTimer(Input.Tick.class, new Happened(new Input.Tick()), delay));
        }
    }

    private void slots(int count) {
        slots = count;
        happen(new Input.Tick());
    }

    private void carryOut(List<Step> steps) {
        for (var step : steps) {
            advance(step);
            step.effects().forEach(this::carryOut);
            announce(step);
            if (!isOpen) {
                // Only now is it sure that the study is ours; and nothing writes checkpoints yet.
                isOpen = true;
                checkpoints.tell(new CheckpointsActor.Sweep(CheckpointsActor.needed(step.state())));
            }
        }
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.Launch launch) {
            roll.launched(launch.assignment());
            executor.tell(new SlotsActor.Launch(launch.assignment()));
        } else if (effect instanceof Effect.Send send) {
            executor.tell(new SlotsActor.Send(send.trial(), send.attempt(), send.signal()));
        } else if (effect instanceof Effect.Drop drop) {
            checkpoints.tell(new CheckpointsActor.Drop(drop.checkpoint()));
        } else if (effect instanceof Effect.Answer answer) {
            commands.tell(new CommandsActor.Answer(answer));
        } else if (effect instanceof Effect.Finish) {
            finish();
        }
    }

    private void advance(Step step) {
        step.entry().ifPresent(entry -> progress.advanced(step.state()));
    }

    private void announce(Step step) {
        step.entry().ifPresent(entry -> {
            try {
                watcher.advanced(step.state(), entry);
            } catch (Throwable careless) {
                if (!isWatcherCareless) {
                    context.getLog()
                            .warn("a watcher fails, from entry {} on; the study goes on", entry.sequence(), careless);
                }
                isWatcherCareless = true;
            }
        });
    }

    private void interrupt(String reason) {
        if (isInterrupted) {
            timers.startSingleTimer(GiveUp.class, new GiveUp(), PATIENCE);
            executor.tell(new SlotsActor.Close());
        } else {
            isInterrupted = true;
            happen(new Input.Interrupt(reason));
        }
    }

    /** The executor is closed: what it has not ended, or was never given, ends here. */
    private void loseAll() {
        for (var task : state.tasks().open().values()) {
            if (task.stage() == Task.Stage.LAUNCHED) {
                var lost = new Outcome.Lost(Outcome.Loss.DRIVER_RESTART, "interrupted while it ran");
                happen(new Input.End(
                        task.assignment().trial(), task.assignment().attempt(), lost));
            }
        }
    }

    private void callRoll() {
        patience.look(outbox.awaited(), clock.session()).ifPresent(waited -> context.getLog()
                .warn(
                        "entry {} has not been in the journal for {} s, and nothing starts until it is{}",
                        outbox.awaited().orElseThrow(),
                        waited.toSeconds(),
                        journalTrouble.get().map(t -> "; " + t).orElse("")));
        vacancy = vacancy.seen(slots, clock.session());
        progress.waitsFor(vacancy.trouble(state, clock.session()));
        for (var silent : roll.silent(slots, clock.session())) {
            var hangs = new Outcome.Failed(
                    Outcome.Failure.TIMEOUT, "silent for longer than its time-out and " + GRACE.toSeconds() + " s");
            happen(new Input.End(silent.trial(), silent.attempt(), hangs));
            var stop = new Effect.Send(silent.trial(), silent.attempt(), Signal.STOP);
            carryOut(outbox.hold(new Step(state, Optional.empty(), List.of(stop))));
        }
    }

    private static TimeoutException late() {
        return new TimeoutException(
                "the study was told to end at once, and has not within " + PATIENCE.toSeconds() + " s");
    }

    private void finish() {
        progress.finished();
        end();
    }

    private void fail(Throwable cause) {
        progress.failed(cause);
        end();
    }

    private void end() {
        isEnding = true;
        timers.cancelAll();
        timers.startSingleTimer(GiveUp.class, new GiveUp(), PATIENCE);
        executor.tell(new SlotsActor.Close());
        journal.tell(new JournalActor.Close());
        checkpoints.tell(new CheckpointsActor.Close());
        commands.tell(new CommandsActor.Close());
    }

    /** Nothing acts any more; what was sent to the journal is still written and announced. */
    private Behavior<Message> ending() {
        return Behaviors.receive(Message.class)
                .onMessage(Committed.class, committed -> {
                    for (var step : outbox.release(committed.sequence())) {
                        advance(step);
                        announce(step);
                    }
                    return Behaviors.same();
                })
                .onMessage(Broke.class, broke -> {
                    progress.failed(broke.cause());
                    return Behaviors.same();
                })
                .onMessage(Closed.class, closed -> without(closed.part()))
                .onMessage(GiveUp.class, late -> giveUp())
                .onAnyMessage(late -> Behaviors.same())
                .build();
    }

    private Behavior<Message> without(Part part) {
        active.remove(part);
        return active.isEmpty() ? Behaviors.stopped() : Behaviors.same();
    }

    private Behavior<Message> giveUp() {
        context.getLog().warn("{} did not end within {} s", active, PATIENCE.toSeconds());
        progress.tell();
        return Behaviors.stopped();
    }
}
