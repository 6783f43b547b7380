package winnow.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * A folder of a Hadoop file system, and the few things that are done there. Nothing is ever appended to a file that was
 * closed, and no file is locked: object stores can do neither.
 */
final class HadoopFolder {
    private static final String ATOMIC = "fs.option.create.conditional.overwrite";
    private static final int RENAMES = 20;

    private final FileSystem files;
    private final Path path;

    HadoopFolder(FileSystem files, Path path) {
        this.files = files;
        this.path = path;
    }

    HadoopFolder in(String name) {
        return new HadoopFolder(files, new Path(path, name));
    }

    /** Where a file of it is, for a person. */
    String place(String name) {
        return new Path(path, name).toString();
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /** Names of the files and folders in it; none if it is not there. */
    List<String> names() throws IOException {
        try {
            return Arrays.stream(files.listStatus(path))
                    .map(file -> file.getPath().getName())
                    .toList();
        } catch (FileNotFoundException missing) {
            return List.of();
        }
    }

    boolean exists(String name) throws IOException {
        return files.exists(new Path(path, name));
    }

    /** Whether it is there; on an object store, whether anything is in it. */
    boolean isThere() throws IOException {
        return files.exists(path);
    }

    void make() throws IOException {
        if (!files.mkdirs(path)) {
            throw new IOException("the folder " + path + " cannot be made");
        }
    }

    InputStream open(String name) throws IOException {
        return files.open(new Path(path, name));
    }

    /**
     * The content of a file; empty if there is none.
     *
     * @param most bytes that are read; the rest is left out
     */
    Optional<byte[]> read(String name, int most) throws IOException {
        try (var in = open(name)) {
            return Optional.of(in.readNBytes(most));
        } catch (FileNotFoundException missing) {
            return Optional.empty();
        }
    }

    /** Bytes of a file. */
    long length(String name) throws IOException {
        return files.getFileStatus(new Path(path, name)).getLen();
    }

    /** A new file, which nobody else writes. */
    FSDataOutputStream stream(String name) throws IOException {
        // S3A asks whether the file is there and then puts it, which two can do at once, unless this is asked for.
        // Others
        // do not know the option, and pass it over.
        FSDataOutputStreamBuilder<?, ?> builder = files.createFile(new Path(path, name));
        builder.recursive();
        builder.overwrite(false);
        builder.opt(ATOMIC, true);
        return builder.build();
    }

    /**
     * Makes a file that was not there.
     *
     * @param content by which its maker recognises it, should the answer get lost
     * @return whether it is ours; no if there was one already
     */
    boolean create(String name, byte[] content) throws IOException {
        try {
            fill(stream(name), content);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return isOurs(name, content);
        } catch (IOException unsure) {
            // Object stores say what was wrong in ways of their own, and may have made it although the answer got lost.
            if (isOurs(name, content)) {
                return true;
            }
            if (exists(name)) {
                return false;
            }
            throw unsure;
        }
    }

    private boolean isOurs(String name, byte[] content) throws IOException {
        return read(name, content.length + 1)
                .filter(found -> Arrays.equals(found, content))
                .isPresent();
    }

    /** Writes a file in place of an older one. A reader may see part of it. */
    void write(String name, byte[] content) throws IOException {
        fill(files.create(new Path(path, name), true), content);
    }

    /** Writes a file in place of an older one; no reader sees part of it. It may be missing for a moment. */
    void writeWhole(String name, byte[] content, String aside) throws IOException {
        if (isStore()) {
            write(name, content);
            return;
        }
        try {
            fill(files.create(new Path(path, aside), true), content);
            rename(aside, name);
        } catch (IOException | RuntimeException e) {
            deleteQuietly(aside, e);
            throw e;
        }
    }

    /** Gives a file another name, in place of an older one. */
    void rename(String from, String to) throws IOException {
        var source = new Path(path, from);
        var target = new Path(path, to);
        // Somebody else may be writing the same file.
        for (int i = 0; i < RENAMES; i++) {
            if (files.rename(source, target)) {
                return;
            }
            files.delete(target, false);
        }
        throw new IOException("cannot rename " + source + " to " + to);
    }

    private void deleteQuietly(String name, Exception cause) {
        try {
            delete(name);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Whether files appear as a whole when they are closed, and renaming means copying. */
    boolean isStore() throws IOException {
        return !files.hasPathCapability(path, "fs.capability.paths.append");
    }

    private static void fill(FSDataOutputStream out, byte[] content) throws IOException {
        try (out) {
            out.write(content);
            if (out.hasCapability(StreamCapabilities.HSYNC)) {
                out.hsync();
            }
        }
    }

    /** Deletes a file; does nothing if there is none. */
    void delete(String name) throws IOException {
        boolean wasThere = files.delete(new Path(path, name), false);
        if (!wasThere && exists(name)) {
            throw new IOException("cannot delete " + place(name));
        }
    }

    /** What is wrong, in a line: remote file systems send whole stack traces as messages. */
    static String message(IOException e) {
        var text = e.getMessage();
        return text == null || text.isBlank()
                ? e.getClass().getSimpleName()
                : text.strip().lines().findFirst().orElseThrow();
    }
}
