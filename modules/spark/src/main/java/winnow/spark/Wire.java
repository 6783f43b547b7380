package winnow.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.UUID;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.trial.Assignment;
import winnow.trial.Checkpoint;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Outcome;
import winnow.trial.Signal;

/**
 * How values travel between the driver and the Spark executors: a byte that tells the version, then fields in a fixed
 * order, big-endian; texts and lists with their length before them. No class of ours is ever deserialised by name.
 */
final class Wire {
    static final int VERSION = 1;

    private Wire() {}

    /** Writes fields. */
    @FunctionalInterface
    interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    /** Reads what the writing of the same type wrote. */
    @FunctionalInterface
    interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    /** One writing of each item of a list. */
    @FunctionalInterface
    interface ItemWriting<T> {
        void to(DataOutputStream out, T item) throws IOException;
    }

    static byte[] bytes(Writing writing) {
        var bytes = new ByteArrayOutputStream(256);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            writing.to(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * The value that the bytes hold.
     *
     * @throws IllegalArgumentException if they are of another version, cut short, or no such value
     */
    static <T> T read(byte[] bytes, Reading<T> reading) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IOException("it is of version " + version + ", not " + VERSION
                        + ": driver and executors must have the same Winnow jar");
            }
            var value = reading.from(in);
            if (in.available() > 0) {
                throw new IOException(in.available() + " bytes are left over");
            }
            return value;
        } catch (IOException | RuntimeException unreadable) {
            throw new IllegalArgumentException(
                    "a message of " + bytes.length + " bytes cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    static void text(DataOutputStream out, String text) throws IOException {
        block(out, text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(DataInputStream in) throws IOException {
        return new String(block(in), StandardCharsets.UTF_8);
    }

    static void block(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] block(DataInputStream in) throws IOException {
        return in.readNBytes(length(in));
    }

    static <T> void list(DataOutputStream out, List<T> items, ItemWriting<T> writing) throws IOException {
        out.writeInt(items.size());
        for (var item : items) {
            writing.to(out, item);
        }
    }

    static <T> List<T> list(DataInputStream in, Reading<T> reading) throws IOException {
        int size = length(in);
        var items = new ArrayList<T>();
        for (int i = 0; i < size; i++) {
            items.add(reading.from(in));
        }
        return List.copyOf(items);
    }

    /** A length; an item takes at least a byte, so that no message can claim more than it has. */
    private static int length(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a length of " + length + " where " + in.available() + " bytes are left");
        }
        return length;
    }

    static <E extends Enum<E>> void constant(DataOutputStream out, E constant) throws IOException {
        text(out, constant.name());
    }

    static <E extends Enum<E>> E constant(DataInputStream in, E[] constants) throws IOException {
        var name = text(in);
        for (var constant : constants) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new IOException("no constant is called '" + name + "'");
    }

    static void uuid(DataOutputStream out, UUID uuid) throws IOException {
        out.writeLong(uuid.getMostSignificantBits());
        out.writeLong(uuid.getLeastSignificantBits());
    }

    static UUID uuid(DataInputStream in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    static void ticket(DataOutputStream out, Ticket ticket) throws IOException {
        uuid(out, ticket.run());
        out.writeInt(ticket.trial());
        out.writeInt(ticket.attempt());
    }

    static Ticket ticket(DataInputStream in) throws IOException {
        return new Ticket(uuid(in), in.readInt(), in.readInt());
    }

    static void assignment(DataOutputStream out, Assignment assignment) throws IOException {
        out.writeInt(assignment.number());
        out.writeInt(assignment.trial());
        out.writeInt(assignment.attempt());
        configuration(out, assignment.configuration());
        out.writeLong(assignment.seed());
        out.writeInt(assignment.from());
        out.writeInt(assignment.to());
        list(out, assignment.starts(), Wire::checkpoint);
        out.writeBoolean(assignment.bar().isPresent());
        out.writeDouble(assignment.bar().orElse(0));
        text(out, assignment.label());
    }

    static Assignment assignment(DataInputStream in) throws IOException {
        return new Assignment(
                in.readInt(),
                in.readInt(),
                in.readInt(),
                configuration(in),
                in.readLong(),
                in.readInt(),
                in.readInt(),
                list(in, Wire::checkpoint),
                bar(in.readBoolean(), in.readDouble()),
                text(in));
    }

    private static OptionalDouble bar(boolean present, double bar) {
        return present ? OptionalDouble.of(bar) : OptionalDouble.empty();
    }

    static void configuration(DataOutputStream out, Configuration configuration) throws IOException {
        list(out, List.copyOf(configuration.values().entrySet()), (to, entry) -> {
            text(to, entry.getKey());
            value(to, entry.getValue());
        });
    }

    static Configuration configuration(DataInputStream in) throws IOException {
        var values = new LinkedHashMap<String, Value>();
        int size = length(in);
        for (int i = 0; i < size; i++) {
            values.put(text(in), value(in));
        }
        return new Configuration(values);
    }

    private static void value(DataOutputStream out, Value value) throws IOException {
        if (value instanceof Value.Real real) {
            out.writeByte(0);
            out.writeDouble(real.value());
        } else if (value instanceof Value.Integral integral) {
            out.writeByte(1);
            out.writeLong(integral.value());
        } else if (value instanceof Value.Text text) {
            out.writeByte(2);
            text(out, text.value());
        } else if (value instanceof Value.Truth truth) {
            out.writeByte(3);
            out.writeBoolean(truth.value());
        }
    }

    private static Value value(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case 0 -> Value.of(in.readDouble());
            case 1 -> Value.of(in.readLong());
            case 2 -> Value.of(text(in));
            case 3 -> Value.of(in.readBoolean());
            default -> throw new IOException("no value is of kind " + kind);
        };
    }

    static void checkpoint(DataOutputStream out, Checkpoint checkpoint) throws IOException {
        out.writeInt(checkpoint.trial());
        out.writeInt(checkpoint.epoch());
        out.writeInt(checkpoint.attempt());
        text(out, checkpoint.digest());
        out.writeLong(checkpoint.bytes());
        text(out, checkpoint.madeBy());
    }

    static Checkpoint checkpoint(DataInputStream in) throws IOException {
        return new Checkpoint(in.readInt(), in.readInt(), in.readInt(), text(in), in.readLong(), text(in));
    }

    private static void perhaps(DataOutputStream out, Optional<Checkpoint> checkpoint) throws IOException {
        out.writeBoolean(checkpoint.isPresent());
        if (checkpoint.isPresent()) {
            checkpoint(out, checkpoint.get());
        }
    }

    private static Optional<Checkpoint> perhaps(DataInputStream in) throws IOException {
        return in.readBoolean() ? Optional.of(checkpoint(in)) : Optional.empty();
    }

    static void progress(DataOutputStream out, Progress progress) throws IOException {
        out.writeInt(progress.sequence());
        out.writeInt(progress.observation().epoch());
        list(out, List.copyOf(progress.observation().metrics().values().entrySet()), (to, metric) -> {
            text(to, metric.getKey());
            to.writeDouble(metric.getValue());
        });
        out.writeDouble(progress.observation().seconds());
        perhaps(out, progress.checkpoint());
    }

    static Progress progress(DataInputStream in) throws IOException {
        int sequence = in.readInt();
        int epoch = in.readInt();
        var metrics = new TreeMap<String, Double>();
        int size = length(in);
        for (int i = 0; i < size; i++) {
            metrics.put(text(in), in.readDouble());
        }
        return new Progress(sequence, new Observation(epoch, new Metrics(metrics), in.readDouble()), perhaps(in));
    }

    static void outcome(DataOutputStream out, Outcome outcome) throws IOException {
        if (outcome instanceof Outcome.Reached reached) {
            out.writeByte(0);
            out.writeInt(reached.epoch());
            perhaps(out, reached.checkpoint());
        } else if (outcome instanceof Outcome.Stopped stopped) {
            out.writeByte(1);
            constant(out, stopped.signal());
            out.writeInt(stopped.epoch());
            perhaps(out, stopped.checkpoint());
        } else if (outcome instanceof Outcome.Diverged diverged) {
            out.writeByte(2);
            out.writeInt(diverged.epoch());
            text(out, diverged.message());
        } else if (outcome instanceof Outcome.Failed failed) {
            out.writeByte(3);
            constant(out, failed.kind());
            text(out, failed.message());
        } else if (outcome instanceof Outcome.Lost lost) {
            out.writeByte(4);
            constant(out, lost.kind());
            text(out, lost.message());
        }
    }

    static Outcome outcome(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case 0 -> new Outcome.Reached(in.readInt(), perhaps(in));
            case 1 -> new Outcome.Stopped(constant(in, Signal.values()), in.readInt(), perhaps(in));
            case 2 -> new Outcome.Diverged(in.readInt(), text(in));
            case 3 -> new Outcome.Failed(constant(in, Outcome.Failure.values()), text(in));
            case 4 -> new Outcome.Lost(constant(in, Outcome.Loss.values()), text(in));
            default -> throw new IOException("no outcome is of kind " + kind);
        };
    }
}
