package winnow.journal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are there as a whole or not at all, also after a loss of power. */
final class AtomicFile {
    private AtomicFile() {}

    /** Writes a file aside, forces it to disk and gives it its name, in place of an older one. */
    static void write(Path file, byte[] content) throws IOException {
        var aside = file.resolveSibling("." + file.getFileName() + ".new");
        try (var out = new FileOutputStream(aside.toFile())) {
            out.write(content);
            out.getFD().sync();
        }
        name(aside, file);
    }

    /** Gives a forced file its name. */
    static void name(Path aside, Path file) throws IOException {
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolderOf(file);
    }

    /** The folder a file is in; the root of a file system is taken to be in itself. */
    static Path folderOf(Path file) {
        var absolute = file.toAbsolutePath();
        var parent = absolute.getParent();
        return parent == null ? absolute : parent;
    }

    /**
     * Makes the name of a file durable. Windows, which opens no folders, does so by itself. An interrupt is kept for
     * later: it would close the channel, and what was done would look undone.
     */
    static void forceFolderOf(Path file) throws IOException {
        var folder = folderOf(file);
        boolean isInterrupted = Thread.interrupted();
        try {
            while (!isForced(folder)) {
                isInterrupted |= Thread.interrupted();
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean isForced(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        } catch (AccessDeniedException e) {
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                throw e;
            }
            return true;
        }
    }
}
