package winnow.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.app.session.Project;
import winnow.app.session.StudyRecord;
import winnow.study.Standing.Phase;

/** Ctrl-C on the packaged program, once and twice. */
@Tag("slow")
class InterruptedDriverIT {
    private static final Path QUICKSTART = Project.root().resolve("configs/quickstart.yaml");

    @TempDir
    private Path temporary;

    @Test
    void onceItPutsTheStudyDownAndTwiceItEndsAtOnceAndResumeGoesOn() throws IOException, InterruptedException {
        var study = temporary.resolve("study");

        try (var program = Program.start(
                temporary.resolve("first"), "search", QUICKSTART, "--out", study, "--set", "limits.trials=5")) {
            program.until(() -> reports(study) >= 1);
            program.interrupt();
            assertThat(program.code()).as(program.output()).isEqualTo(130);
            assertThat(program.output())
                    .contains("interrupted; `winnow resume " + study + "` continues the study")
                    .doesNotContain("\tat ");
        }
        var gentle = StudyRecord.read(study).state();
        assertThat(gentle.standing().phase()).isEqualTo(Phase.CLOSED);
        assertThat(gentle.ledger().repeated()).isZero();

        int charged = gentle.ledger().charged();
        try (var program = Program.start(temporary.resolve("second"), "resume", study)) {
            program.until(() -> reports(study) > charged);
            program.interrupt();
            program.interrupt();
            assertThat(program.code()).as(program.output()).isEqualTo(130);
        }
        try (var program = Program.start(temporary.resolve("third"), "resume", study)) {
            assertThat(program.code()).as(program.output()).isZero();
        }
        var end = StudyRecord.read(study).state();
        assertThat(end.isFinished()).isTrue();
        assertThat(end.history().trials()).hasSize(5);
        assertThat(end.standing().session()).isEqualTo(3);
    }

    private static long reports(Path study) {
        try (var lines = Files.lines(study.resolve("journal.jsonl"))) {
            return lines.filter(line -> line.contains("\"event\":\"reported\"")).count();
        } catch (IOException | java.io.UncheckedIOException notYet) {
            return 0;
        }
    }
}
