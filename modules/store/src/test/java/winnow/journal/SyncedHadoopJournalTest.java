package winnow.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.study.Entry;
import winnow.testkit.RandomEntries;

/** On a file system whose streams can be synced. */
class SyncedHadoopJournalTest extends HadoopJournalContract {

    SyncedHadoopJournalTest() {
        super(false);
    }

    @Test
    void writesOnePartASession() throws IOException {
        var entries = random(600);
        for (int session = 0; session < 2; session++) {
            try (var journal = open()) {
                for (int i = 0; i < 300; i++) {
                    journal.append(entries.subList(300 * session + i, 300 * session + i + 1));
                }
            }
        }
        assertThat(parts()).hasSize(2);
        assertThat(read()).isEqualTo(entries);
    }

    @Test
    void goesOnAfterTheLastWholeEntryWhereverItsPartWasCut() throws IOException {
        var entries = random(8);
        try (var journal = open()) {
            journal.append(entries.subList(0, 2));
            journal.append(entries.subList(2, 6));
        }
        var part = parts().get(0);
        var whole = disk.content(part);
        for (int cut = 1; cut <= whole.length; cut += cut < 100 ? 1 : 17) {
            disk.files().forEach(disk::remove);
            disk.put(part, Arrays.copyOf(whole, cut));
            int kept;
            try (var journal = open()) {
                kept = journal.recovered().size();
                assertThat(journal.recovered()).as("cut at byte %s", cut).isEqualTo(entries.subList(0, kept));
                assertThat(kept).isEqualTo(Math.max(0, lineBreaks(whole, cut) - 1));
                boolean isBetweenLines = cut == 0 || whole[cut - 1] == '\n';
                assertThat(journal.notice().isPresent()).isEqualTo(!isBetweenLines && lineBreaks(whole, cut) > 0);
                journal.append(entries.subList(kept, kept + 1));
            }
            assertThat(read()).isEqualTo(entries.subList(0, kept + 1));
        }
    }

    private static int lineBreaks(byte[] bytes, int end) {
        int count = 0;
        for (int i = 0; i < end; i++) {
            count += bytes[i] == '\n' ? 1 : 0;
        }
        return count;
    }

    @Test
    void beginsANewPartWhenAWriteWasTorn() throws IOException {
        var entries = random(12);
        try (var journal = open()) {
            for (int i = 0; i < 12; i += 2) {
                disk.isTearing = i % 4 == 2;
                journal.append(entries.subList(i, i + 2));
            }
        }
        assertThat(parts()).hasSize(4);
        assertThat(read()).isEqualTo(entries);
    }

    @Test
    void showsNothingOfACommitThatNeverCounted() throws IOException {
        var mine = random(3);
        Entry other = RandomEntries.of(RandomStream.of(5, "other", 0)).entry(4);
        var slow = open();
        slow.append(mine);
        pace.fallSilent();
        // The newcomer has read the journal when the silent one's write arrives, too late to count.
        try (var newcomer = open()) {
            var late = disk.content(parts().get(0));
            var line = EntryCodec.write(
                    RandomEntries.of(RandomStream.of(6, "late", 0)).entry(4), 4);
            var longer = Arrays.copyOf(late, late.length + line.length);
            System.arraycopy(line, 0, longer, late.length, line.length);
            disk.put(parts().get(0), longer);
            newcomer.append(java.util.List.of(other));
        }
        assertThat(read()).hasSize(4).endsWith(other);
    }
}
