package winnow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.random.RandomStream;
import winnow.study.Entry;
import winnow.study.Journal;
import winnow.study.JournalException;
import winnow.testkit.JournalContract;
import winnow.testkit.RandomEntries;

class LocalJournalTest extends JournalContract {

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("journal.jsonl");
    }

    @Override
    protected Journal open() {
        return LocalJournal.open(file());
    }

    /** It keeps nothing in memory, so that closing its handles is all that the death of a process does. */
    @Override
    protected void kill(Journal journal) {
        journal.close();
    }

    @Test
    void losesNothingWhenItIsCutAtAnyByte() throws IOException {
        var study = SimulatedStudy.entries(2);
        write(study.subList(0, 5), study.subList(5, study.size() - 3), study.subList(study.size() - 3, study.size()));
        var whole = Files.readAllBytes(file());
        for (int cut = 0; cut <= whole.length; cut++) {
            Files.write(file(), Arrays.copyOf(whole, cut));
            var kept = study.subList(0, (int) Math.max(0, lineBreaks(whole, cut) - 1));
            try (var journal = LocalJournal.open(file(), new FailingDisk()::on)) {
                assertThat(journal.recovered()).as("cut at byte %s", cut).isEqualTo(kept);
                boolean isBetweenLines = cut == 0 || whole[cut - 1] == '\n';
                assertThat(journal.notice().isPresent()).isEqualTo(!isBetweenLines && lineBreaks(whole, cut) > 0);
                if (kept.size() < study.size()) {
                    journal.append(study.subList(kept.size(), kept.size() + 1));
                }
            }
            int expected = Math.min(study.size(), kept.size() + 1);
            assertThat(JournalReader.entries(file())).isEqualTo(study.subList(0, expected));
        }
    }

    @Test
    void cutsGarbageAtTheEnd() throws IOException {
        var entries = random(20);
        write(entries.subList(0, 10));
        var whole = Files.readAllBytes(file());
        for (var garbage :
                List.of("x", "\n", "\n\n\n", "{\"entry\":11}\n", "\0\0\0\0", "{}\n{}\n{", "é\n".repeat(500))) {
            Files.write(file(), join(whole, garbage.getBytes(StandardCharsets.UTF_8)));
            try (var journal = LocalJournal.open(file())) {
                assertThat(journal.recovered()).isEqualTo(entries.subList(0, 10));
                assertThat(journal.notice().orElseThrow())
                        .isEqualTo(
                                "the last " + garbage.getBytes(StandardCharsets.UTF_8).length + " bytes of " + file()
                                        + " were left by an interrupted write and were cut off; all 10 entries before are whole");
                journal.append(entries.subList(10, 20));
            }
            assertThat(JournalReader.entries(file())).isEqualTo(entries);
        }
    }

    @Test
    void saysNothingAboutAWholeJournal() {
        write(random(3));
        try (var journal = LocalJournal.open(file())) {
            assertThat(journal.notice()).isEmpty();
        }
    }

    @Test
    void refusesDamageInTheMiddle() throws IOException {
        var entries = random(9);
        write(entries.subList(0, 3), entries.subList(3, 6), entries.subList(6, 9));
        var whole = Files.readAllBytes(file());
        var damaged = whole.clone();
        damaged[lineStart(whole, 3) + 20] ^= 1;
        Files.write(file(), damaged);
        assertThatThrownBy(() -> LocalJournal.open(file()))
                .isInstanceOf(JournalException.class)
                .hasMessage("line 4 of the journal " + file()
                        + " is damaged, and line 5 after it is whole: the file was changed, or the disk lost data."
                        + " Restore it from a backup; or, to give up all that came later, keep a copy and shorten the file"
                        + " to its first 3 lines");
        assertThat(Files.readAllBytes(file())).as("nothing is changed").isEqualTo(damaged);
        Files.write(file(), whole);
        assertThat(JournalReader.entries(file())).isEqualTo(entries);
    }

    /** The parts of an append that was not yet forced may reach the disk in any order. */
    @Test
    void cutsAnAppendOfWhichALaterPartArrivedFirst() throws IOException {
        var entries = random(9);
        write(entries.subList(0, 4), entries.subList(4, 9));
        var whole = Files.readAllBytes(file());
        var torn = whole.clone();
        Arrays.fill(torn, lineStart(whole, 6), lineStart(whole, 7), (byte) 0);
        Files.write(file(), torn);
        try (var journal = LocalJournal.open(file())) {
            assertThat(journal.recovered()).isEqualTo(entries.subList(0, 5));
            journal.append(entries.subList(5, 9));
        }
        assertThat(JournalReader.entries(file())).isEqualTo(entries);
    }

    @Test
    void refusesLostAndDoubledLines() throws IOException {
        write(random(5));
        var whole = Files.readAllBytes(file());
        int third = lineStart(whole, 3);
        int fourth = lineStart(whole, 4);
        Files.write(file(), join(Arrays.copyOf(whole, third), Arrays.copyOfRange(whole, fourth, whole.length)));
        assertThatThrownBy(this::open)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("line 4 of the journal")
                .hasMessageContaining("holds entry 4 where entry 3 should be");
        Files.write(file(), join(Arrays.copyOf(whole, fourth), Arrays.copyOfRange(whole, third, whole.length)));
        assertThatThrownBy(this::open).hasMessageContaining("holds entry 3 where entry 4 should be");
    }

    @Test
    void refusesAFileThatIsNoJournal() throws IOException {
        for (var content : List.of("hello", "hello\nworld\n", "{\"format\":\"other\"}\n", "{\"format\":\"winnow\n")) {
            Files.writeString(file(), content);
            assertThatThrownBy(this::open)
                    .isInstanceOf(JournalException.class)
                    .hasMessage(file() + " is not a journal of Winnow, or its first line is damaged; restore it from a"
                            + " backup");
            assertThat(file()).hasContent(content);
        }
    }

    @Test
    void refusesANewerVersion() throws IOException {
        write(random(1));
        var text = Files.readString(file()).replaceFirst("\"version\":1", "\"version\":2");
        var body = text.substring(0, text.indexOf(",\"crc\""));
        var crc = new java.util.zip.CRC32C();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        Files.writeString(file(), "%s,\"crc\":\"%08x\"}%n".formatted(body, crc.getValue()));
        assertThatThrownBy(this::open)
                .isInstanceOf(JournalException.class)
                .hasMessage(
                        "the journal " + file() + " is of version 2, and this program reads up to version 1; use the"
                                + " Winnow that wrote it, or a later one");
    }

    @Test
    void refusesWholeLinesThatItCannotUnderstand() throws IOException {
        write(random(1));
        var body = "{\"entry\":2,\"group\":2,\"at\":\"2026-11-22T10:00:00Z\",\"elapsed_ms\":0,"
                + "\"events\":[{\"event\":\"later\"}]";
        var crc = new java.util.zip.CRC32C();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        Files.writeString(file(), Files.readString(file()) + "%s,\"crc\":\"%08x\"}\n".formatted(body, crc.getValue()));
        assertThatThrownBy(this::open)
                .isInstanceOf(JournalException.class)
                .hasMessage("line 3 of the journal " + file()
                        + " cannot be understood: the event later is unknown; use the Winnow that wrote it, or a later"
                        + " one");
    }

    @Test
    void readsBesideTheWriter() {
        var entries = random(50);
        try (var journal = LocalJournal.open(file())) {
            for (int i = 0; i < 50; i++) {
                journal.append(entries.subList(i, i + 1));
                assertThat(JournalReader.entries(file())).isEqualTo(entries.subList(0, i + 1));
            }
            assertThatThrownBy(this::open)
                    .as("the reader has not released the lock")
                    .isInstanceOf(StudyInUseException.class);
        }
    }

    @Test
    void saysThatThereIsNoJournal() {
        assertThatThrownBy(() -> JournalReader.entries(file()))
                .isInstanceOf(JournalException.class)
                .hasMessage("there is no journal " + file());
        assertThatThrownBy(() -> JournalReader.entries(folder))
                .isInstanceOf(JournalException.class)
                .hasMessageStartingWith("cannot read the journal " + folder);
        assertThatThrownBy(() -> LocalJournal.open(folder.resolve("missing/journal.jsonl")))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void acceptsNoMoreOnceADiskHasFailed() {
        var entries = random(30);
        var disk = new FailingDisk();
        try (var journal = LocalJournal.open(file(), disk::on)) {
            journal.append(entries.subList(0, 10));
            disk.failWrites("No space left on device");
            assertThatThrownBy(() -> journal.append(entries.subList(10, 20)))
                    .isInstanceOf(JournalException.class)
                    .hasMessage("cannot write the journal " + file() + ": No space left on device; nothing before is"
                            + " lost: put the cause right, then resume the study");
            disk.heal();
            assertThatThrownBy(() -> journal.append(entries.subList(10, 20)))
                    .isInstanceOf(JournalException.class)
                    .hasMessage("the journal " + file()
                            + " accepts no more, since an earlier write failed: No space left" + " on device");
        }
        try (var journal = LocalJournal.open(file(), disk::on)) {
            int recovered = journal.recovered().size();
            assertThat(journal.recovered()).isEqualTo(entries.subList(0, recovered));
            assertThat(recovered).as("what was whole of half an append").isBetween(10, 19);
            disk.failForces("Input/output error");
            var next = entries.subList(recovered, 20);
            assertThatThrownBy(() -> journal.append(next))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("Input/output error");
            disk.heal();
            assertThatThrownBy(() -> journal.append(next)).hasMessageContaining("accepts no more");
        }
        try (var journal = LocalJournal.open(file())) {
            var recovered = journal.recovered().size();
            assertThat(journal.recovered()).isEqualTo(entries.subList(0, recovered));
            assertThat(recovered).isGreaterThanOrEqualTo(10);
            journal.append(entries.subList(recovered, 30));
        }
        assertThat(JournalReader.entries(file())).isEqualTo(entries);
    }

    @Test
    void appendsWithOneWriteAndOneForce() {
        var disk = new FailingDisk();
        var entries = random(10_000);
        try (var journal = LocalJournal.open(file(), disk::on)) {
            for (int i = 0; i < entries.size(); i += 100) {
                journal.append(entries.subList(i, i + 100));
            }
        }
        assertThat(disk.writes()).as("and the header").isEqualTo(101);
        assertThat(disk.forces()).isEqualTo(101);
        assertThat(JournalReader.entries(file())).hasSize(10_000);
    }

    @Test
    void obeysAnInterruptOnlyAfterwards() {
        var entries = random(3);
        try (var journal = open()) {
            Thread.currentThread().interrupt();
            journal.append(entries);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(JournalReader.entries(file())).isEqualTo(entries);
    }

    private List<Entry> random(int count) {
        return RandomEntries.of(RandomStream.of(count, "local", 0)).entries(1, count);
    }

    @SafeVarargs
    private void write(List<Entry>... appends) {
        try (var journal = open()) {
            for (var entries : appends) {
                journal.append(entries);
            }
        }
    }

    private static long lineBreaks(byte[] bytes, int end) {
        long count = 0;
        for (int i = 0; i < end; i++) {
            count += bytes[i] == '\n' ? 1 : 0;
        }
        return count;
    }

    /** Where a line begins, the header being line 0. */
    private static int lineStart(byte[] bytes, int line) {
        var starts = new ArrayList<Integer>(List.of(0));
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                starts.add(i + 1);
            }
        }
        return starts.get(line);
    }

    private static byte[] join(byte[] first, byte[] second) {
        var joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
