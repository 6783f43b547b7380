package winnow.coordinator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import winnow.study.Entry;
import winnow.study.Step;

/**
 * Steps that nothing may act on yet, in the order in which they were taken. A step is released when its entry is in the
 * journal; a step without an entry, when all before it are released.
 */
final class Outbox {
    private final Deque<Step> held = new ArrayDeque<>();
    private long durable;

    /** @param durable number of the last entry that is in the journal */
    Outbox(long durable) {
        this.durable = durable;
    }

    /** Holds a step back; returns what is free to go. */
    List<Step> hold(Step step) {
        held.add(step);
        return release(durable);
    }

    /** All entries up to this one are in the journal; returns what is free to go, in order. */
    List<Step> release(long sequence) {
        durable = Math.max(durable, sequence);
        var free = new ArrayList<Step>();
        while (!held.isEmpty() && isDurable(held.getFirst())) {
            free.add(held.removeFirst());
        }
        return free;
    }

    /** The entry that what is held waits for; empty if nothing is. */
    Optional<Long> awaited() {
        return Optional.ofNullable(held.peekFirst())
                .map(step -> step.entry().map(Entry::sequence).orElse(durable));
    }

    private boolean isDurable(Step step) {
        return step.entry().map(Entry::sequence).orElse(durable) <= durable;
    }
}
