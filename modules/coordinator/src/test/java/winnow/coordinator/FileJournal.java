package winnow.coordinator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import winnow.study.Entry;
import winnow.study.Journal;
import winnow.study.JournalException;

/** As little as a journal on a disk can be: a line an entry, one write and one force a commit. Cannot be read. */
final class FileJournal implements Journal {
    private final FileChannel file;

    FileJournal(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public List<Entry> recovered() {
        return List.of();
    }

    @Override
    public void append(List<Entry> entries) {
        var lines = new StringBuilder();
        entries.forEach(entry -> lines.append(entry).append('\n'));
        try {
            var bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(false);
        } catch (IOException failure) {
            throw new JournalException("cannot write", failure);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failure) {
            throw new JournalException("cannot close", failure);
        }
    }
}
