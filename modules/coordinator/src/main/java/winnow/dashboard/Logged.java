package winnow.dashboard;

import java.util.Optional;
import java.util.OptionalInt;
import winnow.plots.Decision;
import winnow.plots.SpaceJson;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Closing;
import winnow.search.StudyEvent.Requested;
import winnow.search.StudyEvent.SessionClosed;
import winnow.search.StudyEvent.SessionOpened;
import winnow.search.StudyEvent.StrategyExhausted;
import winnow.search.StudyEvent.StudyFinished;

/**
 * A line of the log of decisions.
 *
 * @param entry number of the journal's entry
 * @param millis of the study's own clock
 * @param trial whom it concerns, if it is a trial
 * @param text what was decided, and why
 */
record Logged(long entry, long millis, OptionalInt trial, String text) {

    /** Empty for events that decide nothing, such as an epoch's report. */
    static Optional<Logged> of(long entry, long millis, StudyEvent event) {
        return Decision.of(event)
                .map(decision ->
                        new Logged(entry, millis, OptionalInt.of(decision.trial()), SpaceJson.text(decision.text())))
                .or(() ->
                        words(event).map(text -> new Logged(entry, millis, OptionalInt.empty(), SpaceJson.text(text))));
    }

    private static Optional<String> words(StudyEvent event) {
        if (event instanceof SessionOpened opened) {
            return Optional.of("session " + opened.session() + " opened");
        } else if (event instanceof StrategyExhausted exhausted) {
            return Optional.of("the strategy has nothing left: " + exhausted.reason());
        } else if (event instanceof Closing closing) {
            return Optional.of("closing: " + closing.reason());
        } else if (event instanceof StudyFinished finished) {
            return Optional.of("finished: " + finished.reason());
        } else if (event instanceof SessionClosed closed) {
            return Optional.of("session closed: " + closed.reason());
        } else if (event instanceof Requested requested) {
            return Optional.of(Decision.wish(requested.request()) + " " + requested.words());
        }
        return Optional.empty();
    }
}
