package winnow.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import winnow.study.Entry;
import winnow.study.JournalException;

/**
 * Reads a journal that is kept in parts, from its end: the newest part says which entry of which part its own follow,
 * and so on to the first. What is in other parts, or comes later in these, never counted.
 */
final class PartsReader {
    private final HadoopFolder folder;

    private PartsReader(HadoopFolder folder) {
        this.folder = folder;
    }

    /**
     * What a journal holds.
     *
     * @param entries in order, from 1
     * @param last the part with the last entry
     * @param notice what an interrupted write left, in words
     */
    record Contents(List<Entry> entries, Optional<Part> last, Optional<String> notice) {}

    /**
     * Reads a journal, also while somebody writes it.
     *
     * @throws JournalException if it is damaged, or of a newer version
     */
    static Contents read(HadoopFolder folder) throws IOException {
        return new PartsReader(folder).contents();
    }

    private Contents contents() throws IOException {
        var parts = folder.names().stream()
                .flatMap(name -> Part.named(name).stream())
                .sorted(Comparator.reverseOrder())
                .toList();
        for (var part : parts) {
            var newest = read(part);
            if (newest.header().isPresent()) {
                return contents(part, newest);
            }
        }
        return new Contents(List.of(), Optional.empty(), Optional.empty());
    }

    private Contents contents(Part newest, JournalReader.Contents end) throws IOException {
        Deque<List<Entry>> pieces = new ArrayDeque<>();
        pieces.addFirst(end.entries());
        var before = header(newest, end).before();
        while (before.isPresent()) {
            var step = before.get();
            var part = read(step.part());
            var header = header(step.part(), part);
            long wanted = step.entry() - header.entriesBefore();
            if (wanted < 1 || wanted > part.entries().size()) {
                throw new JournalException(folder.place(step.part().file()) + " lacks entry " + step.entry()
                        + ", which later parts of the journal follow: restore it from a backup");
            }
            pieces.addFirst(part.entries().subList(0, (int) wanted));
            before = header.before();
        }
        var entries = new ArrayList<Entry>();
        pieces.forEach(entries::addAll);
        var last = end.entries().isEmpty()
                ? header(newest, end).before().map(PartHeader.Before::part)
                : Optional.of(newest);
        return new Contents(List.copyOf(entries), last, end.notice(folder.place(newest.file()), entries.size()));
    }

    private JournalReader.Contents read(Part part) throws IOException {
        var place = folder.place(part.file());
        try (var in = folder.open(part.file())) {
            return JournalReader.readPart(place, in);
        } catch (FileNotFoundException e) {
            throw new JournalException("the part " + place + " of the journal is missing: restore it from a backup", e);
        }
    }

    private PartHeader header(Part part, JournalReader.Contents contents) {
        return contents.header()
                .filter(header -> header.part().equals(part))
                .orElseThrow(() -> new JournalException(folder.place(part.file())
                        + " is not the part of a journal that its name says: restore it from a backup"));
    }
}
