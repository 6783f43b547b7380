package winnow.plots;

import java.util.Locale;
import java.util.Optional;
import winnow.search.Request;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Assigned;
import winnow.search.StudyEvent.Ended;
import winnow.search.StudyEvent.Judged;
import winnow.search.StudyEvent.TrialCreated;
import winnow.search.Verdict;
import winnow.trial.Outcome;

/** What an event of the journal says about a trial, in words, with its reason. */
public record Decision(int trial, String text) {

    /** Empty for events that decide nothing about a trial. */
    public static Optional<Decision> of(StudyEvent event) {
        if (event instanceof TrialCreated created) {
            return Optional.of(
                    new Decision(created.trial(), "proposed by " + created.origin() + because(created.note())));
        }
        if (event instanceof Assigned assigned) {
            var assignment = assigned.assignment();
            return Optional.of(new Decision(
                    assignment.trial(),
                    "trains to epoch " + assignment.to() + " (rung " + assigned.rung() + ")"
                            + because(assigned.reason())));
        }
        if (event instanceof Ended ended) {
            return trouble(ended.outcome()).map(text -> new Decision(ended.trial(), text));
        }
        if (event instanceof Judged judged) {
            var verdict = judged.verdict();
            return Optional.of(new Decision(judged.trial(), word(verdict) + because(verdict.reason())));
        }
        return Optional.empty();
    }

    /** How an attempt at an assignment ended, in a word or three. */
    public static String ending(Outcome outcome) {
        if (outcome instanceof Outcome.Reached) {
            return "reached";
        }
        if (outcome instanceof Outcome.Stopped) {
            return "asked to stop";
        }
        if (outcome instanceof Outcome.Diverged) {
            return "diverged";
        }
        return outcome instanceof Outcome.Lost ? "lost" : "failed";
    }

    /** What a person asked for and was granted. */
    public static String wish(Request request) {
        if (request instanceof Request.Kill kill) {
            return "trial " + kill.trial() + " is to be killed";
        } else if (request instanceof Request.Promote promote) {
            return "trial " + promote.trial() + " is to be promoted";
        } else if (request instanceof Request.Pin pin) {
            return "trial " + pin.trial() + " is pinned";
        } else if (request instanceof Request.Unpin unpin) {
            return "trial " + unpin.trial() + " is pinned no more";
        } else if (request instanceof Request.Enqueue enqueue) {
            return "enqueued " + enqueue.configuration();
        } else if (request instanceof Request.Extend) {
            return "limits changed";
        } else if (request instanceof Request.Pause) {
            return "study paused";
        } else if (request instanceof Request.Resume) {
            return "study resumed";
        }
        return "study stopped";
    }

    private static String because(String reason) {
        return reason.isEmpty() ? "" : ": " + reason;
    }

    private static Optional<String> trouble(Outcome outcome) {
        if (outcome instanceof Outcome.Lost lost) {
            return Optional.of("lost, " + word(lost.kind()) + because(lost.message()));
        }
        if (outcome instanceof Outcome.Failed failed) {
            return Optional.of("attempt ended, " + word(failed.kind()) + because(failed.message()));
        }
        return Optional.empty();
    }

    private static String word(Verdict verdict) {
        if (verdict instanceof Verdict.Pause) {
            return "paused";
        }
        if (verdict instanceof Verdict.Stop) {
            return "stopped";
        }
        return verdict instanceof Verdict.Complete ? "completed" : "failed";
    }

    private static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
