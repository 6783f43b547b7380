package winnow.search;

import winnow.trial.Observation;
import winnow.trial.Trial;

/**
 * Decides how far each trial is trained: budgets, promotion, pausing, stopping. It compares observations at equal
 * budgets only, always as losses ({@link History#loss}), where lower is better.
 *
 * <p>An implementation is a record of its settings. What it remembers is an immutable value, folded from the events of
 * the study in the order in which they become visible; every method is a pure function. An observation is in the
 * {@link History} before the scheduler learns of it or judges it.
 *
 * @param <M> its memory; has value equality
 */
public interface Scheduler<M> {

    M initial();

    /** The memory after an event. Takes O(log trials). Unknown kinds of events are ignored. */
    M learn(M memory, History history, StudyEvent event);

    /**
     * What to do with a free slot.
     *
     * @param mayOpen whether a new trial may be opened; if not, {@link Move.Open} and {@link Move.Fork} are not legal
     *     answers
     */
    Move next(M memory, History history, boolean mayOpen);

    /** Whether a running trial that has just observed an epoch before its budget trains on. */
    Verdict judge(M memory, History history, Trial trial, Observation observation);

    /** What becomes of a trial that reached the budget of its assignment: pause, stop or complete. */
    Verdict settle(M memory, History history, Trial trial);

    /**
     * What it would do with so many trials if none failed: for {@code winnow plan} and the progress display.
     *
     * @param trials how many trials may be opened, at least 1
     */
    Plan plan(int trials);
}
