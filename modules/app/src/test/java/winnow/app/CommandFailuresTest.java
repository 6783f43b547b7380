package winnow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.app.CommandLineDriver.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winnow.app.session.Project;
import winnow.journal.StudyFolder;

/** What a user can do wrong, and what they are told: a code, a line or two, never a stack trace. */
class CommandFailuresTest {
    private static final Path QUICKSTART = Project.root().resolve("configs/quickstart.yaml");

    @TempDir
    private Path folder;

    private static void assertRefused(CommandLineDriver.Ending ending, int code, String... said) {
        assertThat(ending.code()).as(ending.err()).isEqualTo(code);
        assertThat(ending.err()).contains(said).doesNotContain("\tat ");
        assertThat(ending.out()).isEmpty();
    }

    @Test
    void noCommandIsAMistake() {
        assertRefused(run(), 2, "which command?");
        assertRefused(run("data"), 2, "which command?");
        assertRefused(run("bench"), 2, "which command?");
        assertRefused(run("trial"), 2, "which command?");
    }

    @Test
    void aMisspeltCommandIsAnsweredWithTheNearest() {
        assertRefused(run("serch", QUICKSTART), 2, "serch", "winnow search");
    }

    @Test
    void aMissingArgumentIsNamed() {
        assertRefused(run("search"), 2, "SPEC", "winnow search --help");
        assertRefused(run("predict", folder), 2, "IMAGES");
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertRefused(run("search", QUICKSTART, "--sett", "seed=1"), 2, "--sett", "--set");
    }

    @Test
    void allProblemsOfASpecAreListedWithTheirPlaces() throws IOException {
        var spec = folder.resolve("bad.yaml");
        Files.writeString(spec, """
                study: bad
                objective: {name: lenet5, dataset: fashion-mnist-sample}
                space:
                  learning_rate: {real: [0.3, 0.1], scale: log}
                  momentun: {real: [0, 0.9]}
                scheduler: {name: ashaa}
                limits: {trials: many}
                """);

        var ending = run("search", spec, "--out", folder.resolve("study"));

        assertRefused(
                ending, 3, spec + ":4:", spec + ":6:", "did you mean 'asha'?", spec + ":7:", "nothing was started");
        assertThat(folder.resolve("study")).doesNotExist();
    }

    @Test
    void aMissingSpecIsASpecProblem() {
        assertRefused(run("plan", folder.resolve("none.yaml")), 3, "none.yaml", "no such file");
    }

    @Test
    void anOverrideIsCheckedAsTheFileIs() {
        assertRefused(run("plan", QUICKSTART, "--set", "limits.trals=3"), 3, "limits.trals", "did you mean 'trials'?");
    }

    @Test
    void anExistingStudyIsNotOverwritten() {
        var study = study();

        assertRefused(run("search", QUICKSTART, "--out", study), 2, "holds a study already", "winnow resume " + study);
    }

    @Test
    void aFolderWithSomethingElseIsNotOverwritten() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "mine");

        assertRefused(run("search", QUICKSTART, "--out", folder), 2, "is no empty folder", "--out");
        assertThat(folder.resolve("mine.txt")).hasContent("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "report", "best", "resume"})
    void aFolderThatIsNoStudyIsNamed(String command) {
        assertRefused(run(command, folder.resolve("nowhere")), 2, "there is no folder", "nowhere");
        assertRefused(run(command, folder), 2, "is not a study's folder");
    }

    @Test
    void aStudyWithoutResultsHasNoBest() {
        var study = study();

        assertRefused(run("best", study), 4, "no trial succeeded");
        assertRefused(run("predict", study, "image.png"), 4, "no trial succeeded");
    }

    @Test
    void aStudyInUseIsLeftAlone() {
        var study = study();

        try (var held = StudyFolder.open(study).openJournal()) {
            assertThat(held.recovered()).isEmpty();
            assertRefused(run("resume", study), 5, "in use");
        }
    }

    @Test
    void onlyLimitsAndResourcesCanBeChangedByResume() {
        assertRefused(run("resume", study(), "--set", "seed=3"), 3, "seed", "only limits and resources");
    }

    @Test
    void aDamagedJournalIsToldAndLeftAsItIs() throws IOException {
        var study = study();
        var journal = StudyFolder.open(study).journal();
        Files.writeString(journal, "this is no journal\nat all\n");

        assertRefused(run("status", study), 1, "journal.jsonl");
        assertRefused(run("resume", study), 1, "journal.jsonl");
        assertThat(journal).hasContent("this is no journal\nat all\n");
    }

    @Test
    void aDataFolderThatDoesNotExistIsAProblemOfTheSpec() {
        assertRefused(
                run(
                        "plan",
                        QUICKSTART,
                        "--set",
                        "objective.dataset=fashion-mnist",
                        "--data",
                        folder.resolve("no data")),
                3,
                "objective.data",
                "no data");
    }

    @Test
    void aDataFolderWithoutTheFilesIsNamed() {
        var ending = run("bench", "lenet", "--data", folder);

        assertRefused(ending, 2, "Fashion-MNIST is not in " + folder, "winnow data fetch");
    }

    @Test
    void aBenchWithNothingToDoIsRefused() {
        assertRefused(run("bench", "lenet", "--epochs", "0"), 2, "epochs is 0");
    }

    /** A study that has not begun. */
    private Path study() {
        var path = folder.resolve("study");
        var catalogue = winnow.app.session.Catalogues.all();
        StudyFolder.create(path, winnow.spec.StudySpecReader.read(QUICKSTART, catalogue, java.util.List.of()));
        return path;
    }
}
