package winnow.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lets each report of an attempt pass once and in order, however often and in whatever order it arrives. */
final class ReportOrder {
    private final SortedMap<Integer, Progress> early = new TreeMap<>();
    private int passed;

    /** The reports that may pass now that this one is here; none if it came before, or others are missing. */
    List<Progress> accept(Progress progress) {
        if (progress.sequence() > passed) {
            early.putIfAbsent(progress.sequence(), progress);
        }
        var ready = new ArrayList<Progress>();
        for (var next = early.remove(passed + 1); next != null; next = early.remove(passed + 1)) {
            passed++;
            ready.add(next);
        }
        return ready;
    }

    /** The sequence number of the last report that passed, 0 if none has. */
    int passed() {
        return passed;
    }
}
