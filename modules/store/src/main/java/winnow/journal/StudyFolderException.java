package winnow.journal;

import winnow.study.JournalException;

/** A folder is not what a command needs: a study's, or none yet. The message says what to do. */
public final class StudyFolderException extends JournalException {
    private static final long serialVersionUID = 1L;

    StudyFolderException(String message) {
        super(message);
    }

    StudyFolderException(String message, Throwable cause) {
        super(message, cause);
    }
}
