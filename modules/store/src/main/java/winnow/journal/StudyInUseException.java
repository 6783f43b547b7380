package winnow.journal;

import winnow.study.JournalException;

/** Another coordinator has the study open. */
public final class StudyInUseException extends JournalException {
    private static final long serialVersionUID = 1L;

    StudyInUseException(String message) {
        super(message);
    }
}
