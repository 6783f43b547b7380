package winnow.spark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import winnow.study.CheckpointStore;
import winnow.study.Snapshot;
import winnow.trial.Checkpoint;

/** The driver's checkpoints, as a Spark executor uses them. The other side is {@link ServedCheckpoints}. */
final class CalledCheckpoints implements CheckpointStore {
    private static final long serialVersionUID = 1L;

    private final UUID service;
    private final transient BulkCall way;

    CalledCheckpoints(UUID service, BulkCall way) {
        this.service = service;
        this.way = way;
    }

    @Override
    public Checkpoint write(int trial, int epoch, int attempt, Snapshot snapshot) throws IOException {
        var content = new ByteArrayOutputStream();
        snapshot.writeTo(content);
        return call(
                out -> {
                    out.writeByte(ServedCheckpoints.WRITE);
                    out.writeInt(trial);
                    out.writeInt(epoch);
                    out.writeInt(attempt);
                    Wire.block(out, content.toByteArray());
                },
                Wire::checkpoint);
    }

    @Override
    public byte[] read(Checkpoint checkpoint) throws IOException {
        var content = call(
                out -> {
                    out.writeByte(ServedCheckpoints.READ);
                    Wire.checkpoint(out, checkpoint);
                },
                Wire::block);
        var digest = digest(content);
        if (!digest.equals(checkpoint.digest())) {
            throw new IOException(
                    checkpoint.name() + " arrived with digest " + digest + ", not " + checkpoint.digest());
        }
        return content;
    }

    @Override
    public void delete(Checkpoint checkpoint) throws IOException {
        delete(checkpoint.name());
    }

    @Override
    public List<String> names() throws IOException {
        return call(out -> out.writeByte(ServedCheckpoints.NAMES), in -> Wire.list(in, Wire::text));
    }

    @Override
    public void delete(String name) throws IOException {
        call(
                out -> {
                    out.writeByte(ServedCheckpoints.DELETE);
                    Wire.text(out, name);
                },
                Wire::text);
    }

    private <T> T call(Wire.Writing request, Wire.Reading<T> answer) throws IOException {
        return Wire.read(way.call(service, Wire.bytes(request)), answer);
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
