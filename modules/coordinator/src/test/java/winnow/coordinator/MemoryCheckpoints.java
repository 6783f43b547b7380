package winnow.coordinator;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import winnow.study.CheckpointStore;
import winnow.study.Snapshot;
import winnow.trial.Checkpoint;

/** The names of checkpoints, and a disk that may be broken. */
final class MemoryCheckpoints implements CheckpointStore {
    private static final long serialVersionUID = 1L;

    private final Set<String> names = new ConcurrentSkipListSet<>();
    private volatile boolean isBroken;

    MemoryCheckpoints(Collection<String> names) {
        this.names.addAll(names);
    }

    MemoryCheckpoints broken() {
        isBroken = true;
        return this;
    }

    void add(Checkpoint checkpoint) {
        names.add(checkpoint.name());
    }

    @Override
    public Checkpoint write(int trial, int epoch, int attempt, Snapshot snapshot) {
        throw new UnsupportedOperationException("only executors write checkpoints");
    }

    @Override
    public byte[] read(Checkpoint checkpoint) {
        throw new UnsupportedOperationException("only executors read checkpoints");
    }

    @Override
    public void delete(Checkpoint checkpoint) throws IOException {
        delete(checkpoint.name());
    }

    @Override
    public List<String> names() throws IOException {
        check();
        return List.copyOf(names);
    }

    @Override
    public void delete(String name) throws IOException {
        check();
        names.remove(name);
    }

    /** What is there, whatever state the disk is in. */
    Set<String> left() {
        return Set.copyOf(names);
    }

    private void check() throws IOException {
        if (isBroken) {
            throw new IOException("the disk is broken");
        }
    }
}
