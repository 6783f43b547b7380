package winnow.study;

import java.util.Optional;
import winnow.search.Verdict;
import winnow.trial.Assignment;
import winnow.trial.Outcome;
import winnow.trial.Signal;
import winnow.trial.Trial;

/** What follows from each kind of outcome: the table of the design, in code. */
final class Settlement {

    private Settlement() {}

    /**
     * Whether the assignment is to be sent out again: it is the machine's fault, a pause, or a retry is left. One whose
     * last epoch was observed is done, however it ended: that epoch's report carries the checkpoint.
     */
    static boolean isSentAgain(Outcome outcome, Trial trial, Assignment assignment, TrialPolicy policy) {
        if (isDone(trial, assignment)) {
            return false;
        }
        if (outcome instanceof Outcome.Lost) {
            return trial.deaths() <= StudyEngine.DEATHS;
        }
        if (outcome instanceof Outcome.Failed) {
            return trial.failures() <= policy.retries();
        }
        return outcome instanceof Outcome.Stopped stopped && stopped.signal() == Signal.PAUSE;
    }

    /** The verdict that the outcome itself gives; empty if the scheduler decides. */
    static Optional<Verdict> verdict(Outcome outcome, Trial trial, Assignment assignment) {
        if (isDone(trial, assignment)) {
            return Optional.empty();
        }
        if (outcome instanceof Outcome.Diverged diverged) {
            return Optional.of(new Verdict.Fail("diverged in epoch " + diverged.epoch() + ": " + diverged.message()));
        }
        if (outcome instanceof Outcome.Failed failed) {
            return Optional.of(new Verdict.Fail(words(failed.kind()) + ": " + failed.message()));
        }
        if (outcome instanceof Outcome.Lost lost) {
            return Optional.of(new Verdict.Fail(words(Outcome.Failure.OUT_OF_MEMORY) + ", it seems: " + trial.deaths()
                    + " Spark executors died under it; " + lost.message()));
        }
        if (outcome instanceof Outcome.Stopped) {
            return Optional.of(new Verdict.Stop("stopped from outside"));
        }
        return Optional.empty();
    }

    private static boolean isDone(Trial trial, Assignment assignment) {
        return trial.budget() >= assignment.to();
    }

    private static String words(Outcome.Failure kind) {
        return switch (kind) {
            case USER_ERROR -> "failed";
            case OUT_OF_MEMORY -> "out of memory";
            case TIMEOUT -> "timed out";
        };
    }
}
