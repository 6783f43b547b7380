package winnow.journal;

import java.util.List;
import winnow.study.Entry;

/** Follows a journal while somebody else writes it. Used by one thread. */
@FunctionalInterface
public interface JournalTail {

    /**
     * The whole entries since the last call, in order; at the first call all of them.
     *
     * @throws winnow.study.JournalException if the journal is damaged, or was shortened
     */
    List<Entry> next();
}
