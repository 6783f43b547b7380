package winnow.simulator;

import java.util.PriorityQueue;

/** Time that passes only when something is due. Things due at the same time happen in the order they were planned. */
public final class VirtualClock {
    private final PriorityQueue<Due> agenda = new PriorityQueue<>();
    private long nowNanos;
    private long planned;

    private record Due(long at, long order, Runnable what) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    public long nowNanos() {
        return nowNanos;
    }

    /** Plans something for {@code seconds} from now, at least 0. */
    public void in(double seconds, Runnable what) {
        if (!(seconds >= 0)) {
            throw new IllegalArgumentException("nothing can be planned for " + seconds + " s from now");
        }
        agenda.add(new Due(nowNanos + Math.round(seconds * 1e9), planned++, what));
    }

    /** Moves on to the next thing planned and lets it happen; false if there is none. */
    public boolean advance() {
        var due = agenda.poll();
        if (due == null) {
            return false;
        }
        nowNanos = due.at();
        due.what().run();
        return true;
    }
}
