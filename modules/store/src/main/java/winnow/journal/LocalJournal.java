package winnow.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import winnow.study.Entry;
import winnow.study.JournalException;

/**
 * A journal in a file on a local disk: JSON Lines, a header first, then a line for each entry. An append is one write
 * and one force. Safe for use by several threads.
 */
public final class LocalJournal implements FolderJournal {

    /** The end of a file, where bytes are added. */
    interface Tail extends Closeable {
        /** Shortens the file; what is appended next follows. */
        void cut(long length) throws IOException;

        void append(byte[] bytes) throws IOException;

        /** Returns when all that was done survives the loss of power. */
        void force() throws IOException;
    }

    private final Path file;
    private final StudyLock lock;
    private final Tail tail;
    private final List<Entry> recovered;
    private final Optional<String> notice;
    private long last;
    private boolean isClosed;
    private @Nullable String failure;

    private LocalJournal(Path file, StudyLock lock, Tail tail, JournalReader.Contents contents) {
        this.file = file;
        this.lock = lock;
        this.tail = tail;
        recovered = contents.entries();
        notice = contents.wholeBytes() == 0 ? Optional.empty() : contents.notice(file.toString(), recovered.size());
        last = recovered.size();
    }

    /**
     * Opens a journal, or begins one. What an interrupted append left is cut off.
     *
     * @throws StudyInUseException if somebody has it open
     * @throws JournalException if it is damaged before its end, of a newer version, or cannot be read or written
     */
    public static LocalJournal open(Path file) {
        return open(file, FileTail::new);
    }

    /** Whether somebody has a journal open to write it. */
    static boolean isInUse(Path file) {
        var lock = file.resolveSibling("journal.lock");
        if (!Files.exists(lock)) {
            return false;
        }
        try (var taken = StudyLock.take(lock)) {
            return taken == null;
        } catch (StudyInUseException inUse) {
            return true;
        } catch (IOException e) {
            throw new JournalException("cannot release " + lock + ": " + e.getMessage(), e);
        }
    }

    /** As {@link #open(Path)}, with something between the journal and the disk. */
    static LocalJournal open(Path file, Function<RandomAccessFile, Tail> tail) {
        var lock = StudyLock.take(file.resolveSibling("journal.lock"));
        try {
            return opened(file, lock, tail);
        } catch (IOException e) {
            release(lock, e);
            throw new JournalException("cannot open the journal " + file + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            release(lock, e);
            throw e;
        }
    }

    private static LocalJournal opened(Path file, StudyLock lock, Function<RandomAccessFile, Tail> tail)
            throws IOException {
        var contents = Files.exists(file) ? JournalReader.read(file) : JournalReader.Contents.NOTHING;
        // Not a channel: an interrupt of the writing thread would close it, and with it the study.
        var end = tail.apply(new RandomAccessFile(file.toFile(), "rw"));
        try {
            end.cut(contents.wholeBytes());
            if (contents.wholeBytes() == 0) {
                end.append(EntryCodec.header());
                end.force();
                AtomicFile.forceFolderOf(file);
            } else if (contents.wholeBytes() < contents.bytes()) {
                end.force();
            }
            return new LocalJournal(file, lock, end, contents);
        } catch (IOException | RuntimeException e) {
            end.close();
            throw e;
        }
    }

    private static void release(StudyLock lock, Exception cause) {
        try {
            lock.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public List<Entry> recovered() {
        return recovered;
    }

    @Override
    public Optional<String> notice() {
        return notice;
    }

    @Override
    public synchronized void append(List<Entry> entries) {
        if (isClosed) {
            throw new JournalException("the journal " + file + " is closed");
        }
        if (failure != null) {
            throw new JournalException(
                    "the journal " + file + " accepts no more, since an earlier write failed: " + failure);
        }
        EntryCodec.requireNext(entries, last, file.toString());
        var bytes = EntryCodec.write(entries);
        try {
            tail.append(bytes);
            tail.force();
        } catch (IOException e) {
            // After a failed force nobody knows what is on the disk: a second try could succeed and mean nothing.
            failure = String.valueOf(e.getMessage());
            throw new JournalException(
                    "cannot write the journal " + file + ": " + e.getMessage()
                            + "; nothing before is lost: put the cause right, then resume the study",
                    e);
        }
        last += entries.size();
    }

    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try (lock) {
            tail.close();
        } catch (IOException e) {
            throw new JournalException("cannot close the journal " + file + ": " + e.getMessage(), e);
        }
    }

    private record FileTail(RandomAccessFile file) implements Tail {
        @Override
        public void cut(long length) throws IOException {
            if (length < file.length()) {
                file.setLength(length);
            }
            file.seek(length);
        }

        @Override
        public void append(byte[] bytes) throws IOException {
            file.write(bytes);
        }

        @Override
        public void force() throws IOException {
            file.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
