package winnow.spark;

import java.util.List;
import java.util.Optional;
import winnow.trial.Assignment;
import winnow.trial.Checkpoint;
import winnow.trial.Outcome;
import winnow.trial.Signal;

/**
 * One assignment that was handed to Spark, as the driver knows it. Belongs to the {@link Desk}'s thread; only the signal
 * and the acknowledgement are read by others.
 */
final class Flight {
    /** A moment that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    private final Ticket ticket;
    private final Assignment assignment;
    private final ReportOrder order = new ReportOrder();
    private volatile Signal signal = Signal.CONTINUE;
    private volatile int acknowledged;
    private Optional<String> planned = Optional.empty();
    private Optional<String> executor = Optional.empty();
    private int epoch;
    private Optional<Checkpoint> checkpoint = Optional.empty();
    private long stopBy = NEVER;
    private long doneBy = NEVER;
    private Optional<Outcome> forced = Optional.empty();
    private long goneBy = NEVER;

    Flight(Ticket ticket, Assignment assignment) {
        this.ticket = ticket;
        this.assignment = assignment;
        this.epoch = assignment.from();
    }

    Ticket ticket() {
        return ticket;
    }

    Assignment assignment() {
        return assignment;
    }

    Signal signal() {
        return signal;
    }

    int acknowledged() {
        return acknowledged;
    }

    /** The Spark executor that trains it, once its task has begun. */
    Optional<String> executor() {
        return executor;
    }

    /** The Spark executor that has it, or was chosen for it. */
    Optional<String> place() {
        return executor.or(() -> planned);
    }

    void plan(String where) {
        planned = Optional.of(where);
    }

    /** When a stop that is ignored is no longer tolerated, or a pause of what has not even begun. */
    long stopBy() {
        return stopBy;
    }

    /** When it takes too long. */
    long doneBy() {
        return doneBy;
    }

    /** How it ends unless its task returns a result after all; present once its job was cancelled. */
    Optional<Outcome> forced() {
        return forced;
    }

    /** When it ends without waiting any longer for the cancelled job. */
    long goneBy() {
        return goneBy;
    }

    void begin(String where, long latest) {
        executor = Optional.of(where);
        doneBy = latest;
    }

    /** Takes a signal on unless a stronger one was given. */
    void raise(Signal asked, long latest) {
        if (asked.compareTo(signal) > 0) {
            signal = asked;
            stopBy = latest;
        }
    }

    /** The reports that can be told now that this one has come. */
    List<Progress> accept(Progress progress) {
        var ready = order.accept(progress);
        for (var told : ready) {
            epoch = told.observation().epoch();
            checkpoint = told.checkpoint();
        }
        acknowledged = order.passed();
        return ready;
    }

    void force(Outcome outcome, long latest) {
        forced = Optional.of(outcome);
        goneBy = latest;
    }

    /** The end of one that was stopped without its doing: after the last epoch that it reported. */
    Outcome stopped() {
        return new Outcome.Stopped(signal, epoch, checkpoint);
    }
}
