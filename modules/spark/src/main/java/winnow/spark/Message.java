package winnow.spark;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import winnow.trial.Signal;

/** What a Spark executor says to the driver, and what it is answered. Bytes on the wire: see {@link Wire}. */
sealed interface Message {

    /** A task is about to train; it must not before it is admitted. Answered by an {@link Admission}. */
    record Start(Ticket ticket, String executor, String host) implements Message {}

    /** An epoch was trained. Not answered. */
    record Trained(Ticket ticket, Progress progress) implements Message {}

    /**
     * A task is about to return this. Not answered. It comes a little before Spark tells the same, so that the slot need
     * not wait.
     */
    record Ended(Ticket ticket, TaskResult result) implements Message {}

    /** What runs in an executor now. Answered by {@link Answers}, one for each pulse, in order. */
    record Heartbeat(String executor, List<Pulse> pulses) implements Message {}

    /**
     * A part of a call to a driver's service: see {@link Exchange}. Not answered but by failure.
     *
     * @param call names the call
     * @param service names who is called
     * @param offset where {@code part} belongs in the request
     * @param total size of the whole request, in bytes
     */
    record Send(UUID call, UUID service, int offset, int total, byte[] part) implements Message {}

    /** Asks for the answer to a call, from a place on. Answered by a {@link Portion}. */
    record Fetch(UUID call, int offset) implements Message {}

    /**
     * One running assignment in a heartbeat.
     *
     * @param unacknowledged reports that the driver has not yet said it has, oldest first
     */
    record Pulse(Ticket ticket, List<Progress> unacknowledged) {}

    /**
     * Whether a task may train.
     *
     * @param admitted false if nobody waits for this attempt any more
     * @param signal what is asked of it already
     */
    record Admission(boolean admitted, Signal signal) {
        byte[] bytes() {
            return Wire.bytes(out -> {
                out.writeBoolean(admitted);
                Wire.constant(out, signal);
            });
        }

        static Admission read(byte[] bytes) {
            return Wire.read(bytes, in -> new Admission(in.readBoolean(), Wire.constant(in, Signal.values())));
        }
    }

    /**
     * The answer to one pulse.
     *
     * @param signal what is asked of the assignment
     * @param acknowledged reports up to this sequence number need not be sent again
     */
    record Answer(Signal signal, int acknowledged) {}

    /** The answer to a heartbeat. */
    record Answers(List<Answer> answers) {
        byte[] bytes() {
            return Wire.bytes(out -> Wire.list(out, answers, (to, answer) -> {
                Wire.constant(to, answer.signal());
                to.writeInt(answer.acknowledged());
            }));
        }

        static Answers read(byte[] bytes) {
            return new Answers(Wire.read(
                    bytes,
                    in -> Wire.list(in, from -> new Answer(Wire.constant(from, Signal.values()), from.readInt()))));
        }
    }

    /** How far the answer to a call is. */
    enum Stage {
        NOT_YET,
        READY,
        FAILED
    }

    /**
     * A part of the answer to a call.
     *
     * @param total size of the whole answer, in bytes
     * @param part of the answer; of a failure, its message in UTF-8
     */
    record Portion(Stage stage, int total, byte[] part) {
        static final Portion NOT_YET = new Portion(Stage.NOT_YET, 0, new byte[0]);

        static Portion failed(Throwable failure) {
            var message = Optional.ofNullable(failure.getMessage())
                    .orElse(failure.getClass().getSimpleName())
                    .getBytes(StandardCharsets.UTF_8);
            return new Portion(Stage.FAILED, message.length, message);
        }

        byte[] bytes() {
            return Wire.bytes(out -> {
                Wire.constant(out, stage);
                out.writeInt(total);
                Wire.block(out, part);
            });
        }

        static Portion read(byte[] bytes) {
            return Wire.read(bytes, in -> new Portion(Wire.constant(in, Stage.values()), in.readInt(), Wire.block(in)));
        }
    }

    default byte[] bytes() {
        return Wire.bytes(this::write);
    }

    private void write(DataOutputStream out) throws IOException {
        if (this instanceof Start start) {
            out.writeByte(1);
            Wire.ticket(out, start.ticket());
            Wire.text(out, start.executor());
            Wire.text(out, start.host());
        } else if (this instanceof Trained trained) {
            out.writeByte(2);
            Wire.ticket(out, trained.ticket());
            Wire.progress(out, trained.progress());
        } else if (this instanceof Heartbeat heartbeat) {
            out.writeByte(3);
            Wire.text(out, heartbeat.executor());
            Wire.list(out, heartbeat.pulses(), (to, pulse) -> {
                Wire.ticket(to, pulse.ticket());
                Wire.list(to, pulse.unacknowledged(), Wire::progress);
            });
        } else if (this instanceof Send send) {
            out.writeByte(4);
            Wire.uuid(out, send.call());
            Wire.uuid(out, send.service());
            out.writeInt(send.offset());
            out.writeInt(send.total());
            Wire.block(out, send.part());
        } else if (this instanceof Fetch fetch) {
            out.writeByte(5);
            Wire.uuid(out, fetch.call());
            out.writeInt(fetch.offset());
        } else if (this instanceof Ended ended) {
            out.writeByte(6);
            Wire.ticket(out, ended.ticket());
            ended.result().write(out);
        }
    }

    /**
     * The message that the bytes hold.
     *
     * @throws IllegalArgumentException if they hold none
     */
    static Message read(byte[] bytes) {
        return Wire.read(bytes, Message::from);
    }

    private static Message from(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case 1 -> new Start(Wire.ticket(in), Wire.text(in), Wire.text(in));
            case 2 -> new Trained(Wire.ticket(in), Wire.progress(in));
            case 3 ->
                new Heartbeat(
                        Wire.text(in),
                        Wire.list(in, from -> new Pulse(Wire.ticket(from), Wire.list(from, Wire::progress))));
            case 4 -> new Send(Wire.uuid(in), Wire.uuid(in), in.readInt(), in.readInt(), Wire.block(in));
            case 5 -> new Fetch(Wire.uuid(in), in.readInt());
            case 6 -> new Ended(Wire.ticket(in), TaskResult.from(in));
            default -> throw new IOException("no message is of kind " + kind);
        };
    }
}
