package winnow.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.study.CheckpointStore;
import winnow.study.Snapshot;
import winnow.trial.Checkpoint;

/** What every {@link CheckpointStore} must do. A test of an adapter extends it. */
public abstract class CheckpointStoreContract {

    /** The one store of this test, empty at first. */
    protected abstract CheckpointStore store();

    /** Replaces the content of a stored checkpoint, as a failing disk would. */
    protected abstract void damage(Checkpoint checkpoint, byte[] content) throws IOException;

    @Test
    void readsBackWhatWasWritten() throws Exception {
        for (int size : new int[] {0, 1, 65_536, 65_537, 3_000_000}) {
            var content = content(size);
            var checkpoint = store().write(3, size + 1, 2, out -> out.write(content));
            assertThat(checkpoint).isEqualTo(new Checkpoint(3, size + 1, 2, sha256(content), size));
            assertThat(store().read(checkpoint)).isEqualTo(content);
        }
    }

    @Test
    void takesSnapshotsThatWriteByteByByteOrCloseTheirStream() throws IOException {
        var bytes = store().write(1, 1, 1, out -> {
            for (int i = 0; i < 1000; i++) {
                out.write(i);
            }
        });
        assertThat(store().read(bytes)).hasSize(1000);
        var archive = store().write(1, 2, 1, out -> {
            try (var zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry("weights"));
                zip.write(content(5000));
            }
        });
        assertThat(store().read(archive)).hasSize((int) archive.bytes()).startsWith('P', 'K');
    }

    @Test
    void knowsTheNamesOfItsCheckpoints() throws IOException {
        assertThat(store().names()).isEmpty();
        var first = write(0, 1, 1);
        var second = write(10, 20, 3);
        assertThat(store().names()).containsExactlyInAnyOrder(first.name(), second.name());
        store().delete(first);
        store().delete(first);
        store().delete(second.name());
        store().delete(second.name());
        assertThat(store().names()).isEmpty();
        assertThatThrownBy(() -> store().read(first))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(first.name())
                .hasMessageContaining("missing");
    }

    @FaultTest
    void refusesContentThatIsNotWhatWasWritten() throws IOException {
        var checkpoint = write(1, 1, 1);
        damage(checkpoint, content(99));
        assertThatThrownBy(() -> store().read(checkpoint))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(checkpoint.name())
                .hasMessageContaining("99 bytes instead of 100");
        var changed = content(100);
        changed[50] ^= 1;
        damage(checkpoint, changed);
        assertThatThrownBy(() -> store().read(checkpoint))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(checkpoint.name())
                .hasMessageContaining("SHA-256");
        damage(checkpoint, content(100));
        assertThat(store().read(checkpoint)).isEqualTo(content(100));
    }

    @FaultTest
    void leavesNothingOfASnapshotThatFails() throws IOException {
        Snapshot failing = out -> {
            out.write(content(100_000));
            throw new IOException("the snapshot failed");
        };
        assertThatThrownBy(() -> store().write(1, 1, 1, failing))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the snapshot failed");
        assertThat(store().names()).isEmpty();
        assertThat(store().read(write(1, 1, 1))).hasSize(100);
    }

    @Test
    void namesACheckpointOnlyWhenItIsWhole() throws IOException {
        store().write(1, 1, 1, out -> {
            out.write(content(100_000));
            out.flush();
            assertThat(store().names()).isEmpty();
        });
        assertThat(store().names()).hasSize(1);
    }

    @Test
    void writesTheSameCheckpointTwice() throws IOException {
        var once = write(1, 2, 3);
        var again = write(1, 2, 3);
        assertThat(again).isEqualTo(once);
        assertThat(store().read(once)).isEqualTo(content(100));
        assertThat(store().names()).containsExactly(once.name());
    }

    @Test
    void refusesNamesThatAreNoCheckpoints() {
        for (var name : List.of("", "..", "../spec.yaml", "trial-1-epoch-1-attempt-1/../x", "trial-1", "/etc/passwd")) {
            assertThatThrownBy(() -> store().delete(name)).as(name).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void servesManyThreads() throws Exception {
        var pool = Executors.newFixedThreadPool(8);
        try {
            Callable<Checkpoint> writer = () -> write(7, 7, 7);
            for (var written : pool.invokeAll(java.util.Collections.nCopies(40, writer))) {
                assertThat(store().read(written.get())).isEqualTo(content(100));
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(store().names()).hasSize(1);
    }

    @Test
    void obeysAnInterruptOnlyAfterwards() throws IOException {
        Thread.currentThread().interrupt();
        var checkpoint = write(1, 1, 1);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(store().read(checkpoint)).hasSize(100);
    }

    @Test
    void travelsToExecutors() throws Exception {
        var checkpoint = write(1, 1, 1);
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(store());
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            var travelled = (CheckpointStore) in.readObject();
            assertThat(travelled.read(checkpoint)).isEqualTo(content(100));
        }
    }

    private Checkpoint write(int trial, int epoch, int attempt) throws IOException {
        return store().write(trial, epoch, attempt, out -> out.write(content(100)));
    }

    private static byte[] content(int size) {
        var content = new byte[size];
        RandomStream.of(1, "content", size).nextBytes(content);
        return content;
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
