package winnow.journal;

import java.io.BufferedOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import winnow.study.CheckpointStore;
import winnow.study.Snapshot;
import winnow.trial.Checkpoint;

/**
 * Checkpoints as files of one folder, which all executors see. Written aside, forced, then named: a file with a
 * checkpoint's name is whole. Safe for use by several threads and processes.
 *
 * @param folder path of the folder, a text so that it travels to executors; it is made when first written to
 */
public record DirectoryCheckpoints(String folder) implements CheckpointStore {
    private static final long serialVersionUID = 1L;

    private static final String SUFFIX = ".checkpoint";
    private static final String ASIDE = ".writing";
    private static final Pattern NAME = Pattern.compile("trial-[0-9]{1,10}-epoch-[0-9]{1,10}-attempt-[0-9]{1,10}");
    private static final int MOST_WRITERS = 1000;

    /** Checkpoints in a folder, by its absolute path. */
    public static DirectoryCheckpoints in(Path folder) {
        return new DirectoryCheckpoints(folder.toAbsolutePath().toString());
    }

    @Override
    public Checkpoint write(int trial, int epoch, int attempt, Snapshot snapshot) throws IOException {
        var unnamed = new Checkpoint(trial, epoch, attempt, "", 0);
        Files.createDirectories(Path.of(folder));
        var aside = newFile(unnamed.name());
        try {
            var checkpoint = fill(aside, unnamed, snapshot);
            AtomicFile.name(aside, file(checkpoint.name()));
            return checkpoint;
        } catch (IOException | RuntimeException | Error e) {
            Files.deleteIfExists(aside);
            throw e;
        }
    }

    /** A file that nobody else writes: an attempt that was thought lost may still be writing the same checkpoint. */
    private Path newFile(String name) throws IOException {
        for (int i = 0; i < MOST_WRITERS; i++) {
            var aside = Path.of(folder, name + "." + i + ASIDE);
            if (isCreated(aside)) {
                return aside;
            }
        }
        throw new IOException("there are " + MOST_WRITERS + " unfinished files of " + name + " in " + folder);
    }

    private static boolean isCreated(Path file) throws IOException {
        try {
            Files.createFile(file);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
    }

    private static Checkpoint fill(Path aside, Checkpoint unnamed, Snapshot snapshot) throws IOException {
        // Not a channel: an interrupted thread would close it, and the trial would fail where it was to stop.
        try (var file = new FileOutputStream(aside.toFile())) {
            var measured = new MeasuredStream(file);
            var out = new BufferedOutputStream(measured, 1 << 16);
            snapshot.writeTo(out);
            out.flush();
            file.getFD().sync();
            return new Checkpoint(
                    unnamed.trial(), unnamed.epoch(), unnamed.attempt(), measured.digest(), measured.bytes());
        }
    }

    @Override
    public byte[] read(Checkpoint checkpoint) throws IOException {
        var file = file(checkpoint.name());
        try {
            long size = Files.size(file);
            var content = size == checkpoint.bytes() ? contentOf(file) : new byte[0];
            Digests.require(file.toString(), content, checkpoint, size);
            return content;
        } catch (NoSuchFileException e) {
            throw new IOException("checkpoint " + file + " is missing", e);
        } catch (OutOfMemoryError e) {
            throw new IOException(
                    "checkpoint " + file + " of " + checkpoint.bytes() + " bytes is too large to read", e);
        }
    }

    private static byte[] contentOf(Path file) throws IOException {
        try (var in = new FileInputStream(file.toFile())) {
            return in.readAllBytes();
        }
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
        Files.deleteIfExists(file(name));
    }

    @Override
    public List<String> names() throws IOException {
        return files().stream().flatMap(file -> name(file).stream()).toList();
    }

    /**
     * Deletes what writers that died left behind. Only while no executor runs.
     *
     * @return how many files that were
     */
    public int deleteUnfinished() throws IOException {
        int deleted = 0;
        for (var file : files()) {
            if (file.getFileName().toString().endsWith(ASIDE) && Files.deleteIfExists(file)) {
                deleted++;
            }
        }
        return deleted;
    }

    private List<Path> files() throws IOException {
        var files = new ArrayList<Path>();
        try (var all = Files.newDirectoryStream(Path.of(folder))) {
            all.forEach(files::add);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return files;
    }

    private static Optional<String> name(Path file) {
        var name = file.getFileName().toString();
        return Optional.of(name)
                .filter(n -> n.endsWith(SUFFIX))
                .map(n -> n.substring(0, n.length() - SUFFIX.length()))
                .filter(n -> NAME.matcher(n).matches());
    }

    private Path file(String name) {
        return Path.of(folder, name + SUFFIX);
    }

    /** Counts and digests what passes. Stays open when a snapshot closes it, as writers of archives do. */
    private static final class MeasuredStream extends FilterOutputStream {
        private final MessageDigest digest = Digests.sha256();
        private long bytes;

        MeasuredStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] content, int from, int length) throws IOException {
            out.write(content, from, length);
            digest.update(content, from, length);
            bytes += length;
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }

        String digest() {
            return HexFormat.of().formatHex(digest.digest());
        }

        long bytes() {
            return bytes;
        }
    }
}
