package winnow.spark;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import winnow.study.TrialLink;
import winnow.trial.Outcome;
import winnow.trial.Report;
import winnow.trial.Signal;

/**
 * An assignment that trains in this JVM. Sends each report at once and keeps it until the driver has acknowledged it, so
 * that it can travel again with a heartbeat or with the result.
 */
final class RunningTrial implements TrialLink {
    /** How many reports a heartbeat repeats at most. */
    private static final int REPEATED = 64;

    private final Ticket ticket;
    private final Consumer<Message> sender;
    private final BooleanSupplier killed;
    private final Deque<Progress> unacknowledged = new ArrayDeque<>();
    private int sequence;
    private volatile Signal signal = Signal.CONTINUE;

    /**
     * An assignment about to begin.
     *
     * @param sender passes a message on and returns at once, whether or not it will arrive
     * @param killed whether Spark wants the task to end
     */
    RunningTrial(Ticket ticket, Consumer<Message> sender, BooleanSupplier killed) {
        this.ticket = ticket;
        this.sender = sender;
        this.killed = killed;
    }

    @Override
    public Signal signal() {
        return killed.getAsBoolean() ? Signal.STOP : signal;
    }

    @Override
    public void report(Report report) {
        sender.accept(new Message.Trained(ticket, kept(report)));
    }

    private synchronized Progress kept(Report report) {
        sequence++;
        var progress = new Progress(sequence, report.observation(), report.checkpoint());
        unacknowledged.addLast(progress);
        return progress;
    }

    /** Obeys a signal unless a stronger one is obeyed already. */
    synchronized void raise(Signal asked) {
        if (asked.compareTo(signal) > 0) {
            signal = asked;
        }
    }

    synchronized void answered(Message.Answer answer) {
        raise(answer.signal());
        while (!unacknowledged.isEmpty() && unacknowledged.getFirst().sequence() <= answer.acknowledged()) {
            unacknowledged.removeFirst();
        }
    }

    synchronized Message.Pulse pulse() {
        return new Message.Pulse(ticket, unacknowledged.stream().limit(REPEATED).toList());
    }

    synchronized TaskResult result(Outcome outcome) {
        return new TaskResult(outcome, List.copyOf(unacknowledged));
    }
}
