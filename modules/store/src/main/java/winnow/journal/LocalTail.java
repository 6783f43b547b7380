package winnow.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import winnow.study.Entry;
import winnow.study.JournalException;

/** Follows a journal on a local disk: reads on from the last whole entry. */
final class LocalTail implements JournalTail {
    private final Path file;
    private long wholeBytes;
    private long bytes = -1;
    private long entries;

    LocalTail(Path file) {
        this.file = file;
    }

    @Override
    public List<Entry> next() {
        long size = size();
        if (size == bytes) {
            return List.of();
        }
        if (size < wholeBytes) {
            throw new JournalException("the journal " + file + " was shortened from " + wholeBytes + " to " + size
                    + " bytes while it was followed: restore it from a backup");
        }
        var contents = wholeBytes == 0 ? JournalReader.read(file) : JournalReader.readOn(file, wholeBytes, entries);
        wholeBytes = contents.wholeBytes();
        entries += contents.entries().size();
        bytes = contents.bytes();
        return contents.entries();
    }

    private long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new JournalException("cannot read the journal " + file + ": " + e.getMessage(), e);
        }
    }
}
