package winnow.study;

import java.util.List;
import java.util.Optional;

/** The durable sequence of a study's entries. One coordinator at a time has it open. */
public interface Journal extends AutoCloseable {

    /** All entries that were there when it was opened, in order. */
    List<Entry> recovered();

    /**
     * Makes entries durable: when this returns they survive the loss of the process and of the machine's power.
     *
     * @param entries the next ones, in sequence, at least one
     * @throws JournalException if they may not have been written; the journal then accepts no more
     */
    void append(List<Entry> entries);

    /** What an append that is under way waits for, in words, if it cannot go on. To be asked by any thread. */
    default Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    void close();
}
