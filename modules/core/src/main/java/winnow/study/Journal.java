package winnow.study;

import java.util.List;

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

    @Override
    void close();
}
