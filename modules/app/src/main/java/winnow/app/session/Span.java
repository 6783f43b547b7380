package winnow.app.session;

import java.util.function.LongSupplier;
import winnow.coordinator.StudyWatcher;
import winnow.study.Entry;
import winnow.study.StudyState;

/** The time from a session's first entry to its last one so far. */
final class Span implements StudyWatcher {
    private final LongSupplier nanoTime;
    private boolean hasBegun;
    private long first;
    private long last;

    /** @param nanoTime a clock that never jumps, in nanoseconds */
    Span(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void advanced(StudyState state, Entry entry) {
        last = nanoTime.getAsLong();
        if (!hasBegun) {
            first = last;
            hasBegun = true;
        }
    }

    synchronized long nanos() {
        return last - first;
    }
}
