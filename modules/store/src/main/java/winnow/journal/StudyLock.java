package winnow.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import winnow.study.JournalException;

/**
 * Keeps a second coordinator out: a lock of the operating system on a file of its own, which goes when the process
 * does.
 *
 * <p>The file is opened for nothing else. POSIX drops a process's locks on a file as soon as the process closes any of
 * its handles to that file; so a journal that is locked itself would lose its lock to the first reader in the same JVM,
 * and so this JVM's own locks are looked up in a set before the file is touched.
 */
final class StudyLock implements AutoCloseable {
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private StudyLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @param file need not exist; its folder must
     * @throws StudyInUseException if somebody has it
     */
    static StudyLock take(Path file) {
        try {
            var real = AtomicFile.folderOf(file).toRealPath().resolve(file.getFileName());
            if (!HELD_HERE.add(real)) {
                throw inUse(file, "by this very process");
            }
            try {
                return locked(real);
            } catch (IOException | RuntimeException e) {
                HELD_HERE.remove(real);
                throw e;
            }
        } catch (IOException e) {
            throw new JournalException(
                    "cannot lock " + file + ": " + e.getMessage() + "; the study's folder must be on a local disk", e);
        }
    }

    private static StudyLock locked(Path file) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw inUse(file, "by " + holder(file));
            }
            // For the message above; an outdated number does no harm.
            channel.truncate(0);
            var holder = Long.toString(ProcessHandle.current().pid());
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.US_ASCII)));
            return new StudyLock(file, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static String holder(Path file) throws IOException {
        var content = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        return content.matches("[0-9]{1,10}") ? "process " + content : "another process";
    }

    private static StudyInUseException inUse(Path file, String by) {
        return new StudyInUseException("the study in " + AtomicFile.folderOf(file) + " is in use " + by
                + "; wait until it ends, or interrupt it");
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.close();
            HELD_HERE.remove(file);
        }
    }
}
