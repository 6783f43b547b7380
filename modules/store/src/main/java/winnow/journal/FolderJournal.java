package winnow.journal;

import java.util.Optional;
import winnow.study.Journal;

/** The journal of a study's folder, open to be written. */
public interface FolderJournal extends Journal {

    /** What an interrupted write had left and was passed over when it was opened, in words. */
    Optional<String> notice();
}
