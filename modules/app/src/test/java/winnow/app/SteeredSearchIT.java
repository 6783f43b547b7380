package winnow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.app.CommandLineDriver.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.app.session.Project;
import winnow.app.session.StudyRecord;
import winnow.random.RandomStream;
import winnow.study.StudyEngine;
import winnow.study.StudyState;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

/** The packaged program trains LeNet-5, and from another process everything is asked of it that may be asked. */
@Tag("slow")
class SteeredSearchIT {
    private static final Path QUICKSTART = Project.root().resolve("configs/quickstart.yaml");

    @TempDir
    private Path temporary;

    private Path study;

    @Test
    void aRunningSearchIsPausedSteeredResumedAndStopped() throws IOException, InterruptedException {
        study = temporary.resolve("study");
        try (var program = Program.start(
                temporary.resolve("output"),
                "search",
                QUICKSTART,
                "--out",
                study,
                "--set",
                "limits.trials=500",
                "--set",
                "scheduler.min_epochs=1",
                "--set",
                "scheduler.max_epochs=3")) {
            until(program, s -> count(s, SteeredSearchIT::waits) >= 2);
            says("the study is paused", "pause", study);
            until(program, s -> s.tasks().launched() == 0);
            var paused = state();
            int promoted = first(paused, SteeredSearchIT::waits);
            int killed = first(paused, t -> waits(t) && t.number() != promoted);
            int opened = paused.history().trials().size();
            says("trial " + promoted + " trains on from epoch 1 to 3", "trial", "promote", study, promoted);
            says("trial " + killed + " is stopped", "trial", "kill", study, killed, "--reason", "a test");
            says("trial " + promoted + " is pinned", "trial", "pin", study, promoted);
            says("the configuration is tried next", "enqueue", study, point(paused));
            assertThat(run("status", study).out()).contains("paused by a person");
            assertThat(state().history().trials())
                    .as("nothing starts while it is paused")
                    .hasSize(opened);

            says("the limits are changed", "resume", study, "--set", "limits.trials=400");
            until(
                    program,
                    s -> s.history().trials().size() > opened
                            && s.trial(promoted).budget() == 3);
            says("the study is put down", "stop", study);
            assertThat(program.code()).as(program.output()).isEqualTo(130);

            var end = state();
            assertThat(end.limits().trials()).hasValue(400);
            assertThat(end.trial(killed).status()).isEqualTo(TrialStatus.STOPPED);
            assertThat(end.trial(killed).reason()).startsWith("killed by").endsWith("a test");
            assertThat(end.trial(opened).origin()).isEqualTo(StudyEngine.ENQUEUED);
            assertThat(end.steering().pinned()).containsOnlyKeys(promoted);
            assertThat(end.trial(promoted).checkpoints()).isNotEmpty();
            assertThat(study.resolve("checkpoints"))
                    .isDirectoryContaining("glob:**trial-" + promoted + "-epoch-3-*.checkpoint");
            assertThat(end.ledger().charged())
                    .isEqualTo(end.trials().stream()
                            .mapToInt(t -> t.observations().size())
                            .sum());
            assertThat(end.ledger().repeated()).isZero();
            assertThat(study.resolve("commands")).isEmptyDirectory();
        }
    }

    /** Whether a trial was paused by its scheduler; one that a person paused keeps its assignment. */
    private static boolean waits(Trial trial) {
        return trial.status() == TrialStatus.PAUSED
                && trial.budget() == 1
                && !trial.reason().contains("from outside");
    }

    private static long count(StudyState state, Predicate<Trial> which) {
        return state.trials().stream().filter(which).count();
    }

    private static int first(StudyState state, Predicate<Trial> which) {
        return state.trials().stream().filter(which).findFirst().orElseThrow().number();
    }

    private StudyState state() {
        return StudyRecord.read(study).state();
    }

    private void until(Program program, Predicate<StudyState> condition) throws IOException, InterruptedException {
        program.until(() -> Files.exists(study.resolve("spec.yaml"))
                && Files.exists(study.resolve("journal.jsonl"))
                && condition.test(state()));
        assertThat(program.isAlive()).as(program.output()).isTrue();
    }

    private static void says(String text, Object... command) {
        var ending = run(command);
        assertThat(ending.code()).as(ending.err()).isZero();
        assertThat(ending.out()).contains(text);
    }

    private Path point(StudyState state) throws IOException {
        var text = new StringBuilder();
        state.spec().space().draw(RandomStream.of(1, "point", 0)).values().forEach((name, value) -> text.append(name)
                .append(": ")
                .append(value.text())
                .append('\n'));
        return Files.writeString(temporary.resolve("point.yaml"), text);
    }
}
