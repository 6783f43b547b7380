package winnow.study;

import java.util.Optional;
import org.pcollections.PVector;
import org.pcollections.TreePVector;
import winnow.search.History;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.trial.Assignment;
import winnow.trial.Outcome;
import winnow.trial.Trial;

/**
 * An assignment that is not settled yet.
 *
 * @param assignment as it was last sent out
 * @param rung the scheduler's rung it trains to
 * @param stage where it is
 * @param verdict a verdict given while it ran, which stands whatever its outcome
 * @param outcome how its last attempt ended, once it has
 * @param sight in lockstep: what decisions about it may see
 */
public record Task(
        Assignment assignment,
        int rung,
        Stage stage,
        Optional<Verdict> verdict,
        Optional<Outcome> outcome,
        Optional<Sight> sight) {

    /** Where an unsettled assignment is. */
    public enum Stage {
        LAUNCHED,
        /** an attempt ended without settling it: to be sent out again when a slot is free */
        WAITING,
        /** its last attempt ended; the engine has not yet said what follows */
        ENDED
    }

    Task launched(Assignment again) {
        return new Task(again, rung, Stage.LAUNCHED, verdict, Optional.empty(), sight);
    }

    Task judged(Verdict newVerdict) {
        return new Task(assignment, rung, stage, Optional.of(newVerdict), outcome, sight);
    }

    Task ended(Outcome newOutcome) {
        return new Task(assignment, rung, Stage.ENDED, verdict, Optional.of(newOutcome), sight);
    }

    Task waiting() {
        return new Task(assignment, rung, Stage.WAITING, verdict, outcome, sight);
    }

    Task seeing(Sight newSight) {
        return new Task(assignment, rung, stage, verdict, outcome, Optional.of(newSight));
    }

    /**
     * What a lockstep assignment may see: the study as it was when it was decided, and its own trial since.
     *
     * @param history as it was, but for its own trial
     * @param scheduler as it was, but for what its own trial taught it
     * @param own its own trial as it is
     * @param pending events of its own that others do not see yet, in order
     */
    public record Sight(History history, SchedulerMind<?> scheduler, Trial own, PVector<StudyEvent> pending) {

        static Sight of(History history, SchedulerMind<?> scheduler, Trial own) {
            return new Sight(history, scheduler, own, TreePVector.empty());
        }
    }
}
