package winnow.study;

import java.util.List;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;
import winnow.search.History;
import winnow.search.Limits;
import winnow.search.Scheduler;
import winnow.search.Strategy;
import winnow.study.Standing.Phase;
import winnow.trial.Checkpoint;
import winnow.trial.Trial;

/**
 * All there is to know of a study at one place of its journal. Immutable; {@link #apply} alone gives a new one, live and
 * in recovery alike.
 *
 * @param spec what was asked for
 * @param sequence number of the last entry applied, 0 before the first
 * @param standing where the study as a whole stands
 * @param ledger epochs spent and promised
 * @param history the trials, as far as decisions may see them
 * @param tasks assignments that are not settled
 * @param strategy who proposes, and what it remembers
 * @param scheduler who decides budgets, and what it remembers
 * @param proposals how many configurations the strategy has proposed
 * @param exhaustion why the strategy has nothing left, once it has
 * @param target which observation met the target, in words, once one has
 * @param forks the trials that started from a checkpoint of each trial, if any
 * @param shelf the checkpoints of paused trials, where their number is bounded
 * @param steering what persons asked for that is still to be done
 */
public record StudyState(
        StudySpec spec,
        long sequence,
        Standing standing,
        Ledger ledger,
        History history,
        Tasks tasks,
        StrategyMind<?> strategy,
        SchedulerMind<?> scheduler,
        int proposals,
        Optional<String> exhaustion,
        Optional<String> target,
        PMap<Integer, PVector<Integer>> forks,
        Shelf shelf,
        Steering steering) {

    /** A study before its first entry. */
    public static StudyState initial(StudySpec spec, Strategy<?> strategy, Scheduler<?> scheduler) {
        return new StudyState(
                spec,
                0,
                new Standing(Phase.NEW, Optional.empty(), "", 0, spec.limits(), 0, 0),
                Ledger.EMPTY,
                History.empty(spec.space(), spec.objective().aims(), spec.repeats()),
                Tasks.NONE,
                StrategyMind.of(strategy),
                SchedulerMind.of(scheduler),
                0,
                Optional.empty(),
                Optional.empty(),
                HashTreePMap.empty(),
                Shelf.EMPTY,
                Steering.NONE);
    }

    /**
     * The state after an entry.
     *
     * @throws IllegalArgumentException if it is not the next one
     */
    public StudyState apply(Entry entry) {
        if (entry.sequence() != sequence + 1) {
            throw new IllegalArgumentException(
                    "entry " + entry.sequence() + " cannot follow entry " + sequence + ": the journal has a gap");
        }
        var fold = new Fold(this);
        entry.events().forEach(fold::apply);
        return fold.state(entry.sequence(), entry.elapsedMillis());
    }

    public Limits limits() {
        return standing.limits();
    }

    public boolean isLockstep() {
        return spec.lockstep().isPresent();
    }

    /** Whether the strategy has nothing left. */
    public boolean exhausted() {
        return exhaustion.isPresent();
    }

    public boolean isFinished() {
        return standing.phase() == Phase.FINISHED;
    }

    /** A trial as it really is: in lockstep, with what decisions do not see yet. */
    public Trial trial(int number) {
        return tasks.of(number).flatMap(Task::sight).map(Task.Sight::own).orElseGet(() -> history.trial(number));
    }

    /** All trials as they really are: see {@link #trial}. */
    public List<Trial> trials() {
        return history.trials().stream().map(t -> trial(t.number())).toList();
    }

    /** Whether a trial names a checkpoint: the one that saved it, or one that was forked from that. */
    boolean isNamed(Checkpoint checkpoint) {
        int saver = checkpoint.trial();
        if (saver >= history.trials().size()) {
            return false;
        }
        return trial(saver).checkpoints().contains(checkpoint)
                || forks.getOrDefault(saver, TreePVector.empty()).stream()
                        .anyMatch(fork -> trial(fork).checkpoints().contains(checkpoint));
    }

    /** Whether two states are the same, whatever the session and the time: for tests of recovery. */
    public boolean decidesLike(StudyState other) {
        return sequence == other.sequence
                && ledger.equals(other.ledger)
                && history.equals(other.history)
                && tasks.equals(other.tasks)
                && strategy.equals(other.strategy)
                && scheduler.equals(other.scheduler)
                && proposals == other.proposals
                && exhaustion.equals(other.exhaustion)
                && target.equals(other.target)
                && forks.equals(other.forks)
                && shelf.equals(other.shelf)
                && steering.equals(other.steering);
    }
}
