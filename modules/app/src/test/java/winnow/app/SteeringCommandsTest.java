package winnow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.app.CommandLineDriver.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winnow.app.session.Catalogues;
import winnow.app.session.Project;
import winnow.journal.StudyFolder;
import winnow.search.Request;
import winnow.search.StudyEvent.Requested;
import winnow.spec.StudySpecReader;
import winnow.study.Effect;
import winnow.study.Input;
import winnow.study.Moment;
import winnow.study.StudyEngine;

/** Steering a study from another terminal: a thread of the test is the coordinator, with the real engine. */
class SteeringCommandsTest {

    @TempDir
    private Path temporary;

    private StudyFolder folder;
    private Path study;

    @BeforeEach
    void beginStudy() {
        study = temporary.resolve("study");
        var spec = StudySpecReader.read(Project.root().resolve("configs/quickstart.yaml"), Catalogues.all(), List.of());
        folder = StudyFolder.create(study, spec);
    }

    /** Runs the study, which trains nothing, while something is done; gives what was asked of it. */
    private List<Requested> whileItRuns(Runnable deed) throws IOException {
        var asked = new ArrayList<Requested>();
        var isOver = new AtomicBoolean();
        try (var journal = folder.openJournal()) {
            var catalogue = Catalogues.recorded();
            var start = folder.replay(catalogue, journal.recovered());
            var opened =
                    StudyEngine.step(start, new Input.Open(folder.specDigest(), start.limits(), Map.of()), moment());
            journal.append(List.of(opened.entry().orElseThrow()));
            var box = folder.commandBox();
            var coordinator = CompletableFuture.runAsync(() -> {
                var state = opened.state();
                while (!isOver.get()) {
                    try {
                        for (var requested : box.look().requests()) {
                            asked.add(requested);
                            var step = StudyEngine.step(state, new Input.Command(requested), moment());
                            state = step.state();
                            step.entry().ifPresent(entry -> journal.append(List.of(entry)));
                            for (var effect : step.effects()) {
                                if (effect instanceof Effect.Answer answer) {
                                    box.answer(answer);
                                }
                            }
                        }
                    } catch (IOException failed) {
                        throw new java.io.UncheckedIOException(failed);
                    }
                    Thread.onSpinWait();
                }
            });
            try {
                deed.run();
            } finally {
                isOver.set(true);
                coordinator.join();
            }
        }
        return asked;
    }

    private static Moment moment() {
        return new Moment(Instant.EPOCH, Duration.ZERO, 2);
    }

    private Requested asks(Function<Path, CommandLineDriver.Ending> command, String... said) throws IOException {
        var endings = new ArrayList<CommandLineDriver.Ending>();
        var asked = whileItRuns(() -> endings.add(command.apply(study)));
        assertThat(endings.get(0).code()).as(endings.get(0).err()).isZero();
        assertThat(endings.get(0).out()).contains(said);
        assertThat(endings.get(0).err()).isEmpty();
        assertThat(asked).hasSize(1);
        assertThat(folder.commands()).isEmptyDirectory();
        return asked.get(0);
    }

    @Test
    void aTrialIsKilledWithItsReason() throws IOException {
        var asked = asks(s -> run("trial", "kill", s, 0, "--reason", "too slow"), "trial 0 was told to stop");
        assertThat(asked.request()).isEqualTo(new Request.Kill(0));
        assertThat(asked.reason()).isEqualTo("too slow");
        assertThat(asked.by()).isEqualTo(System.getProperty("user.name"));
    }

    @Test
    void aTrialIsPinnedAndShownAsSuch() throws IOException {
        var asked = whileItRuns(() -> {
            assertThat(run("trial", "pin", study, 0).out()).contains("trial 0 is pinned: its scheduler cannot stop it");
            assertThat(run("trial", "pin", study, 0).err()).contains("is pinned already", "pinned by");
            assertThat(run("trial", "pin", study, 99).err()).contains("there is no trial 99");
            assertThat(run("trial", "unpin", study, 0).out()).contains("pinned no more");
            assertThat(run("trial", "unpin", study, 0).err()).contains("trial 0 is not pinned");
        });
        assertThat(asked).extracting(Requested::request).contains(new Request.Pin(0), new Request.Unpin(0));
    }

    @Test
    void aStudyIsStopped() throws IOException {
        assertThat(asks(s -> run("stop", s), "the study is put down").request()).isEqualTo(new Request.Stop());
        assertThat(run("status", study).out()).contains("stopped by");
    }

    @Test
    void aConfigurationIsEnqueued() throws IOException {
        var point = temporary.resolve("point.yaml");
        Files.writeString(point, pointText());
        var asked = asks(s -> run("enqueue", s, point), "the configuration is tried next");
        assertThat(asked.request()).isInstanceOf(Request.Enqueue.class);
    }

    private String pointText() {
        var text = new StringBuilder();
        var random = winnow.random.RandomStream.of(1, "point", 0);
        folder.readSpec(Catalogues.recorded()).space().draw(random).values().forEach((name, value) -> text.append(name)
                .append(": ")
                .append(value.text())
                .append('\n'));
        return text.toString();
    }

    @Test
    void aRunningStudyTakesOtherLimits() throws IOException {
        var asked = asks(s -> run("resume", s, "--set", "limits.trials=40"), "the limits are changed");
        assertThat(((Request.Extend) asked.request()).limits().trials()).hasValue(40);
        assertThat(folder.recover(Catalogues.recorded()).limits().trials()).hasValue(40);
    }

    @Test
    void aStudyIsPausedAndResumed() throws IOException {
        var asked = whileItRuns(() -> {
            assertThat(run("pause", study).out()).contains("the study is paused");
            assertThat(run("status", study).out()).contains("paused by a person");
            assertThat(run("pause", study).err()).contains("paused already");
            assertThat(run("resume", study).out()).contains("the study goes on");
            assertThat(run("resume", study).code()).isEqualTo(5);
        });
        assertThat(asked)
                .extracting(Requested::request)
                .containsExactly(new Request.Pause(), new Request.Pause(), new Request.Resume());
    }

    @Test
    void whatCannotBeDoneIsRefusedWithTheReason() throws IOException {
        whileItRuns(() -> {
            var unknown = run("trial", "kill", study, 99);
            assertThat(unknown.code()).isEqualTo(2);
            assertThat(unknown.err()).contains("there is no trial 99");
            assertThat(run("trial", "promote", study, 0).err()).contains("only a paused trial can be promoted");
            var resources = run("resume", study, "--set", "resources.slots=3");
            assertThat(resources.code()).isEqualTo(2);
            assertThat(resources.err()).contains("only its limits", "winnow stop");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "stop"})
    void whatNobodyCanAnswerIsRefused(String command) {
        var ending = run(command, study);
        assertThat(ending.code()).isEqualTo(2);
        assertThat(ending.err()).contains("nobody runs the study", "winnow resume");
        assertThat(folder.commands()).isEmptyDirectory();
        assertThat(run("trial", "promote", study, 0).code()).isEqualTo(2);
    }

    @Test
    void whatCanWaitIsDoneWhenTheStudyIsTakenUp() throws IOException {
        var killed = run("trial", "kill", study, 0);
        assertThat(killed.code()).isZero();
        assertThat(killed.out()).contains("nobody runs the study", "winnow resume");
        assertThat(folder.commandBox().look().requests())
                .extracting(Requested::request)
                .containsExactly(new Request.Kill(0));
        assertThat(run("trial", "pin", study, 0).out()).contains("nobody runs the study");
    }

    @Test
    void aPointThatIsNoneIsExplained() throws IOException {
        var point = temporary.resolve("point.yaml");
        Files.writeString(point, "learning_rat: 0.1\n");
        var ending = run("enqueue", study, point);
        assertThat(ending.code()).isEqualTo(3);
        assertThat(ending.err()).contains("point.yaml:1:1", "did you mean 'learning_rate'?");
        Files.writeString(point, "- 3\n");
        assertThat(run("enqueue", study, point).err()).contains("must be a mapping of parameters to values");
        Files.writeString(point, "learning_rate: [1, 2]\n");
        assertThat(run("enqueue", study, point).err()).contains("must be a number, a word, true or false");
        assertThat(run("enqueue", study, temporary.resolve("none.yaml")).err()).contains("no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "stop"})
    void aFolderThatIsNoStudyIsNamed(String command) {
        var ending = run(command, temporary.resolve("nowhere"));
        assertThat(ending.code()).isEqualTo(2);
        assertThat(ending.err()).contains("there is no folder");
    }
}
