package winnow.coordinator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import winnow.study.Entry;
import winnow.study.Journal;
import winnow.study.JournalException;

/** A journal in memory, which can withhold its acknowledgement and fail. */
final class MemoryJournal implements Journal {
    private final List<Entry> recovered;
    private final List<List<Entry>> commits = new ArrayList<>();
    private final BlockingQueue<List<Entry>> begun = new LinkedBlockingQueue<>();
    private final Semaphore permits = new Semaphore(0);
    private volatile boolean isWithholding;
    private volatile Predicate<Entry> fault = entry -> false;

    MemoryJournal() {
        this(List.of());
    }

    MemoryJournal(List<Entry> recovered) {
        this.recovered = List.copyOf(recovered);
    }

    /** From now on {@link #append} returns only when permitted. */
    void withhold() {
        isWithholding = true;
    }

    void permitOne() {
        permits.release();
    }

    void permitAll() {
        isWithholding = false;
        permits.release(1_000_000);
    }

    /** From now on a commit with such an entry fails. */
    void failAt(Predicate<Entry> newFault) {
        fault = newFault;
    }

    @Override
    public List<Entry> recovered() {
        return recovered;
    }

    @Override
    public void append(List<Entry> entries) {
        begun.add(entries);
        if (isWithholding) {
            permits.acquireUninterruptibly();
        }
        if (entries.stream().anyMatch(fault)) {
            throw new JournalException("no space left");
        }
        synchronized (commits) {
            commits.add(List.copyOf(entries));
        }
    }

    /** Waits for the next commit to begin. */
    List<Entry> nextBegun() {
        return Patience.take(begun);
    }

    List<List<Entry>> commits() {
        synchronized (commits) {
            return List.copyOf(commits);
        }
    }

    /** Everything that is durable. */
    List<Entry> entries() {
        var entries = new ArrayList<>(recovered);
        commits().forEach(entries::addAll);
        return entries;
    }

    @Override
    public void close() {}
}
