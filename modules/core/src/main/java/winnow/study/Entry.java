package winnow.study;

import java.time.Instant;
import java.util.List;
import winnow.search.StudyEvent;

/**
 * One decision as it stands in the journal: an input and all that followed from it, whole or not at all.
 *
 * @param sequence from 1, without gaps
 * @param at the wall clock, to milliseconds: for people, no decision reads it
 * @param elapsedMillis the study's own clock: time over all sessions so far
 * @param events what happened, at least one
 */
public record Entry(long sequence, Instant at, long elapsedMillis, List<StudyEvent> events) {

    public Entry {
        events = List.copyOf(events);
        if (sequence < 1 || elapsedMillis < 0 || events.isEmpty()) {
            throw new IllegalArgumentException("no entry has sequence " + sequence + ", elapsed " + elapsedMillis
                    + " ms and " + events.size() + " events");
        }
    }
}
