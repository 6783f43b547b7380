package winnow.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import winnow.study.CheckpointStore;
import winnow.study.Snapshot;
import winnow.trial.Checkpoint;

/**
 * Checkpoints in the memory of one JVM. A serialised copy shares them with the original.
 *
 * @param number names the store in its JVM
 */
public record ContractCheckpoints(int number) implements CheckpointStore {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Map<Integer, Map<String, byte[]>> CONTENTS = new ConcurrentHashMap<>();

    /** An empty store. */
    public static ContractCheckpoints fresh() {
        return new ContractCheckpoints(COUNT.incrementAndGet());
    }

    private Map<String, byte[]> contents() {
        return CONTENTS.computeIfAbsent(number, unknown -> new ConcurrentHashMap<>());
    }

    @Override
    public Checkpoint write(int trial, int epoch, int attempt, Snapshot snapshot) throws IOException {
        var out = new ByteArrayOutputStream();
        snapshot.writeTo(out);
        var content = out.toByteArray();
        var checkpoint = new Checkpoint(trial, epoch, attempt, digest(content), content.length);
        contents().put(checkpoint.name(), content);
        return checkpoint;
    }

    @Override
    public byte[] read(Checkpoint checkpoint) throws IOException {
        var content = contents().get(checkpoint.name());
        if (content == null) {
            throw new IOException("there is no " + checkpoint.name());
        }
        if (!digest(content).equals(checkpoint.digest())) {
            throw new IOException(checkpoint.name() + " has another digest than it had when it was written");
        }
        return content.clone();
    }

    @Override
    public void delete(Checkpoint checkpoint) {
        delete(checkpoint.name());
    }

    @Override
    public List<String> names() {
        return List.copyOf(contents().keySet());
    }

    @Override
    public void delete(String name) {
        contents().remove(name);
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
