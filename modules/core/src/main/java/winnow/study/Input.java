package winnow.study;

import java.util.List;
import java.util.Map;
import winnow.search.Limits;
import winnow.search.StudyEvent;
import winnow.trial.Outcome;
import winnow.trial.Report;

/** What can happen to a study from outside. */
public sealed interface Input {

    /**
     * A coordinator takes the study up. First input of every session.
     *
     * @param limits in force from now on
     * @param provenance see {@link StudyEvent.SessionOpened}
     * @param earlier what is taken from earlier studies; recorded when the study begins, and ignored after that
     */
    record Open(String specDigest, Limits limits, Map<String, String> provenance, List<StudyEvent.WarmStarted> earlier)
            implements Input {

        public Open {
            earlier = List.copyOf(earlier);
        }

        /** A session of a study that takes nothing over. */
        public Open(String specDigest, Limits limits, Map<String, String> provenance) {
            this(specDigest, limits, provenance, List.of());
        }
    }

    /** A running assignment reported an epoch. */
    record Epoch(Report report) implements Input {}

    /** An assignment ended. */
    record End(int trial, int attempt, Outcome outcome) implements Input {}

    /** Time went by, or the number of slots changed. */
    record Tick() implements Input {}

    /** A person asks to put the study down: running assignments pause, then the session closes. */
    record Interrupt(String reason) implements Input {}

    /** A person asks for something; answered by {@link Effect.Answer}. */
    record Command(StudyEvent.Requested requested) implements Input {}
}
