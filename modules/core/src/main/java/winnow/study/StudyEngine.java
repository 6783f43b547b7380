package winnow.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import winnow.search.Request;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Closing;
import winnow.search.StudyEvent.Ended;
import winnow.search.StudyEvent.Ending;
import winnow.search.StudyEvent.Judged;
import winnow.search.StudyEvent.Reported;
import winnow.search.StudyEvent.SessionOpened;
import winnow.search.StudyEvent.StudyStarted;
import winnow.search.Verdict;
import winnow.study.Standing.Phase;
import winnow.trial.Aim;
import winnow.trial.Checkpoint;
import winnow.trial.Observation;
import winnow.trial.Outcome;
import winnow.trial.Report;
import winnow.trial.Signal;
import winnow.trial.Trial;

/**
 * Decides what follows from an input: a pure function of the state, the input and the moment. It holds no state and
 * reads no clock, so that the actors, the simulator and the tests drive the same code.
 */
public final class StudyEngine {

    /** The origin of a trial whose configuration is a point of the spec. */
    public static final String POINT = "point";

    /** The origin of a trial whose configuration a person enqueued. */
    public static final String ENQUEUED = "enqueued";

    /** How often a trial may be lost with its Spark executor before the trial itself is suspected. */
    static final int DEATHS = 2;

    private StudyEngine() {}

    /**
     * One input and all that follows from it.
     *
     * @throws IllegalStateException if a strategy or scheduler breaks its contract
     */
    public static Step step(StudyState state, Input input, Moment moment) {
        return new Run(state, moment).after(input);
    }

    /** One call of {@link #step}: the events so far, and the state after them. */
    static final class Run {
        private final StudyState before;
        private final Moment moment;
        private final Fold fold;
        private final List<StudyEvent> events = new ArrayList<>();
        private final List<Effect> effects = new ArrayList<>();
        private final Set<Integer> touched = new HashSet<>();
        private final List<Checkpoint> mentioned = new ArrayList<>();

        Run(StudyState before, Moment moment) {
            this.before = before;
            this.moment = moment;
            this.fold = new Fold(before);
        }

        Step after(Input input) {
            if (input instanceof Input.Open open) {
                open(open);
            } else if (!isUp()) {
                return new Step(before, Optional.empty(), List.of());
            } else if (input instanceof Input.Epoch epoch) {
                epoch(epoch.report());
            } else if (input instanceof Input.End end) {
                end(end);
            } else if (input instanceof Input.Interrupt interrupt
                    && state().standing().phase() == Phase.OPEN) {
                close(Ending.INTERRUPTED, interrupt.reason());
            } else if (input instanceof Input.Command command) {
                new Requests(this).hear(command.requested());
            }
            followUp();
            return finish();
        }

        private boolean isUp() {
            var phase = before.standing().phase();
            return phase == Phase.OPEN || phase == Phase.CLOSING;
        }

        private void open(Input.Open open) {
            if (before.sequence() == 0) {
                emit(new StudyStarted(before.spec().study(), before.spec().seed(), open.specDigest()));
                open.earlier().forEach(this::emit);
            }
            emit(new SessionOpened(before.standing().session() + 1, open.limits(), open.provenance()));
            for (var task : before.tasks().open().values()) {
                if (task.stage() == Task.Stage.LAUNCHED) {
                    var assignment = task.assignment();
                    emit(new Ended(
                            assignment.trial(),
                            assignment.attempt(),
                            new Outcome.Lost(Outcome.Loss.DRIVER_RESTART, "the coordinator ended while it ran")));
                }
            }
        }

        private void epoch(Report report) {
            report.checkpoint().ifPresent(mentioned::add);
            touched.add(report.trial());
            var task = running(report.trial(), report.attempt());
            if (task.isEmpty()) {
                return;
            }
            var trial = state().trial(report.trial());
            var observation = timed(trial, report.observation());
            boolean late = state().isLockstep() && task.get().verdict().isPresent();
            if (observation.epoch() != trial.budget() + 1
                    || observation.epoch() > task.get().assignment().to()
                    || late) {
                return;
            }
            emit(new Reported(report.trial(), report.attempt(), observation, report.checkpoint()));
            if (task.get().verdict().isEmpty()
                    && observation.epoch() < task.get().assignment().to()) {
                judge(report.trial(), report.attempt());
            }
        }

        /** The observation with the trial's training time so far among its metrics, if the study names that. */
        private Observation timed(Trial trial, Observation observation) {
            if (state().spec().objective().aims().stream().noneMatch(Aim::isTimed)) {
                return observation;
            }
            double before = trial.last()
                    .or(() ->
                            trial.parent().flatMap(p -> state().trial(p.trial()).at(p.epoch())))
                    .map(last -> last.metrics().find(Aim.TRAINING_SECONDS).orElse(0))
                    .orElse(0.0);
            return observation.with(Aim.TRAINING_SECONDS, before + observation.seconds());
        }

        private void judge(int number, int attempt) {
            var trial = state().trial(number);
            var sight = state().tasks().of(number).flatMap(Task::sight);
            var history = sight.map(Task.Sight::history).orElse(state().history());
            var scheduler = sight.<SchedulerMind<?>>map(Task.Sight::scheduler).orElse(state().scheduler());
            var verdict = scheduler.judge(history, trial, trial.last().orElseThrow());
            boolean isSpared = verdict instanceof Verdict.Stop && pin(number).isPresent();
            if (verdict instanceof Verdict.Continue || isSpared) {
                return;
            }
            emit(new Judged(number, trial.budget(), verdict));
            effects.add(
                    new Effect.Send(number, attempt, verdict instanceof Verdict.Pause ? Signal.PAUSE : Signal.STOP));
        }

        private void end(Input.End end) {
            checkpointOf(end.outcome()).ifPresent(mentioned::add);
            touched.add(end.trial());
            if (running(end.trial(), end.attempt()).isPresent()) {
                emit(new Ended(end.trial(), end.attempt(), end.outcome()));
            }
        }

        private Optional<Task> running(int trial, int attempt) {
            return state().tasks()
                    .of(trial)
                    .filter(t ->
                            t.stage() == Task.Stage.LAUNCHED && t.assignment().attempt() == attempt);
        }

        private void followUp() {
            settleEnded();
            if (state().standing().phase() == Phase.OPEN) {
                checkLimits();
            }
            if (state().standing().phase() == Phase.OPEN && !state().steering().isPaused()) {
                new Dispatch(this, moment.slots()).fillSlots();
                if (state().standing().phase() == Phase.OPEN) {
                    checkLimits();
                }
            }
            makeRoom();
            if (state().standing().phase() == Phase.CLOSING && state().tasks().launched() == 0) {
                var standing = state().standing();
                var ending = standing.ending().orElseThrow();
                emit(
                        ending == Ending.INTERRUPTED
                                ? new StudyEvent.SessionClosed(standing.reason())
                                : new StudyEvent.StudyFinished(ending, standing.reason()));
            }
        }

        /** Says what follows for every assignment whose attempt has just ended. */
        private void settleEnded() {
            for (var number : List.copyOf(touchedTasks())) {
                state().tasks().number(number).ifPresent(this::settle);
            }
        }

        private List<Integer> touchedTasks() {
            return touched.stream()
                    .map(trial -> state().tasks().ofTrial().get(trial))
                    .filter(java.util.Objects::nonNull)
                    .sorted()
                    .toList();
        }

        void settle(Task task) {
            if (task.stage() != Task.Stage.ENDED) {
                return;
            }
            var outcome = task.outcome().orElseThrow();
            var trial = state().trial(task.assignment().trial());
            if (task.sight().isEmpty()) {
                var verdict = Settlement.verdict(outcome, trial, task.assignment())
                        .orElseGet(
                                () -> spared(trial.number(), state().scheduler().settle(state().history(), trial)));
                if (verdict instanceof Verdict.Continue) {
                    throw new IllegalStateException("the scheduler said CONTINUE for trial " + trial.number()
                            + ", which has reached its budget of " + trial.budget() + " epochs");
                }
                emit(new Judged(trial.number(), trial.budget(), verdict));
            }
        }

        private Optional<String> pin(int trial) {
            return Optional.ofNullable(state().steering().pinned().get(trial));
        }

        /** A scheduler's verdict on a trial that does not run: a pinned one waits where it would have been stopped. */
        Verdict spared(int trial, Verdict verdict) {
            return verdict instanceof Verdict.Stop
                    ? pin(trial)
                            .<Verdict>map(
                                    words -> new Verdict.Pause(words + "; or it were stopped: " + verdict.reason()))
                            .orElse(verdict)
                    : verdict;
        }

        private void makeRoom() {
            for (var excess = Room.excess(state()); excess.isPresent(); excess = Room.excess(state())) {
                emit(excess.get());
            }
        }

        private void checkLimits() {
            var limits = state().limits();
            if (state().target().isPresent()) {
                close(Ending.TARGET, "target met: " + state().target().get());
            } else if (isReached(limits.failures(), state().ledger().failed())) {
                close(Ending.FAILURES, state().ledger().failed() + " trials failed, the limit");
            } else if (limits.wallClock().isPresent()
                    && elapsedMillis() >= limits.wallClock().get().toMillis()) {
                close(
                        Ending.WALL_CLOCK,
                        "wall clock limit of " + limits.wallClock().get().toSeconds() + " s reached");
            }
        }

        static boolean isReached(OptionalInt limit, int count) {
            return limit.isPresent() && count >= limit.getAsInt();
        }

        void close(Ending ending, String reason) {
            emit(new Closing(ending, reason));
            for (var task : state().tasks().open().values()) {
                if (task.stage() == Task.Stage.LAUNCHED) {
                    effects.add(new Effect.Send(
                            task.assignment().trial(), task.assignment().attempt(), Signal.PAUSE));
                }
            }
        }

        void emit(StudyEvent event) {
            if (event instanceof Ended ended) {
                touched.add(ended.trial());
            } else if (event instanceof Judged judged) {
                touched.add(judged.trial());
            } else if (event instanceof StudyEvent.CheckpointsDropped dropped) {
                touched.add(dropped.trial());
            } else if (event instanceof StudyEvent.Requested requested
                    && requested.request() instanceof Request.Unpin unpin) {
                touched.add(unpin.trial());
            }
            incumbentTrial().ifPresent(touched::add);
            fold.apply(event);
            events.add(event);
        }

        void effect(Effect effect) {
            effects.add(effect);
        }

        StudyState state() {
            return fold.state();
        }

        private Optional<Integer> incumbentTrial() {
            return state().history().incumbent().map(i -> i.trial());
        }

        private long elapsedMillis() {
            return state().standing().sessionBaseMillis() + moment.session().toMillis();
        }

        private Step finish() {
            dropUnneeded();
            if (events.isEmpty()) {
                return new Step(before, Optional.empty(), effects);
            }
            long sequence = before.sequence() + 1;
            long elapsed = Math.max(before.standing().elapsedMillis(), elapsedMillis());
            var at = moment.at().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
            var after = fold.state(sequence, elapsed);
            var phase = after.standing().phase();
            if (phase == Phase.FINISHED || phase == Phase.CLOSED) {
                effects.add(new Effect.Finish());
            }
            return new Step(after, Optional.of(new Entry(sequence, at, elapsed, events)), effects);
        }

        private void dropUnneeded() {
            var known = new ArrayList<>(mentioned);
            for (int number : touched) {
                if (number < before.history().trials().size()) {
                    known.addAll(before.trial(number).checkpoints());
                }
            }
            var after = state();
            known.stream().distinct().filter(c -> !after.isNamed(c)).forEach(c -> effects.add(new Effect.Drop(c)));
        }

        private static Optional<Checkpoint> checkpointOf(Outcome outcome) {
            if (outcome instanceof Outcome.Reached reached) {
                return reached.checkpoint();
            }
            return outcome instanceof Outcome.Stopped stopped ? stopped.checkpoint() : Optional.empty();
        }
    }
}
