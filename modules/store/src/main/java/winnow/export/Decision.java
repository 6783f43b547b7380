package winnow.export;

import java.util.Optional;
import java.util.OptionalInt;
import winnow.search.Request;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Assigned;
import winnow.search.StudyEvent.Closing;
import winnow.search.StudyEvent.Ended;
import winnow.search.StudyEvent.Judged;
import winnow.search.StudyEvent.Requested;
import winnow.search.StudyEvent.SessionClosed;
import winnow.search.StudyEvent.SessionOpened;
import winnow.search.StudyEvent.StrategyExhausted;
import winnow.search.StudyEvent.StudyFinished;
import winnow.search.StudyEvent.TrialCreated;
import winnow.search.Verdict;
import winnow.trial.Outcome;

/** A line of a list of decisions: what was decided, about which trial at which epoch, and why. */
record Decision(String word, OptionalInt trial, OptionalInt epoch, String reason) {

    /** The decision in an event; empty for what is only seen, as a report is. */
    static Optional<Decision> of(StudyEvent event) {
        if (event instanceof TrialCreated created) {
            var reason = created.note().isEmpty() ? created.origin() : created.origin() + ": " + created.note();
            return about("opened", created.trial(), OptionalInt.empty(), reason);
        } else if (event instanceof Assigned assigned) {
            var assignment = assigned.assignment();
            return about("assigned", assignment.trial(), OptionalInt.of(assignment.to()), assigned.reason());
        } else if (event instanceof Judged judged) {
            return about(
                    word(judged.verdict()),
                    judged.trial(),
                    OptionalInt.of(judged.epoch()),
                    judged.verdict().reason());
        } else if (event instanceof Ended ended && ended.outcome() instanceof Outcome.Lost lost) {
            return about("lost", ended.trial(), OptionalInt.empty(), lost.message());
        } else if (event instanceof Requested requested) {
            return study("asked to " + word(requested.request()), requested.words());
        } else if (event instanceof StrategyExhausted exhausted) {
            return study("strategy exhausted", exhausted.reason());
        } else if (event instanceof Closing closing) {
            return study("closing", closing.reason());
        } else if (event instanceof StudyFinished finished) {
            return study("finished", finished.reason());
        } else if (event instanceof SessionOpened opened) {
            return study("session opened", "session " + opened.session());
        } else if (event instanceof SessionClosed closed) {
            return study("session closed", closed.reason());
        }
        return Optional.empty();
    }

    private static Optional<Decision> about(String word, int trial, OptionalInt epoch, String reason) {
        return Optional.of(new Decision(word, OptionalInt.of(trial), epoch, reason));
    }

    private static Optional<Decision> study(String word, String reason) {
        return Optional.of(new Decision(word, OptionalInt.empty(), OptionalInt.empty(), reason));
    }

    private static String word(Verdict verdict) {
        if (verdict instanceof Verdict.Pause) {
            return "paused";
        } else if (verdict instanceof Verdict.Stop) {
            return "stopped";
        } else if (verdict instanceof Verdict.Complete) {
            return "completed";
        } else if (verdict instanceof Verdict.Fail) {
            return "failed";
        }
        return "continued";
    }

    private static String word(Request request) {
        return request.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
}
