package winnow.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** On an object store. */
class StoredHadoopJournalTest extends HadoopJournalContract {

    StoredHadoopJournalTest() {
        super(true);
    }

    @Test
    void opensFewPartsOfALongJournal() throws IOException {
        var entries = random(3000);
        try (var journal = open()) {
            for (int i = 0; i < 3000; i++) {
                journal.append(entries.subList(i, i + 1));
            }
        }
        assertThat(parts()).as("a part a commit").hasSize(3000);
        var opened = new AtomicInteger();
        disk.weather = new MemoryFileSystem.Weather() {
            @Override
            public void before(String call, String path) {
                if (call.equals("open")) {
                    opened.incrementAndGet();
                }
            }

            @Override
            public void after(String call, String path) {}
        };
        assertThat(read()).isEqualTo(entries);
        assertThat(opened.get()).isLessThan(256 + 3000 / 256 + 2);
    }
}
