package winnow.dashboard;

import java.util.concurrent.atomic.AtomicReference;
import winnow.study.Entry;
import winnow.study.StudySpec;

/**
 * The present view of a study. Whoever knows of the journal's entries hands them in; browsers take from it what they can.
 * Nobody waits for anybody: a browser that is slow finds a later view.
 */
public final class Feed {

    /** Who runs a study. */
    public enum Runner {
        /** this program */
        HERE,
        /** another program */
        ELSEWHERE,
        /** nobody, whatever the journal says */
        NOBODY,
        /** that cannot be seen */
        UNKNOWN
    }

    /**
     * What is known of a study's program beside the journal.
     *
     * @param hasReport whether its report can be read
     * @param trouble what the study, or this page, waits for that it should not have to wait for; may be empty
     */
    public record Care(Runner runner, boolean hasReport, String trouble) {}

    private final AtomicReference<StudyView> view;
    private final AtomicReference<Care> care;

    /** A feed that knows of no entry yet. */
    public Feed(StudySpec spec, Runner runner) {
        view = new AtomicReference<>(StudyView.of(spec));
        care = new AtomicReference<>(new Care(runner, false, ""));
    }

    /** Takes the next entry of the journal; one that came before changes nothing. By one thread at a time. */
    public void accept(Entry entry) {
        view.set(view().apply(entry));
    }

    /** Takes what is known of the study's program. */
    public void accept(Care newer) {
        care.set(newer);
    }

    StudyView view() {
        return java.util.Objects.requireNonNull(view.get());
    }

    Care care() {
        return java.util.Objects.requireNonNull(care.get());
    }
}
