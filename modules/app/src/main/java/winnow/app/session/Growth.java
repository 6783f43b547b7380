package winnow.app.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import winnow.coordinator.StudyWatcher;
import winnow.study.Entry;
import winnow.study.StudyState;

/** Looks, at regular intervals of a study whose trials have one epoch, at what a trial takes and at the memory in use. */
public final class Growth implements StudyWatcher {
    private final int every;
    private final LongSupplier nanoTime;
    private final LongSupplier bytes;
    private final List<Mark> marks = new ArrayList<>();
    private long since;

    /**
     * One look.
     *
     * @param trials how many had ended
     * @param millis a trial, since the look before; what looking itself took is not in it
     * @param bytes in use
     */
    public record Mark(int trials, double millis, long bytes) {}

    /**
     * Looks.
     *
     * @param every after so many trials
     * @param nanoTime a clock that never jumps, in nanoseconds
     * @param bytes in use; may take its time, the study waits
     */
    public Growth(int every, LongSupplier nanoTime, LongSupplier bytes) {
        if (every < 1) {
            throw new IllegalArgumentException("a look every " + every + " trials: at least 1 would be right");
        }
        this.every = every;
        this.nanoTime = nanoTime;
        this.bytes = bytes;
        this.since = nanoTime.getAsLong();
    }

    @Override
    public synchronized void advanced(StudyState state, Entry entry) {
        int next = (marks.size() + 1) * every;
        if (state.ledger().charged() >= next) {
            double millis = (nanoTime.getAsLong() - since) / 1e6 / every;
            marks.add(new Mark(next, millis, bytes.getAsLong()));
            since = nanoTime.getAsLong();
        }
    }

    /** All looks so far. */
    public synchronized List<Mark> marks() {
        return List.copyOf(marks);
    }
}
