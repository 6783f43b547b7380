package winnow.spark;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import winnow.study.CheckpointStore;
import winnow.study.Snapshot;
import winnow.trial.Checkpoint;

/**
 * Keeps checkpoints where the driver is, for clusters without a file system that all machines share: what Spark
 * executors write and read travels over the plugin's channel, in parts of at most 8 MB.
 *
 * <p>Made in the driver over a store there; a copy that was serialised to a Spark executor calls home. A checkpoint may
 * have up to 1 GB. After {@link #close} a copy's methods throw an {@link IOException}.
 */
public final class DriverCheckpoints implements CheckpointStore, AutoCloseable {
    private static final long serialVersionUID = 1L;

    private static final int THREADS = 4;

    /** What the driver keeps, in the driver's JVM. */
    private static final Map<UUID, Home> HOMES = new ConcurrentHashMap<>();

    private record Home(CheckpointStore store, ExecutorService threads) {}

    /** Names the store over the wire. */
    private final UUID service;

    private DriverCheckpoints(UUID service) {
        this.service = service;
    }

    /** Lets Spark executors use a store of the driver, until this is closed. */
    public static DriverCheckpoints over(CheckpointStore store) {
        var service = UUID.randomUUID();
        var threads = Executors.newFixedThreadPool(THREADS, Threads.numbered("winnow-checkpoints"));
        HOMES.put(service, new Home(store, threads));
        Switchboard.exchange().connect(service, new ServedCheckpoints(store), threads);
        return new DriverCheckpoints(service);
    }

    /** Ends the service in the driver; what is being written is finished. Idempotent. */
    @Override
    public void close() {
        Switchboard.exchange().disconnect(service);
        Optional.ofNullable(HOMES.remove(service))
                .ifPresent(home -> home.threads().shutdown());
    }

    @Override
    public Checkpoint write(int trial, int epoch, int attempt, Snapshot snapshot) throws IOException {
        return store().write(trial, epoch, attempt, snapshot);
    }

    @Override
    public byte[] read(Checkpoint checkpoint) throws IOException {
        return store().read(checkpoint);
    }

    @Override
    public void delete(Checkpoint checkpoint) throws IOException {
        store().delete(checkpoint);
    }

    @Override
    public List<String> names() throws IOException {
        return store().names();
    }

    @Override
    public void delete(String name) throws IOException {
        store().delete(name);
    }

    private CheckpointStore store() throws IOException {
        var home = HOMES.get(service);
        if (home != null) {
            return home.store();
        }
        var node = ExecutorNode.here()
                .orElseThrow(
                        () -> new IOException("no way to the driver's checkpoints: they were closed, or this JVM is"
                                + " no Spark executor with " + SparkSettings.PLUGIN_LINE));
        return new CalledCheckpoints(service, new BulkCall(node));
    }
}
