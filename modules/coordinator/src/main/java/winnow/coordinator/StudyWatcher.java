package winnow.coordinator;

import winnow.study.Entry;
import winnow.study.StudyState;

/** Somebody who looks on while a study runs: a progress display, a live page. */
@FunctionalInterface
public interface StudyWatcher {

    StudyWatcher NONE = (state, entry) -> {};

    /**
     * An entry is in the journal. Called for each entry of the session, in order, never by two threads at once, and
     * before the run is done. Must return quickly, since the study waits; what it throws is logged.
     *
     * @param state after the entry
     */
    void advanced(StudyState state, Entry entry);

    /** This watcher and then another one. */
    default StudyWatcher and(StudyWatcher next) {
        return (state, entry) -> {
            advanced(state, entry);
            next.advanced(state, entry);
        };
    }
}
