package winnow.spark;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import winnow.trial.Signal;

/**
 * Answers tasks at once, from what the {@link Desk} has made known, and passes on to the desk's thread what they say.
 * For any thread; never waits.
 */
record FrontDesk(Desk desk, Executor thread) implements Switchboard.Line {

    @Override
    public Message.Admission admit(Message.Start start) {
        var flight = desk.flights().get(start.ticket());
        if (flight == null) {
            return new Message.Admission(false, Signal.STOP);
        }
        pass(() -> desk.started(start.ticket(), start.executor()));
        return new Message.Admission(true, flight.signal());
    }

    @Override
    public void trained(Ticket ticket, Progress progress) {
        pass(() -> desk.trained(ticket, progress));
    }

    @Override
    public void ended(Ticket ticket, TaskResult result) {
        pass(() -> desk.returned(ticket, result));
    }

    @Override
    public Message.Answer answer(Ticket ticket) {
        var flight = desk.flights().get(ticket);
        return flight == null ? Switchboard.GONE : new Message.Answer(flight.signal(), flight.acknowledged());
    }

    @Override
    public void heard(String executor, List<Message.Pulse> pulses) {
        pass(() -> desk.heard(executor, pulses));
    }

    private void pass(Runnable message) {
        try {
            thread.execute(message);
        } catch (RejectedExecutionException closed) {
            // Nobody waits for it: when the desk's thread ends, every assignment has ended.
            return;
        }
    }
}
