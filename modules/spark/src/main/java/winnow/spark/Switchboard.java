package winnow.spark;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import winnow.trial.Signal;

/**
 * Connects what comes from the Spark executors with those in the driver whom it concerns. Spark has one thread for the
 * messages to all plugins, so that nothing here may wait; an executor in the driver calls with its own threads.
 */
final class Switchboard {
    /** To an attempt that nobody waits for: end, and send nothing again. */
    static final Message.Answer GONE = new Message.Answer(Signal.STOP, Integer.MAX_VALUE);

    private static final Map<UUID, Line> LINES = new ConcurrentHashMap<>();
    private static final Exchange EXCHANGE = new Exchange();

    private Switchboard() {}

    /** What a {@link SparkTrialExecutor} hears from its tasks. Called by any thread, to return at once. */
    interface Line {
        /** A task asks whether it may train. */
        Message.Admission admit(Message.Start start);

        /** An epoch was trained. */
        void trained(Ticket ticket, Progress progress);

        /** A task is about to return. */
        void ended(Ticket ticket, TaskResult result);

        /** What is to be said to an assignment that runs. */
        Message.Answer answer(Ticket ticket);

        /** A Spark executor lives, and of this run these assignments run in it. */
        void heard(String executor, List<Message.Pulse> pulses);
    }

    static void connect(UUID run, Line line) {
        LINES.put(run, line);
    }

    static void disconnect(UUID run) {
        LINES.remove(run);
    }

    static Exchange exchange() {
        return EXCHANGE;
    }

    /**
     * Takes a message in.
     *
     * @return the answer; empty for a message that has none
     * @throws IllegalArgumentException if the bytes are no message
     */
    static Optional<byte[]> receive(byte[] bytes) {
        var message = Message.read(bytes);
        if (message instanceof Message.Start start) {
            return Optional.of(admit(start).bytes());
        }
        if (message instanceof Message.Trained trained) {
            find(trained.ticket()).ifPresent(line -> line.trained(trained.ticket(), trained.progress()));
            return Optional.empty();
        }
        if (message instanceof Message.Ended ended) {
            find(ended.ticket()).ifPresent(line -> line.ended(ended.ticket(), ended.result()));
            return Optional.empty();
        }
        if (message instanceof Message.Heartbeat heartbeat) {
            return Optional.of(answers(heartbeat).bytes());
        }
        if (message instanceof Message.Send send) {
            EXCHANGE.send(send);
            return Optional.of(new byte[0]);
        }
        if (message instanceof Message.Fetch fetch) {
            return Optional.of(EXCHANGE.fetch(fetch).bytes());
        }
        throw new IllegalArgumentException("nobody reads a message of type " + message.getClass());
    }

    private static Optional<Line> find(Ticket ticket) {
        return Optional.ofNullable(LINES.get(ticket.run()));
    }

    private static Message.Admission admit(Message.Start start) {
        return find(start.ticket()).map(line -> line.admit(start)).orElse(new Message.Admission(false, Signal.STOP));
    }

    private static Message.Answers answers(Message.Heartbeat heartbeat) {
        LINES.forEach((run, line) -> line.heard(
                heartbeat.executor(),
                heartbeat.pulses().stream()
                        .filter(pulse -> pulse.ticket().run().equals(run))
                        .toList()));
        return new Message.Answers(heartbeat.pulses().stream()
                .map(pulse -> find(pulse.ticket())
                        .map(line -> line.answer(pulse.ticket()))
                        .orElse(GONE))
                .toList());
    }
}
