package winnow.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.app.session.Project;
import winnow.app.session.StudyRecord;
import winnow.random.RandomStream;
import winnow.search.StudyEvent.Reported;
import winnow.search.StudyEvent.StudyFinished;
import winnow.search.StudyEvent.TrialCreated;
import winnow.study.Entry;
import winnow.testkit.FaultRepetitions;

/**
 * {@code kill -9} of the program in the middle of a real search, at random lengths of the journal, again and again
 * until it may end: three times, or as often as {@code -Pfaults} repeats faults.
 */
@Tag("slow")
class KilledDriverIT {
    private static final int TRIALS = 9;

    /** What such a study writes at least: the last kill must still find it at work. */
    private static final int LENGTH = 24;

    private static final Path QUICKSTART = Project.root().resolve("configs/quickstart.yaml");

    @TempDir
    private Path temporary;

    @Test
    @Tag("fault")
    void nothingIsLostAndNothingIsChargedTwice() throws IOException, InterruptedException {
        var study = temporary.resolve("study");
        int kills = Math.max(3, FaultRepetitions.count());
        var random = RandomStream.of(Long.getLong("winnow.seed", 1), "kills", 0);
        var lengths = IntStream.range(0, kills)
                .map(i -> 2 + random.nextInt(LENGTH - 2))
                .sorted()
                .toArray();

        int before = 0;
        for (int i = 0; i < kills; i++) {
            long length = Math.max(lengths[i], lines(study) + 1);
            try (var program = start(study, i)) {
                program.until(() -> lines(study) >= length);
                assertThat(program.isAlive()).as(program.output()).isTrue();
                program.kill();
            }
            var entries = StudyRecord.read(study).entries();
            assertThat(entries).hasSizeGreaterThanOrEqualTo(Math.max(before, (int) length - 2));
            before = entries.size();
        }
        try (var program = start(study, kills)) {
            assertThat(program.code()).as(program.output()).isZero();
        }

        var record = StudyRecord.read(study);
        assertThat(of(record.entries(), TrialCreated.class)).hasSize(TRIALS);
        assertThat(of(record.entries(), StudyFinished.class)).hasSize(1);
        var epochs = of(record.entries(), Reported.class).stream()
                .map(reported -> "trial " + reported.trial() + " epoch "
                        + reported.observation().epoch())
                .toList();
        assertThat(epochs).doesNotHaveDuplicates();
        assertThat(record.state().ledger().charged()).isEqualTo(epochs.size());
        assertThat(record.state().ledger().reserved()).isZero();
        assertThat(record.state().standing().session()).isEqualTo(kills + 1);
    }

    private Program start(Path study, int session) throws IOException {
        var output = temporary.resolve("output-" + session);
        return session == 0
                ? Program.start(
                        output,
                        "search",
                        QUICKSTART,
                        "--out",
                        study,
                        "--set",
                        "limits.trials=" + TRIALS,
                        "--set",
                        "scheduler.min_epochs=1",
                        "--set",
                        "scheduler.max_epochs=3")
                : Program.start(output, "resume", study);
    }

    private static long lines(Path study) {
        try (var lines = Files.lines(study.resolve("journal.jsonl"))) {
            return lines.count();
        } catch (IOException | java.io.UncheckedIOException notYet) {
            return 0;
        }
    }

    private static <T> List<T> of(List<Entry> entries, Class<T> kind) {
        return entries.stream()
                .flatMap(entry -> entry.events().stream())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
