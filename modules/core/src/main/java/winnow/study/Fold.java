package winnow.study;

import java.util.Optional;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;
import winnow.search.History;
import winnow.search.Request;
import winnow.search.Rung;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Assigned;
import winnow.search.StudyEvent.CheckpointsDropped;
import winnow.search.StudyEvent.Closing;
import winnow.search.StudyEvent.Ended;
import winnow.search.StudyEvent.Judged;
import winnow.search.StudyEvent.Reported;
import winnow.search.StudyEvent.Requested;
import winnow.search.StudyEvent.Revealed;
import winnow.search.StudyEvent.SessionClosed;
import winnow.search.StudyEvent.SessionOpened;
import winnow.search.StudyEvent.StrategyExhausted;
import winnow.search.StudyEvent.StudyFinished;
import winnow.search.StudyEvent.StudyStarted;
import winnow.search.StudyEvent.TrialCreated;
import winnow.search.StudyEvent.WarmStarted;
import winnow.search.Verdict;
import winnow.study.Standing.Phase;
import winnow.trial.Ancestor;
import winnow.trial.Checkpoint;
import winnow.trial.Observation;
import winnow.trial.Outcome;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

/**
 * Applies events one after another. The only code that changes a study's state; it lives no longer than one call of
 * {@link StudyState#apply} or {@link StudyEngine#step}.
 */
final class Fold {
    private final StudySpec spec;
    private final long sequence;
    private Standing standing;
    private Ledger ledger;
    private History history;
    private Tasks tasks;
    private StrategyMind<?> strategy;
    private SchedulerMind<?> scheduler;
    private int proposals;
    private Optional<String> exhaustion;
    private Optional<String> target;
    private PMap<Integer, PVector<Integer>> forks;
    private Shelf shelf;
    private Steering steering;

    Fold(StudyState state) {
        spec = state.spec();
        sequence = state.sequence();
        standing = state.standing();
        ledger = state.ledger();
        history = state.history();
        tasks = state.tasks();
        strategy = state.strategy();
        scheduler = state.scheduler();
        proposals = state.proposals();
        exhaustion = state.exhaustion();
        target = state.target();
        forks = state.forks();
        shelf = state.shelf();
        steering = state.steering();
    }

    /** The state so far, as if it stood at the entry it was begun from. */
    StudyState state() {
        return state(sequence, standing.elapsedMillis());
    }

    StudyState state(long newSequence, long elapsedMillis) {
        return new StudyState(
                spec,
                newSequence,
                standing.at(elapsedMillis),
                ledger,
                history,
                tasks,
                strategy,
                scheduler,
                proposals,
                exhaustion,
                target,
                forks,
                shelf,
                steering);
    }

    void apply(StudyEvent event) {
        if (event instanceof StudyStarted || event instanceof WarmStarted) {
            learn(event);
        } else if (event instanceof SessionOpened opened) {
            open(opened);
        } else if (event instanceof TrialCreated created) {
            create(created);
        } else if (event instanceof Assigned assigned) {
            assign(assigned);
        } else if (event instanceof Reported reported) {
            report(reported);
        } else if (event instanceof Ended ended) {
            end(ended);
        } else if (event instanceof Judged judged) {
            judge(judged);
        } else if (event instanceof Revealed revealed) {
            reveal(revealed);
        } else if (event instanceof CheckpointsDropped dropped) {
            put(history.trial(dropped.trial()).keeping(TreePVector.empty()));
            shelf = shelf.dropping(dropped.trial());
        } else if (event instanceof StrategyExhausted exhausted) {
            exhaustion = Optional.of(exhausted.reason());
        } else if (event instanceof Closing closing) {
            standing = standing.in(Phase.CLOSING, closing.ending(), closing.reason());
        } else if (event instanceof StudyFinished finished) {
            standing = standing.in(Phase.FINISHED, finished.ending(), finished.reason());
        } else if (event instanceof SessionClosed closed) {
            standing = standing.in(Phase.CLOSED, StudyEvent.Ending.INTERRUPTED, closed.reason());
        } else if (event instanceof Requested requested) {
            request(requested);
        }
    }

    private void request(Requested requested) {
        steering = steering.hear(requested);
        if (requested.request() instanceof Request.Extend extend) {
            standing = standing.under(extend.limits());
            aim();
        } else if (requested.request() instanceof Request.Promote promote) {
            steering = steering.promoting(promotion(requested, promote));
        } else if (requested.request() instanceof Request.Unpin unpin) {
            put(kept(history.trial(unpin.trial())));
        }
        learn(requested);
    }

    private void open(SessionOpened opened) {
        standing = standing.opened(opened.session(), opened.limits());
        steering = steering.opened();
        aim();
        learn(opened);
    }

    private Steering.Promotion promotion(Requested requested, Request.Promote promote) {
        int to = promote.to().orElseThrow();
        int rung = Rungs.above(state(), history.trial(promote.trial())).stream()
                .filter(r -> r.budget() == to)
                .findFirst()
                .map(Rung::index)
                .orElseThrow();
        return new Steering.Promotion(promote.trial(), to, rung, "promoted " + requested.words());
    }

    private void aim() {
        target = Optional.empty();
        for (var trial : history.trials()) {
            trial.observations().forEach(o -> meetTarget(trial.number(), o));
        }
    }

    private void create(TrialCreated event) {
        var trial = Trial.created(
                event.trial(),
                event.configuration(),
                event.origin(),
                event.note(),
                event.parent(),
                event.bracket(),
                event.seed());
        history = history.plus(event.parent().map(p -> inheriting(trial, p)).orElse(trial));
        if (event.origin().equals(StudyEngine.ENQUEUED)) {
            steering = steering.dequeue();
        } else if (event.parent().isEmpty() && !event.origin().equals(StudyEngine.POINT)) {
            proposals++;
        }
        learn(event);
    }

    /** A forked trial names its parent's checkpoint as its own, so that it is kept until it has two of its own. */
    private Trial inheriting(Trial trial, Ancestor ancestor) {
        int parent = ancestor.trial();
        forks = forks.plus(
                parent, forks.getOrDefault(parent, TreePVector.empty()).plus(trial.number()));
        return history.trial(parent)
                .checkpoint(ancestor.epoch())
                .map(c -> trial.keeping(TreePVector.singleton(c)))
                .orElse(trial);
    }

    private void assign(Assigned event) {
        var assignment = event.assignment();
        steering = steering.settled(assignment.trial());
        var earlier = tasks.number(assignment.number());
        var before = current(assignment.trial());
        var trial = before.running(assignment.attempt());
        if (earlier.isPresent()) {
            ledger = ledger.repeat(Math.max(0, before.budget() - assignment.from()));
        } else {
            ledger = ledger.reserve(assignment.to() - before.budget());
            if (shelf.dropped().contains(assignment.trial())) {
                ledger = ledger.repeat(Math.max(0, before.budget() - assignment.from()));
            }
        }
        var task = earlier.map(t -> t.launched(assignment))
                .orElseGet(() -> new Task(
                        assignment,
                        event.rung(),
                        Task.Stage.LAUNCHED,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        shelf = shelf.sent(assignment.trial());
        tasks = tasks.with(task);
        if (!isLockstep()) {
            put(trial);
            learn(event);
        } else if (earlier.isPresent()) {
            see(task, trial, Optional.empty());
        } else {
            put(trial);
            learn(event);
            tasks = tasks.with(task.seeing(Task.Sight.of(history, scheduler, trial)));
        }
    }

    private void report(Reported event) {
        var trial = current(event.trial());
        var task = tasks.of(event.trial()).orElseThrow();
        if (task.sight().isPresent()) {
            see(task, kept(observed(trial, event)), Optional.of(event));
        } else {
            observe(trial, event);
            learn(event);
        }
    }

    private void observe(Trial trial, Reported event) {
        var observed = observed(trial, event);
        var before = history.incumbent();
        history = history.observing(observed, event.observation());
        put(kept(observed));
        ledger = ledger.charge();
        meetTarget(trial.number(), event.observation());
        before.filter(i -> i.trial() != trial.number() && !history.incumbent().equals(before))
                .ifPresent(i -> put(kept(history.trial(i.trial()))));
    }

    private static Trial observed(Trial trial, Reported event) {
        var observed = trial.observed(event.observation());
        return event.checkpoint()
                .map(c -> observed.keeping(observed.checkpoints().plus(c)))
                .orElse(observed);
    }

    private void end(Ended event) {
        var task = tasks.of(event.trial()).orElseThrow();
        var trial = ended(current(event.trial()), event.outcome());
        boolean again = task.verdict().isEmpty()
                && Settlement.isSentAgain(event.outcome(), trial, task.assignment(), spec.trial());
        var ended = again ? task.ended(event.outcome()).waiting() : task.ended(event.outcome());
        tasks = tasks.with(ended);
        if (task.sight().isPresent()) {
            see(ended, trial, Optional.of(event));
            return;
        }
        put(kept(trial));
        learn(event);
        task.verdict().ifPresent(verdict -> close(ended, verdict));
    }

    private static Trial ended(Trial trial, Outcome outcome) {
        if (outcome instanceof Outcome.Reached reached) {
            return reached.checkpoint().map(c -> saved(trial, c)).orElse(trial).with(TrialStatus.WAITING, "");
        }
        if (outcome instanceof Outcome.Stopped stopped) {
            return stopped.checkpoint()
                    .map(c -> saved(trial, c))
                    .orElse(trial)
                    .with(TrialStatus.PAUSED, "paused from outside");
        }
        if (outcome instanceof Outcome.Failed failed) {
            return trial.failedOnce().with(TrialStatus.WAITING, failed.message());
        }
        if (outcome instanceof Outcome.Lost lost) {
            var waiting = trial.with(TrialStatus.WAITING, lost.message());
            return lost.kind() == Outcome.Loss.EXECUTOR_DEAD ? waiting.diedOnce() : waiting;
        }
        return outcome instanceof Outcome.Diverged diverged
                ? trial.with(TrialStatus.WAITING, diverged.message())
                : trial;
    }

    private static Trial saved(Trial trial, Checkpoint checkpoint) {
        return trial.checkpoints().contains(checkpoint)
                ? trial
                : trial.keeping(trial.checkpoints().plus(checkpoint));
    }

    private void judge(Judged event) {
        steering = steering.settled(event.trial());
        var task = tasks.of(event.trial());
        if (task.isPresent() && task.get().stage() == Task.Stage.LAUNCHED) {
            var judged = task.get().judged(event.verdict());
            tasks = tasks.with(judged);
            judged.sight().ifPresent(s -> see(judged, s.own(), Optional.of(event)));
            if (judged.sight().isEmpty()) {
                learn(event);
            }
        } else if (task.isPresent()) {
            learn(event);
            close(task.get(), event.verdict());
        } else {
            put(kept(history.trial(event.trial())
                    .with(statusOf(event.verdict()), event.verdict().reason())));
            learn(event);
        }
    }

    /** Settles an assignment: what was reserved and not observed is released. */
    private void close(Task task, Verdict verdict) {
        var trial = history.trial(task.assignment().trial()).with(statusOf(verdict), verdict.reason());
        tasks = tasks.without(task);
        ledger = ledger.release(task.assignment().to() - trial.budget());
        if (verdict instanceof Verdict.Fail) {
            ledger = ledger.failOne();
        }
        put(kept(trial));
    }

    private static TrialStatus statusOf(Verdict verdict) {
        if (verdict instanceof Verdict.Pause) {
            return TrialStatus.PAUSED;
        }
        if (verdict instanceof Verdict.Stop) {
            return TrialStatus.STOPPED;
        }
        if (verdict instanceof Verdict.Complete) {
            return TrialStatus.COMPLETED;
        }
        return TrialStatus.FAILED;
    }

    /** Lets everybody see what an assignment brought, in the order in which it came. */
    private void reveal(Revealed event) {
        var task = tasks.number(event.assignment()).orElseThrow();
        var sight = task.sight().orElseThrow();
        tasks = tasks.reveal(event.assignment());
        for (var own : sight.pending()) {
            if (own instanceof Reported reported) {
                observe(history.trial(reported.trial()), reported);
            } else if (own instanceof Ended ended) {
                put(ended(history.trial(ended.trial()), ended.outcome()));
            }
            learn(own);
        }
        put(kept(sight.own()));
        var settled = new Task(
                task.assignment(), task.rung(), task.stage(), task.verdict(), task.outcome(), Optional.empty());
        tasks = tasks.with(settled);
        task.verdict().ifPresent(verdict -> close(settled, verdict));
    }

    /** In lockstep: an assignment's own trial has changed; only decisions about itself see it. */
    private void see(Task task, Trial own, Optional<StudyEvent> event) {
        var sight = task.sight().orElseThrow();
        var seen = sight.history().with(own);
        if (event.isPresent() && event.get() instanceof Reported reported) {
            seen = seen.observing(own, reported.observation());
        }
        var view = seen;
        var learnt = event.<SchedulerMind<?>>map(e -> sight.scheduler().learn(view, e))
                .orElse(sight.scheduler());
        var pending = event.map(e -> sight.pending().plus(e)).orElse(sight.pending());
        tasks = tasks.with(task.seeing(new Task.Sight(view, learnt, own, pending)));
    }

    private Trial current(int trial) {
        return tasks.of(trial).flatMap(Task::sight).map(Task.Sight::own).orElseGet(() -> history.trial(trial));
    }

    private void put(Trial trial) {
        history = history.with(trial);
        if (spec.checkpoints().keep().isPresent()) {
            shelf = shelf.with(trial);
        }
    }

    private void learn(StudyEvent event) {
        strategy = strategy.learn(history, event);
        scheduler = scheduler.learn(history, event);
    }

    private void meetTarget(int trial, Observation observation) {
        var wanted = standing.limits().target();
        if (target.isEmpty() && wanted.isPresent() && wanted.get().isReachedBy(observation.metrics())) {
            var metric = wanted.get().metric();
            target = Optional.of("trial " + trial + " reached " + metric + " "
                    + observation.metrics().value(metric) + " at epoch " + observation.epoch());
        }
    }

    /**
     * A trial without the checkpoints that nobody needs: kept are its last two while it may train on, its last if a
     * person pinned it, and the best. With several metrics the last one stays, so that any trial of the front can be had.
     */
    private Trial kept(Trial trial) {
        boolean keepsLast = history.hasSeveralAims() || steering.pinned().containsKey(trial.number());
        int spare = !trial.status().isOver() ? 2 : keepsLast ? 1 : 0;
        var kept = TreePVector.<Checkpoint>empty();
        int size = trial.checkpoints().size();
        for (int i = 0; i < size; i++) {
            var checkpoint = trial.checkpoints().get(i);
            boolean isOwn = checkpoint.trial() == trial.number();
            if (i >= size - spare || (isOwn && (isIncumbent(checkpoint) || mayBecomeIncumbent(trial, checkpoint)))) {
                kept = kept.plus(checkpoint);
            }
        }
        return kept.size() == size ? trial : trial.keeping(kept);
    }

    private boolean isIncumbent(Checkpoint checkpoint) {
        return history.incumbent()
                .filter(i -> i.trial() == checkpoint.trial() && i.observation().epoch() == checkpoint.epoch())
                .isPresent();
    }

    /** In lockstep the best epoch of a trial may turn out to be the study's best once it is revealed. */
    private boolean mayBecomeIncumbent(Trial trial, Checkpoint checkpoint) {
        return isLockstep()
                && tasks.of(trial.number()).flatMap(Task::sight).isPresent()
                && trial.best(history.metric(), history.goal())
                        .filter(o -> o.epoch() == checkpoint.epoch())
                        .isPresent();
    }

    private boolean isLockstep() {
        return spec.lockstep().isPresent();
    }
}
