package winnow.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import winnow.study.Entry;
import winnow.study.JournalException;

/**
 * Reads the entries of a file of a journal: of a study that nobody has open, or beside the coordinator that writes it.
 *
 * <p>Lines after the last whole one are what an interrupted append left, and are passed over. Damage before whole lines
 * is something else and is refused; only whole lines of the damaged append itself do not count, since the parts of one
 * append may reach the disk in any order.
 */
public final class JournalReader {
    /** No entry comes near; a longer line is damage. */
    private static final int LONGEST_LINE = 64 << 20;

    private final String file;
    private final boolean isPart;
    private final List<Entry> entries = new ArrayList<>();
    private final byte[] buffer = new byte[1 << 16];
    private int next;
    private int filled;
    private long line;
    private long offset;
    private long wholeBytes;
    private long damagedLine;
    private long entriesBefore;
    private Optional<PartHeader> header = Optional.empty();

    private JournalReader(String file, boolean isPart) {
        this.file = file;
        this.isPart = isPart;
    }

    /**
     * What a file holds.
     *
     * @param header of a part; empty for a journal that is one file, and if it is not whole
     * @param entries in order, from 1 or from the one after those before the part
     * @param wholeBytes length of the header and all whole entries; 0 if not even the header is whole
     * @param bytes length of the file
     */
    record Contents(Optional<PartHeader> header, List<Entry> entries, long wholeBytes, long bytes) {
        /** What an empty file holds. */
        static final Contents NOTHING = new Contents(Optional.empty(), List.of(), 0, 0);

        /**
         * What an interrupted append left, in words.
         *
         * @param recovered how many entries the journal has
         */
        Optional<String> notice(String file, int recovered) {
            return bytes == wholeBytes
                    ? Optional.empty()
                    : Optional.of("the last " + (bytes - wholeBytes) + " bytes of " + file
                            + " were left by an interrupted write and were cut off; all " + recovered
                            + " entries before are whole");
        }
    }

    /**
     * The whole entries of a journal, in order.
     *
     * @throws JournalException if it is missing, damaged before its end, or of a newer version
     */
    public static List<Entry> entries(Path file) {
        return read(file).entries();
    }

    static Contents read(Path file) {
        try (var in = Files.newInputStream(file)) {
            return read(file.toString(), in);
        } catch (NoSuchFileException e) {
            throw new JournalException("there is no journal " + file, e);
        } catch (IOException e) {
            throw new JournalException("cannot read the journal " + file + ": " + e.getMessage(), e);
        }
    }

    /** What a journal that is one file holds; {@code file} is its name, for messages. */
    static Contents read(String file, InputStream in) throws IOException {
        return new JournalReader(file, false).contents(in);
    }

    /**
     * What a journal holds after some entries that were read before.
     *
     * @param wholeBytes length of the header and these entries
     */
    static Contents readOn(Path file, long wholeBytes, long entries) {
        try (var in = Files.newInputStream(file)) {
            in.skipNBytes(wholeBytes);
            var reader = new JournalReader(file.toString(), false);
            reader.offset = wholeBytes;
            reader.wholeBytes = wholeBytes;
            reader.entriesBefore = entries;
            reader.line = entries + 1;
            return reader.rest(in);
        } catch (IOException e) {
            throw new JournalException("cannot read the journal " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * What a part of a journal holds.
     *
     * @param file its name, for messages
     * @throws JournalException if it is damaged before its end, or of a newer version
     */
    static Contents readPart(String file, InputStream in) throws IOException {
        return new JournalReader(file, true).contents(in);
    }

    private Contents contents(InputStream in) throws IOException {
        var bytes = nextLine(in);
        if (bytes.isPresent() && header(bytes.get())) {
            wholeBytes = offset;
            return rest(in);
        }
        return new Contents(header, List.copyOf(entries), wholeBytes, offset);
    }

    private Contents rest(InputStream in) throws IOException {
        for (var bytes = nextLine(in); bytes.isPresent(); bytes = nextLine(in)) {
            entry(bytes.get());
        }
        return new Contents(header, List.copyOf(entries), wholeBytes, offset);
    }

    /** The next line with its line break, if it has one; empty at the end. */
    private Optional<byte[]> nextLine(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream(512);
        boolean isEnded = false;
        while (!isEnded && fill(in)) {
            int end = next;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            isEnded = end < filled;
            int upTo = isEnded ? end + 1 : end;
            if (bytes.size() < LONGEST_LINE) {
                bytes.write(buffer, next, upTo - next);
            }
            offset += upTo - next;
            next = upTo;
        }
        line++;
        return bytes.size() == 0 ? Optional.empty() : Optional.of(bytes.toByteArray());
    }

    /** Whether there are bytes left. */
    private boolean fill(InputStream in) throws IOException {
        if (next == filled) {
            next = 0;
            filled = Math.max(0, in.read(buffer));
        }
        return next < filled;
    }

    /** Whether the header is whole. A piece of it may be all that is there of a journal that was never written to. */
    private boolean header(byte[] bytes) {
        var version = content(bytes).flatMap(EntryCodec::version);
        if (version.isPresent() && version.get() > EntryCodec.VERSION) {
            throw new JournalException("the journal " + file + " is of version " + version.get()
                    + ", and this program reads up to version " + EntryCodec.VERSION
                    + "; use the Winnow that wrote it, or a later one");
        }
        if (version.isEmpty() && !isPieceOfHeader(bytes)) {
            throw noJournal();
        }
        if (version.isPresent()) {
            header = content(bytes).flatMap(this::partOf);
            if (header.isPresent() != isPart) {
                throw noJournal();
            }
            entriesBefore = header.map(PartHeader::entriesBefore).orElse(0L);
        }
        return version.isPresent();
    }

    private boolean isPieceOfHeader(byte[] bytes) {
        if (isPart) {
            return bytes[bytes.length - 1] != '\n';
        }
        var whole = EntryCodec.header();
        return bytes.length < whole.length
                && (Arrays.equals(bytes, Arrays.copyOf(whole, bytes.length)) || isZero(bytes));
    }

    private Optional<PartHeader> partOf(byte[] content) {
        try {
            return EntryCodec.part(content);
        } catch (MalformedEntryException e) {
            throw new JournalException(
                    "the first line of the journal " + file + " cannot be understood: " + e.getMessage(), e);
        }
    }

    private JournalException noJournal() {
        return new JournalException(
                file + " is not a journal of Winnow, or its first line is damaged; restore it from a backup");
    }

    private static boolean isZero(byte[] bytes) {
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** A line without its line break, if it is whole. */
    private static Optional<byte[]> content(byte[] bytes) {
        int end = bytes.length - 1;
        if (bytes[end] != '\n') {
            return Optional.empty();
        }
        var content = Arrays.copyOf(bytes, end);
        return EntryCodec.isWhole(content) ? Optional.of(content) : Optional.empty();
    }

    private void entry(byte[] bytes) {
        var content = content(bytes);
        long expected = entriesBefore + entries.size() + 1;
        if (content.isEmpty()) {
            damagedLine = damagedLine == 0 ? line : damagedLine;
            return;
        }
        var read = decoded(content.get());
        if (damagedLine > 0) {
            if (read.group() > expected) {
                throw damaged();
            }
        } else if (read.entry().sequence() != expected) {
            throw new JournalException("line " + line + " of the journal " + file + " holds entry "
                    + read.entry().sequence() + " where entry " + expected
                    + " should be; lines were lost or doubled: restore it from a backup");
        } else {
            entries.add(read.entry());
            wholeBytes = offset;
        }
    }

    private EntryCodec.Line decoded(byte[] content) {
        try {
            return EntryCodec.read(content);
        } catch (MalformedEntryException e) {
            throw new JournalException(
                    "line " + line + " of the journal " + file + " cannot be understood: " + e.getMessage()
                            + "; use the Winnow that wrote it, or a later one",
                    e);
        }
    }

    private JournalException damaged() {
        return new JournalException("line " + damagedLine + " of the journal " + file
                + " is damaged, and line " + line + " after it is whole: the file was changed, or the disk lost data."
                + " Restore it from a backup; or, to give up all that came later, keep a copy and shorten the file to its"
                + " first " + (damagedLine - 1) + " lines");
    }
}
