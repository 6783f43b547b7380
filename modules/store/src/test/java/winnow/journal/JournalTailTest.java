package winnow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.study.Entry;
import winnow.study.JournalException;

/** A journal that is followed gives each whole entry once, wherever its writer just stands. */
class JournalTailTest {

    @TempDir
    private Path folder;

    private byte[] written(List<Entry> entries) throws IOException {
        var file = folder.resolve("whole.jsonl");
        Files.deleteIfExists(file);
        try (var journal = LocalJournal.open(file)) {
            for (var entry : entries) {
                journal.append(List.of(entry));
            }
        }
        return Files.readAllBytes(file);
    }

    @Test
    void eachEntryComesOnceThoughTheFileGrowsByPieces() throws IOException {
        var entries = SimulatedStudy.entries(6);
        var whole = written(entries);
        var growing = folder.resolve("growing.jsonl");
        var tail = new LocalTail(growing);
        var read = new ArrayList<Entry>();
        for (int step : new int[] {37, 113, 4096}) {
            Files.write(growing, new byte[0]);
            var fresh = new LocalTail(growing);
            read.clear();
            for (int bytes = 0; bytes <= whole.length + step; bytes += step) {
                Files.write(growing, Arrays.copyOf(whole, Math.min(bytes, whole.length)));
                read.addAll(fresh.next());
            }
            assertThat(read).isEqualTo(entries);
        }
        assertThat(tail.next()).isEqualTo(entries);
        assertThat(tail.next()).isEmpty();
    }

    @Test
    void whatAnInterruptedWriteLeftAndANewSessionCutIsReadOnceItIsWhole() throws IOException {
        var entries = SimulatedStudy.entries(6);
        var whole = written(entries);
        var half = written(entries.subList(0, 5));
        var file = folder.resolve("torn.jsonl");
        Files.write(file, Arrays.copyOf(whole, half.length + 20));
        var tail = new LocalTail(file);
        assertThat(tail.next()).isEqualTo(entries.subList(0, 5));
        Files.write(file, half);
        assertThat(tail.next()).isEmpty();
        Files.write(file, whole);
        assertThat(tail.next()).isEqualTo(entries.subList(5, entries.size()));
    }

    @Test
    void aJournalThatWasShortenedIsRefused() throws IOException {
        var whole = written(SimulatedStudy.entries(6));
        var file = folder.resolve("short.jsonl");
        Files.write(file, whole);
        var tail = new LocalTail(file);
        tail.next();
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(tail::next)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("was shortened from " + whole.length + " to " + whole.length / 2 + " bytes");
    }

    @Test
    void aMissingJournalIsSaid() {
        var tail = new LocalTail(folder.resolve("none.jsonl"));
        assertThatThrownBy(tail::next)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("cannot read the journal");
    }
}
