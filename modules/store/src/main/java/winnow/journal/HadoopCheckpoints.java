package winnow.journal;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import winnow.study.CheckpointStore;
import winnow.study.Snapshot;
import winnow.trial.Checkpoint;

/**
 * Checkpoints as files of a folder of a Hadoop file system. Written aside and renamed; on an object store, where a file
 * appears as a whole when it is closed, written under their names. Safe for use by several threads and processes.
 *
 * @param folder URI of the folder
 * @param settings of Hadoop, beside its configuration files; may hold secrets
 */
public record HadoopCheckpoints(URI folder, SortedMap<String, String> settings) implements CheckpointStore {
    private static final long serialVersionUID = 1L;

    private static final String SUFFIX = ".checkpoint";
    private static final Pattern NAME = Pattern.compile("trial-[0-9]{1,10}-epoch-[0-9]{1,10}-attempt-[0-9]{1,10}");

    public HadoopCheckpoints {
        settings = new TreeMap<>(settings);
    }

    private HadoopFolder files() throws IOException {
        return HadoopSettings.folder(folder, settings);
    }

    /** Shielded from interrupts, which break the clients of remote file systems; an interrupt is kept for later. */
    private static <T> T calmly(Call<T> call) throws IOException {
        boolean wasInterrupted = Thread.interrupted();
        try {
            return call.run();
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private interface Call<T> {
        T run() throws IOException;
    }

    @Override
    public Checkpoint write(int trial, int epoch, int attempt, Snapshot snapshot) throws IOException {
        var bytes = new ByteArrayOutputStream(1 << 16);
        // In memory first: an object store would keep the half of a snapshot that failed.
        snapshot.writeTo(bytes);
        var content = bytes.toByteArray();
        var checkpoint = new Checkpoint(trial, epoch, attempt, Digests.sha256(content), content.length);
        return calmly(() -> {
            var aside = checkpoint.name() + "." + UUID.randomUUID() + ".writing";
            files().writeWhole(checkpoint.name() + SUFFIX, content, aside);
            return checkpoint;
        });
    }

    @Override
    public byte[] read(Checkpoint checkpoint) throws IOException {
        return calmly(() -> {
            var place = files().place(checkpoint.name() + SUFFIX);
            byte[] content;
            try (var in = files().open(checkpoint.name() + SUFFIX)) {
                // One byte more than there should be shows that there are more.
                content = in.readNBytes((int) Math.min(checkpoint.bytes() + 1, Integer.MAX_VALUE - 8));
            } catch (FileNotFoundException e) {
                throw new IOException("checkpoint " + place + " is missing", e);
            } catch (OutOfMemoryError e) {
                throw new IOException(
                        "checkpoint " + place + " of " + checkpoint.bytes() + " bytes is too large to read", e);
            }
            Digests.require(place, content, checkpoint, files().length(checkpoint.name() + SUFFIX));
            return content;
        });
    }

    @Override
    public void delete(Checkpoint checkpoint) throws IOException {
        delete(checkpoint.name());
    }

    @Override
    public void delete(String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no checkpoint has the name \"" + name + "\"");
        }
        calmly(() -> {
            files().delete(name + SUFFIX);
            return name;
        });
    }

    @Override
    public List<String> names() throws IOException {
        return calmly(() -> files().names().stream()
                .filter(file -> file.endsWith(SUFFIX))
                .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                .filter(name -> NAME.matcher(name).matches())
                .toList());
    }

    @Override
    public String toString() {
        return "checkpoints in " + folder;
    }
}
