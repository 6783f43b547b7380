package winnow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import winnow.study.CheckpointStore;
import winnow.testkit.CheckpointStoreContract;
import winnow.trial.Checkpoint;

/** What checkpoints on a Hadoop file system must be, whatever kind of file system that is. */
abstract class HadoopCheckpointsContract extends CheckpointStoreContract {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final String PATH = "/studies/x/checkpoints";

    private final String name = getClass().getSimpleName() + NUMBERS.incrementAndGet();
    final MemoryFileSystem.Disk disk = MemoryFileSystem.Disk.named(name);

    HadoopCheckpointsContract(boolean isStore) {
        disk.isStore = isStore;
    }

    @Override
    protected CheckpointStore store() {
        var settings = new TreeMap<String, String>();
        settings.put("fs.memory.impl", MemoryFileSystem.class.getName());
        return new HadoopCheckpoints(URI.create("memory://" + name + PATH), settings);
    }

    private static String file(Checkpoint checkpoint) {
        return PATH + "/" + checkpoint.name() + ".checkpoint";
    }

    @Override
    protected void damage(Checkpoint checkpoint, byte[] content) {
        disk.put(file(checkpoint), content);
    }

    @Test
    void leavesNothingButCheckpoints() throws IOException {
        store().write(1, 1, 1, out -> out.write(1));
        store().write(1, 1, 1, out -> out.write(1));
        assertThat(disk.files()).containsExactly(PATH + "/trial-1-epoch-1-attempt-1.checkpoint");
    }

    @Test
    void leavesNothingWhenTheFileSystemIsFull() throws IOException {
        var whole = store().write(1, 1, 1, out -> out.write(1));
        disk.weather = new MemoryFileSystem.Weather() {
            @Override
            public void before(String call, String path) throws IOException {
                if (call.equals("sync") || call.equals("put")) {
                    throw new IOException("No space left on device");
                }
            }

            @Override
            public void after(String call, String path) {}
        };
        assertThatThrownBy(() -> store().write(1, 2, 1, out -> out.write(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left on device");
        disk.weather = MemoryFileSystem.Weather.FAIR;
        assertThat(disk.files()).containsExactly(file(whole));
    }

    @Test
    void keepsSecretsOutOfMessages() {
        var settings = new TreeMap<String, String>();
        settings.put("fs.s3a.secret.key", "hush");
        assertThat(new HadoopCheckpoints(URI.create("s3a://bucket/x"), settings))
                .hasToString("checkpoints in s3a://bucket/x");
    }

    @Test
    void saysThatThereIsNoSuchFileSystem() {
        var nowhere = new HadoopCheckpoints(URI.create("nosuch://host/x"), new TreeMap<>());
        assertThatThrownBy(nowhere::names).isInstanceOf(IOException.class).hasMessageContaining("nosuch");
    }

    @Test
    void saysWhichLibraryIsMissing() {
        var missing = new HadoopCheckpoints(URI.create("s3a://bucket/x"), new TreeMap<>());
        assertThatThrownBy(missing::names)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("S3AFileSystem")
                .hasMessageContaining("hadoop-aws");
    }
}
