package winnow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.study.Entry;
import winnow.study.Journal;
import winnow.study.JournalException;
import winnow.testkit.FaultTest;
import winnow.testkit.JournalContract;
import winnow.testkit.RandomEntries;

/** What a journal on a Hadoop file system must do, whatever kind of file system that is. */
abstract class HadoopJournalContract extends JournalContract {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final String PATH = "/studies/x/journal";

    final ManualPace pace = new ManualPace();
    private final String name = getClass().getSimpleName() + NUMBERS.incrementAndGet();
    final MemoryFileSystem.Disk disk = MemoryFileSystem.Disk.named(name);
    final HadoopFolder folder = new HadoopFolder(MemoryFileSystem.on(name), new Path("memory://" + name + PATH));

    HadoopJournalContract(boolean isStore) {
        disk.isStore = isStore;
    }

    @Override
    protected HadoopJournal open() {
        return HadoopJournal.open(folder, pace);
    }

    @Override
    protected void kill(Journal journal) {
        ((HadoopJournal) journal).abandon();
    }

    List<Entry> read() throws IOException {
        return PartsReader.read(folder).entries();
    }

    List<String> parts() {
        return disk.files().stream().filter(file -> file.contains("/part-")).toList();
    }

    static List<Entry> random(int count) {
        return RandomEntries.of(RandomStream.of(count, "hadoop", 0)).entries(1, count);
    }

    /** Fails calls, as long as it is told to. */
    static final class Storm implements MemoryFileSystem.Weather {
        private final Predicate<String> which;
        private int left;

        Storm(int calls, Predicate<String> which) {
            this.left = calls;
            this.which = which;
        }

        @Override
        public void before(String call, String path) throws IOException {
            if (left > 0 && which.test(call)) {
                left--;
                throw new IOException("Connection refused\n\tat somewhere");
            }
        }

        @Override
        public void after(String call, String path) {}
    }

    @Test
    void takesOverAtOnceFromOneThatEndedInGoodOrder() {
        open().close();
        open().close();
        assertThat(pace.passed()).isZero();
    }

    @Test
    void waitsForASignOfLifeBeforeItTakesOverFromOneThatDidNot() {
        kill(open());
        open().close();
        assertThat(pace.passed()).isEqualTo(Ownership.SILENCE);
    }

    @Test
    void namesTheOneThatHasIt() {
        try (var first = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(StudyInUseException.class)
                    .hasMessageContaining("memory://" + name + PATH)
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid() + " on ");
            first.append(random(1));
        }
    }

    @FaultTest
    void stopsWhenItWasTakenForDead() throws IOException {
        var entries = random(9);
        var first = open();
        first.append(entries.subList(0, 3));
        kill(first);
        var silent = HadoopJournal.open(folder, pace);
        silent.append(entries.subList(3, 4));
        pace.fallSilent();
        try (var second = open()) {
            assertThat(second.recovered()).isEqualTo(entries.subList(0, 4));
            assertThatThrownBy(() -> silent.append(entries.subList(4, 6)))
                    .isInstanceOf(StudyInUseException.class)
                    .hasMessageContaining("has taken over the study whose journal is " + folder)
                    .hasMessageContaining("this one has stopped; everything it had recorded is kept");
            second.append(entries.subList(4, 9));
            assertThatThrownBy(() -> silent.append(entries.subList(4, 6))).isInstanceOf(JournalException.class);
            silent.close();
            second.append(RandomEntries.of(RandomStream.of(1, "more", 0)).entries(10, 1));
        }
        assertThat(read().subList(0, 9)).isEqualTo(entries);
    }

    @Test
    void readsBesideTheWriter() throws IOException {
        assertThat(read()).isEmpty();
        var entries = random(30);
        try (var journal = open()) {
            assertThat(read()).isEmpty();
            for (int i = 0; i < 30; i++) {
                journal.append(entries.subList(i, i + 1));
                assertThat(read()).isEqualTo(entries.subList(0, i + 1));
            }
        }
    }

    @FaultTest
    void triesAgainWhileTheFileSystemFailsForAMinute() throws IOException {
        var entries = random(20);
        try (var journal = open()) {
            journal.append(entries.subList(0, 5));
            for (var call : List.of("status", "create", "sync", "put")) {
                var at = pace.passed();
                disk.weather = new Storm(8, call::equals);
                int done = read().size();
                journal.append(entries.subList(done, done + 2));
                assertThat(pace.passed().minus(at)).isLessThan(Duration.ofSeconds(61));
                assertThat(journal.trouble()).isEmpty();
            }
            disk.weather = MemoryFileSystem.Weather.FAIR;
            journal.append(entries.subList(13, 20));
        }
        assertThat(read()).isEqualTo(entries);
        assertThat(pace.passed()).isGreaterThan(Duration.ofMinutes(1));
    }

    @Test
    void saysWhatItWaitsFor() {
        var entries = random(2);
        try (var journal = open()) {
            journal.append(entries.subList(0, 1));
            disk.weather = new MemoryFileSystem.Weather() {
                @Override
                public void before(String call, String path) throws IOException {
                    if (journal.trouble().isEmpty()) {
                        throw new IOException("Connection refused\n\tat somewhere");
                    }
                    assertThat(journal.trouble())
                            .contains("the journal " + folder + " cannot be written, and is tried again: "
                                    + "Connection refused");
                }

                @Override
                public void after(String call, String path) {}
            };
            journal.append(entries.subList(1, 2));
            disk.weather = MemoryFileSystem.Weather.FAIR;
        }
    }

    @FaultTest
    void givesUpInTheEndAndLosesNothing() throws IOException {
        var entries = random(10);
        try (var journal = open()) {
            journal.append(entries.subList(0, 5));
            disk.weather = new Storm(
                    Integer.MAX_VALUE, call -> List.of("create", "sync", "put").contains(call));
            assertThatThrownBy(() -> journal.append(entries.subList(5, 7)))
                    .isInstanceOf(JournalException.class)
                    .hasMessage("cannot write the journal " + folder + ": Connection refused (tried for 180 s); nothing"
                            + " before is lost: put the cause right, then resume the study");
            assertThat(pace.passed()).isGreaterThan(HadoopJournal.PATIENCE);
            disk.weather = MemoryFileSystem.Weather.FAIR;
            assertThatThrownBy(() -> journal.append(entries.subList(5, 7)))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("accepts no more, since an earlier write failed: Connection refused");
        }
        try (var journal = open()) {
            int kept = journal.recovered().size();
            assertThat(kept).as("what was written may count").isBetween(5, 7);
            assertThat(journal.recovered()).isEqualTo(entries.subList(0, kept));
            journal.append(entries.subList(kept, 10));
        }
        assertThat(read()).isEqualTo(entries);
    }

    @Test
    void doesNotCountTwiceWhatWasWrittenAlthoughTheAnswerGotLost() throws IOException {
        var entries = random(40);
        try (var journal = open()) {
            disk.weather = new MemoryFileSystem.Weather() {
                private final RandomStream random = RandomStream.of(1, "lost answers", 0);

                @Override
                public void before(String call, String path) {}

                @Override
                public void after(String call, String path) throws IOException {
                    if (random.nextInt(5) == 0) {
                        throw new IOException("Connection reset");
                    }
                }
            };
            for (int i = 0; i < 40; i++) {
                journal.append(entries.subList(i, i + 1));
            }
            disk.weather = MemoryFileSystem.Weather.FAIR;
        }
        assertThat(read()).isEqualTo(entries);
    }

    @Test
    void refusesAJournalThatLacksAPart() {
        var entries = random(6);
        for (int i = 0; i < 3; i++) {
            try (var journal = open()) {
                journal.append(entries.subList(2 * i, 2 * i + 2));
            }
        }
        var folderPath = PATH + "/";
        var second = parts().get(1);
        var content = disk.content(second);
        delete(second);
        assertThatThrownBy(this::open)
                .isInstanceOf(JournalException.class)
                .hasMessage(
                        "the part memory://" + name + second + " of the journal is missing: restore it from a backup");
        disk.put(second, java.util.Arrays.copyOf(content, content.length - 20));
        assertThatThrownBy(this::open)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("lacks entry 4, which later parts of the journal follow");
        disk.put(second, disk.content(parts().get(0)));
        assertThatThrownBy(this::open).hasMessageContaining("is not the part of a journal that its name says");
        disk.put(second, new byte[] {'x', '\n'});
        assertThatThrownBy(this::open).hasMessageContaining("is not a journal of Winnow");
        disk.put(second, content);
        disk.put(folderPath + "notes.txt", new byte[1]);
        disk.put(folderPath + "part-1-1.jsonl", new byte[1]);
        disk.put(folderPath + "part-000000-000001.jsonl", new byte[1]);
        try (var journal = open()) {
            assertThat(journal.recovered()).isEqualTo(entries);
        }
    }

    private void delete(String path) {
        try {
            MemoryFileSystem.on(name).delete(new Path(path), false);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void saysWhereItCannotBeOpened() {
        disk.weather = new Storm(Integer.MAX_VALUE, call -> true);
        assertThatThrownBy(this::open)
                .isInstanceOf(JournalException.class)
                .hasMessage("cannot open the journal " + folder + ": Connection refused");
    }

    @Test
    void obeysAnInterruptOnlyAfterwards() throws IOException {
        var entries = random(3);
        try (var journal = open()) {
            Thread.currentThread().interrupt();
            journal.append(entries);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(read()).isEqualTo(entries);
    }
}
