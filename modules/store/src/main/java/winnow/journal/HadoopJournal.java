package winnow.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.StreamCapabilities;
import org.jspecify.annotations.Nullable;
import winnow.study.Entry;
import winnow.study.JournalException;

/**
 * A journal on a Hadoop file system: a folder of parts, each a header and the lines of some commits. Safe for use by
 * several threads.
 *
 * <p>Where a stream can be synced (its capability {@code hsync}; HDFS), a session writes one part and syncs it with each
 * commit. Elsewhere (object stores) each commit is a part, which is there as a whole when it is closed; every
 * {@value #RUN} commits one of them repeats those since the last such, so that a reader opens few. A part is never
 * written to again once something failed: a new one follows, which says what it follows. See {@link PartsReader}.
 *
 * <p>A commit that fails is tried again for {@link #PATIENCE}, since a network is not a disk. Two coordinators are kept
 * apart by {@link Ownership}.
 */
final class HadoopJournal implements FolderJournal {
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final int RUN = 256;

    private final HadoopFolder folder;
    private final Pace pace;
    private final Ownership ownership;
    private final List<Entry> recovered;
    private final Optional<String> notice;

    /** What counted last; empty before the first entry. */
    private Optional<PartHeader.Before> end;

    /** Entries of the parts since {@link #runBegin} that hold one commit each, and how many those are. */
    private final List<Entry> run = new ArrayList<>();

    private int commitsInRun;
    private Optional<PartHeader.Before> runBegin;
    private int parts;
    private @Nullable FSDataOutputStream open;
    private boolean isClosed;
    private @Nullable String failure;
    private volatile Optional<String> trouble = Optional.empty();

    private HadoopJournal(HadoopFolder folder, Pace pace, Ownership ownership, PartsReader.Contents contents) {
        this.folder = folder;
        this.pace = pace;
        this.ownership = ownership;
        recovered = contents.entries();
        notice = contents.notice();
        end = contents.last().map(part -> new PartHeader.Before(recovered.size(), part));
        runBegin = end;
    }

    /**
     * Opens a journal, or begins one. Takes {@link Ownership#SILENCE} if the last session did not end in good order.
     *
     * @param folder of the journal alone
     * @throws StudyInUseException if somebody has it open
     * @throws JournalException if it is damaged, of a newer version, or cannot be read or written
     */
    static HadoopJournal open(HadoopFolder folder) {
        return open(folder, Pace.REAL);
    }

    static HadoopJournal open(HadoopFolder folder, Pace pace) {
        try {
            folder.make();
            var ownership = Ownership.take(folder, pace);
            try {
                return new HadoopJournal(folder, pace, ownership, PartsReader.read(folder));
            } catch (IOException | RuntimeException e) {
                release(ownership, e);
                throw e;
            }
        } catch (IOException e) {
            throw new JournalException("cannot open the journal " + folder + ": " + HadoopFolder.message(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalException("interrupted while the journal " + folder + " was opened", e);
        }
    }

    private static void release(Ownership ownership, Exception cause) {
        try {
            ownership.release();
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
            throw new JournalException("the journal " + folder + " is closed");
        }
        if (failure != null) {
            throw new JournalException(
                    "the journal " + folder + " accepts no more, since an earlier write failed: " + failure);
        }
        EntryCodec.requireNext(entries, last(), folder.toString());
        // Clients of remote file systems break when they are interrupted; it waits until the commit is done.
        boolean wasInterrupted = Thread.interrupted();
        try {
            commit(entries);
        } catch (StudyInUseException e) {
            failure = e.getMessage();
            throw e;
        } catch (IOException e) {
            failure = HadoopFolder.message(e);
            throw new JournalException(
                    "cannot write the journal " + folder + ": " + failure + " (tried for "
                            + PATIENCE.toSeconds()
                            + " s); nothing before is lost: put the cause right, then resume the study",
                    e);
        } catch (InterruptedException e) {
            wasInterrupted = true;
            failure = "interrupted while it waited for the file system";
            throw new JournalException("cannot write the journal " + folder + ": " + failure, e);
        } finally {
            trouble = Optional.empty();
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private long last() {
        return end.map(PartHeader.Before::entry).orElse(0L);
    }

    @Override
    public Optional<String> trouble() {
        return trouble;
    }

    private void commit(List<Entry> entries) throws IOException, InterruptedException {
        var waited = Duration.ZERO;
        for (var next = FIRST_PAUSE; ; next = longer(next)) {
            try {
                ownership.require();
                var header = write(entries);
                ownership.require();
                count(entries, header);
                return;
            } catch (IOException e) {
                abandonPart(e);
                if (waited.compareTo(PATIENCE) >= 0) {
                    throw e;
                }
                trouble = Optional.of(
                        "the journal " + folder + " cannot be written, and is tried again: " + HadoopFolder.message(e));
            }
            pace.pause(next);
            waited = waited.plus(next);
        }
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    /** Writes entries durably; gives the part they are in, and whether it holds earlier ones again. */
    private PartHeader write(List<Entry> entries) throws IOException {
        if (open != null) {
            open.write(EntryCodec.write(entries));
            open.hsync();
            return new PartHeader(new Part(ownership.number(), parts), Optional.empty());
        }
        boolean isRunFull = commitsInRun >= RUN - 1;
        var header = new PartHeader(new Part(ownership.number(), parts + 1), isRunFull ? runBegin : end);
        var content = new ByteArrayOutputStream();
        content.writeBytes(EntryCodec.header(header));
        if (isRunFull) {
            content.writeBytes(EntryCodec.write(run));
        }
        content.writeBytes(EntryCodec.write(entries));
        begin(header.part(), content.toByteArray());
        return header;
    }

    private void begin(Part part, byte[] content) throws IOException {
        // Its number is spent, whatever happens: what a failed attempt left may still appear.
        parts = part.number();
        var out = folder.stream(part.file());
        open = out;
        out.write(content);
        if (out.hasCapability(StreamCapabilities.HSYNC)) {
            out.hsync();
        } else {
            out.close();
            open = null;
        }
    }

    private void count(List<Entry> entries, PartHeader header) {
        boolean isRunFull = open == null && commitsInRun >= RUN - 1;
        end = Optional.of(new PartHeader.Before(entries.get(entries.size() - 1).sequence(), header.part()));
        if (open != null || isRunFull) {
            run.clear();
            commitsInRun = 0;
            runBegin = end;
        } else {
            run.addAll(entries);
            commitsInRun++;
        }
    }

    private void abandonPart(IOException cause) {
        if (open != null) {
            var broken = open;
            open = null;
            try {
                broken.close();
            } catch (IOException | RuntimeException e) {
                cause.addSuppressed(e);
            }
        }
    }

    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try {
            if (open != null) {
                open.close();
            }
            ownership.release();
        } catch (IOException e) {
            ownership.abandon();
            throw new JournalException("cannot close the journal " + folder + ": " + HadoopFolder.message(e), e);
        }
    }

    /** Ends as the death of the process would. For tests. */
    synchronized void abandon() {
        isClosed = true;
        ownership.abandon();
    }
}
