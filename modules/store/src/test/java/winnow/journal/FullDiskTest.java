package winnow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import winnow.random.RandomStream;
import winnow.study.Entry;
import winnow.study.JournalException;
import winnow.testkit.FaultTest;
import winnow.testkit.RandomEntries;

/**
 * Journal and checkpoints on a disk that is full: a file system of 256 KiB in memory, where this account may mount one;
 * elsewhere a file fills up the limit that the test sets by hand, through the port of {@link FailingDisk}.
 */
class FullDiskTest {
    private static final int ROOM = 256 * 1024;

    @TempDir
    private Path folder;

    private boolean isMounted;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        isMounted = did("mount", "-t", "tmpfs", "-o", "size=" + ROOM, "tmpfs", folder.toString());
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (isMounted) {
            assertThat(did("umount", folder.toString())).isTrue();
        }
    }

    private static boolean did(String... command) throws IOException, InterruptedException {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    private void grow() throws IOException, InterruptedException {
        if (isMounted) {
            assertThat(did("mount", "-o", "remount,size=64m", folder.toString()))
                    .isTrue();
        }
    }

    @FaultTest
    void theJournalEndsWithAMessageAndGoesOnOnceThereIsRoom() throws Exception {
        var entries = RandomEntries.of(RandomStream.of(1, "full", 0)).entries(1, 2_000);
        var file = folder.resolve("journal.jsonl");
        var disk = new FailingDisk();
        int appended = 0;
        try (var journal = isMounted ? LocalJournal.open(file) : LocalJournal.open(file, disk::on)) {
            appended = fill(journal, entries, file, disk);
        }
        assertThat(appended).isBetween(50, 1_990);
        grow();
        try (var journal = LocalJournal.open(file)) {
            int recovered = journal.recovered().size();
            assertThat(recovered).as("all that was acknowledged").isGreaterThanOrEqualTo(appended);
            assertThat(journal.recovered()).isEqualTo(entries.subList(0, recovered));
            journal.append(entries.subList(recovered, 2_000));
        }
        assertThat(JournalReader.entries(file)).isEqualTo(entries);
    }

    /** Appends until it fails; gives how many entries were acknowledged. */
    private static int fill(LocalJournal journal, List<Entry> entries, Path file, FailingDisk disk) throws IOException {
        int appended = 0;
        try {
            while (appended < entries.size()) {
                if (Files.size(file) > ROOM / 2) {
                    disk.failWrites("No space left on device");
                }
                journal.append(entries.subList(appended, appended + 10));
                appended += 10;
            }
        } catch (JournalException full) {
            assertThat(full)
                    .hasMessage(
                            "cannot write the journal " + file + ": No space left on device; nothing before is lost:"
                                    + " put the cause right, then resume the study");
        }
        return appended;
    }

    @FaultTest
    void checkpointsAreWholeOrNotThereAndGoOnOnceThereIsRoom() throws Exception {
        var checkpoints = DirectoryCheckpoints.in(folder.resolve("checkpoints"));
        var whole = checkpoints.write(1, 1, 1, out -> out.write(new byte[ROOM / 2]));
        assertThatThrownBy(() -> checkpoints.write(2, 1, 1, out -> {
                    out.write(new byte[isMounted ? ROOM : 1]);
                    if (!isMounted) {
                        throw new IOException("No space left on device");
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left on device");
        assertThat(checkpoints.names()).containsExactly(whole.name());
        assertThat(checkpoints.read(whole)).hasSize(ROOM / 2);
        assertThat(folder.resolve("checkpoints")).isDirectoryNotContaining("glob:**.writing");
        grow();
        var second = checkpoints.write(2, 1, 1, out -> out.write(new byte[ROOM]));
        assertThat(checkpoints.read(second)).hasSize(ROOM);
    }
}
