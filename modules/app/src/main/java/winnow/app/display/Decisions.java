package winnow.app.display;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import winnow.plots.Decision;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Assigned;
import winnow.search.StudyEvent.CheckpointsDropped;
import winnow.search.StudyEvent.Closing;
import winnow.search.StudyEvent.Ended;
import winnow.search.StudyEvent.Judged;
import winnow.search.StudyEvent.Reported;
import winnow.search.StudyEvent.Requested;
import winnow.search.StudyEvent.SessionOpened;
import winnow.search.StudyEvent.StrategyExhausted;
import winnow.search.StudyEvent.TrialCreated;
import winnow.search.StudyEvent.WarmStarted;
import winnow.search.Verdict;
import winnow.study.Entry;
import winnow.trial.Outcome;

/** The entries of a journal in words, a line an event: what {@code --verbose} shows. */
public final class Decisions {
    private Decisions() {}

    /** What happened in an entry, each plain line with the study's time before it. */
    public static List<String> lines(Entry entry) {
        var time = Figures.clock(java.time.Duration.ofMillis(entry.elapsedMillis()));
        return entry.events().stream()
                .flatMap(event -> words(event).stream())
                .map(words -> time + "  " + Screen.plain(words))
                .toList();
    }

    private static Optional<String> words(StudyEvent event) {
        if (event instanceof SessionOpened opened) {
            return Optional.of("session " + opened.session() + " opened");
        } else if (event instanceof WarmStarted warm) {
            return Optional.of(String.join("; ", WarmStart.lines(warm)).replaceAll(" +", " "));
        } else if (event instanceof TrialCreated created) {
            return Optional.of("trial " + created.trial() + " by " + created.origin() + ": " + created.configuration()
                    + because(created.note()));
        } else if (event instanceof Assigned assigned) {
            return Optional.of("trial " + assigned.assignment().trial() + " trains from epoch "
                    + assigned.assignment().from() + " to "
                    + assigned.assignment().to() + because(assigned.reason()));
        } else if (event instanceof Reported reported) {
            return Optional.of("trial " + reported.trial() + " epoch "
                    + reported.observation().epoch() + ": " + metrics(reported));
        } else if (event instanceof Ended ended) {
            return trouble(ended);
        } else if (event instanceof Judged judged) {
            return Optional.of("trial " + judged.trial() + " " + word(judged.verdict()) + " at epoch " + judged.epoch()
                    + because(judged.verdict().reason()));
        } else if (event instanceof CheckpointsDropped dropped) {
            return Optional.of("trial " + dropped.trial() + " loses its checkpoints" + because(dropped.reason()));
        } else if (event instanceof StrategyExhausted exhausted) {
            return Optional.of("the strategy has nothing left: " + exhausted.reason());
        } else if (event instanceof Closing closing) {
            return Optional.of("closing: " + closing.reason());
        } else if (event instanceof Requested requested) {
            return Optional.of(Decision.wish(requested.request()) + " " + requested.words());
        }
        return Optional.empty();
    }

    private static String metrics(Reported reported) {
        return reported.observation().metrics().values().entrySet().stream()
                        .map(m -> m.getKey() + " " + Figures.measure(m.getValue()))
                        .collect(Collectors.joining(", "))
                + String.format(Locale.ROOT, " (%.1f s)", reported.observation().seconds());
    }

    /** Outcomes that need telling: what follows from the others is told by a verdict. */
    private static Optional<String> trouble(Ended ended) {
        if (ended.outcome() instanceof Outcome.Lost lost) {
            return Optional.of("trial " + ended.trial() + " was lost" + because(lost.message()));
        }
        return Optional.empty();
    }

    private static String word(Verdict verdict) {
        if (verdict instanceof Verdict.Pause) {
            return "pauses";
        } else if (verdict instanceof Verdict.Stop) {
            return "is stopped";
        } else if (verdict instanceof Verdict.Complete) {
            return "is complete";
        } else if (verdict instanceof Verdict.Fail) {
            return "failed";
        }
        return "trains on";
    }

    private static String because(String reason) {
        return reason.isEmpty() ? "" : ": " + reason;
    }
}
