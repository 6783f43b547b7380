package winnow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.app.CommandLineDriver.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.app.CommandLineDriver.Ending;
import winnow.app.session.Project;
import winnow.data.Idx;

/** A small real search, and every command on what it leaves. */
@Tag("slow")
class SearchTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path QUICKSTART = Project.root().resolve("configs/quickstart.yaml");

    @TempDir
    private static Path temporary;

    private static Path study;
    private static Ending search;

    @BeforeAll
    static void search() {
        study = temporary.resolve("study");
        search = run(
                "search",
                "--dashboard",
                QUICKSTART,
                "--out",
                study,
                "--set",
                "limits.trials=4",
                "--set",
                "scheduler.min_epochs=1",
                "--set",
                "scheduler.max_epochs=3");
    }

    private static JsonNode json(Ending ending) throws IOException {
        assertThat(ending.code()).as(ending.err()).isZero();
        return JSON.readTree(ending.out());
    }

    @Test
    void aSearchShowsProgressALeaderboardAndWhereItsResultsAre() {
        assertThat(search.code()).as(search.err()).isZero();
        assertThat(search.out())
                .containsPattern("(?m)^0:\\d\\d  trials \\d of 4 ")
                .contains("4 trials by validation_loss", "finished: all 4 trials were opened")
                .containsPattern("(?m)^slots    busy \\d+\\.\\d % of the time$")
                .contains("report   " + study.resolve("report.html"))
                .contains("journal  " + study.resolve("journal.jsonl"))
                .contains("winner   " + study.resolve("winner"));
        assertThat(search.lines())
                .filteredOn(line -> line.matches(" +\\d .*"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void aSearchWithALivePageSaysWhereItIs() {
        assertThat(search.err())
                .containsPattern("winnow: live page: http://127\\.0\\.0\\.1:\\d+/\\?token=[A-Za-z0-9_-]{32}\\R");
        assertThat(search.out()).doesNotContain("token");
        assertThat(study.resolve("winnow.log"))
                .satisfiesAnyOf(
                        log -> assertThat(log).doesNotExist(),
                        log -> assertThat(log).content().doesNotContain("token="));
    }

    @Test
    void theFolderHasEverythingOfTheStudy() {
        for (var name :
                new String[] {"spec.yaml", "journal.jsonl", "report.html", "winner/winner.json", "winner/model.zip"}) {
            assertThat(study.resolve(name)).isNotEmptyFile();
        }
        assertThat(study.resolve("checkpoints")).isNotEmptyDirectory();
        assertThat(study.resolve("commands")).isDirectory();
        assertThat(study.resolve("report.html"))
                .content()
                .contains("learning_rate", "validation_loss", "trained by", " bit, auto: ")
                .contains("{\"name\":\"validation_accuracy\",\"goal\":\"maximize\"}");
    }

    @Test
    void statusTellsWhatTheSearchDid() throws IOException {
        var people = run("status", study);
        var programs = json(run("status", study, "--json"));

        assertThat(people.out()).contains("100 %", "trials 4 of 4", "finished", "4 trials by validation_loss");
        assertThat(programs.path("phase").asText()).isEqualTo("finished");
        assertThat(programs.path("trials").path("opened").asInt()).isEqualTo(4);
        assertThat(programs.path("epochs").path("reserved").asInt()).isZero();
    }

    @Test
    void bestTellsTheWinnerAsItsFileDoes() throws IOException {
        var best = json(run("best", study, "--json"));

        assertThat(best.path("validation_loss").asDouble()).isBetween(0.1, 2.3);
        assertThat(best.path("validation_accuracy").asDouble()).isBetween(0.3, 1.0);
        assertThat(best.path("configuration").path("learning_rate").asDouble()).isPositive();
        assertThat(best.path("provenance").path("dataset_sha256").asText()).hasSize(64);
        assertThat(best.path("trained_by").asText())
                .matches("vector \\d+ bit, auto: the kernels cover this configuration");
        assertThat(best)
                .isEqualTo(JSON.readTree(study.resolve("winner/winner.json").toFile()));
        assertThat(run("best", study).out())
                .contains("configuration", "learning_rate", "made from", "trained_by", "spark");
    }

    @Test
    void theReportIsWrittenAnewTheSame() throws IOException {
        var elsewhere = temporary.resolve("elsewhere.html");

        var ending = run("report", study, "--out", elsewhere);

        assertThat(ending.out()).contains("report   " + elsewhere);
        assertThat(Files.readString(elsewhere)).isEqualTo(Files.readString(study.resolve("report.html")));
    }

    @Test
    void thePredictionOfAPictureHasNamesAndProbabilities() throws IOException {
        var picture = temporary.resolve("trousers.png");
        ImageIO.write(trousers(), "png", picture.toFile());

        var people = run("predict", study, picture);
        var programs = json(run("predict", study, picture, "--json"));

        assertThat(people.lines())
                .singleElement()
                .asString()
                .contains(programs.get(0).path("class").asText(), "0.");
        assertThat(programs).hasSize(1);
        double sum = 0;
        for (var probability : programs.get(0).path("probabilities")) {
            sum += probability.asDouble();
        }
        assertThat(sum).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-4));
    }

    @Test
    void everyImageOfAnIdxFileIsPredicted() throws IOException {
        var images = temporary.resolve("three-images");
        try (var out = new DataOutputStream(Files.newOutputStream(images))) {
            for (int word : new int[] {0x0803, 3, Idx.SIDE, Idx.SIDE}) {
                out.writeInt(word);
            }
            out.write(new byte[3 * Idx.PIXELS]);
        }

        assertThat(run("predict", study, images).lines())
                .hasSize(3)
                .allMatch(line -> line.matches("[012]  .* 0\\.\\d+.*"));
        assertThat(json(run("predict", study, images, "--json"))).hasSize(3);
    }

    @Test
    void anImageThatIsNoneIsRefused() {
        var ending = run("predict", study, QUICKSTART);

        assertThat(ending.code()).isEqualTo(2);
        assertThat(ending.err())
                .startsWith("winnow: ")
                .contains("quickstart.yaml")
                .doesNotContain("\tat ");
    }

    @Test
    void aFinishedStudyIsNotRunAgain() throws IOException {
        var journal = Files.readAllBytes(study.resolve("journal.jsonl"));

        var ending = run("resume", study);

        assertThat(ending.code()).isZero();
        assertThat(ending.out()).contains("finished: all 4 trials were opened", "winner   ");
        assertThat(study.resolve("journal.jsonl")).hasBinaryContent(journal);
    }

    @Test
    void aLargerLimitTakesAFinishedStudyFurther() throws IOException {
        var copy = temporary.resolve("copy");
        Files.createDirectory(copy);
        for (var name : new String[] {"spec.yaml", "journal.jsonl"}) {
            Files.copy(study.resolve(name), copy.resolve(name));
        }
        Files.createDirectory(copy.resolve("checkpoints"));
        try (var files = Files.list(study.resolve("checkpoints"))) {
            for (var file : files.toList()) {
                Files.copy(file, copy.resolve("checkpoints").resolve(file.getFileName()));
            }
        }

        var more = json(run("resume", copy, "--set", "limits.trials=5", "--json"));

        assertThat(more.path("trials").path("opened").asInt()).isEqualTo(5);
        assertThat(more.path("sessions").asInt()).isEqualTo(2);
        assertThat(more.path("elapsed_seconds").asDouble())
                .isGreaterThan(json(run("status", study, "--json"))
                        .path("elapsed_seconds")
                        .asDouble());
        // The new limit stays in force: the study is finished under it.
        assertThat(run("resume", copy).out()).contains("all 5 trials were opened");
    }

    @Test
    void aSearchInWhichNoTrialSucceedsHasACodeOfItsOwn() {
        var ending = run(
                "search",
                QUICKSTART,
                "--out",
                temporary.resolve("hopeless"),
                "--quiet",
                "--set",
                "constraints=",
                "--set",
                "space={learning_rate: 1000.0, optimizer: sgd, batch_size: {choice: [16, 32]}}",
                "--set",
                "limits.trials=2");

        assertThat(ending.code()).as(ending.err() + ending.out()).isEqualTo(4);
        assertThat(ending.err()).contains("no trial succeeded; 2 trials failed, the first so: diverged");
    }

    @Test
    void aMasterThatIsNoneIsRefusedAndNothingIsLeft() {
        var folder = temporary.resolve("nowhere");

        var ending = run("search", QUICKSTART, "--out", folder, "--master", "nonsense");

        assertThat(ending.code()).isEqualTo(2);
        assertThat(ending.err()).contains("Spark did not start", "nonsense").doesNotContain("\tat ");
        assertThat(folder).doesNotExist();
    }

    /** Two legs, black on white. */
    private static BufferedImage trousers() {
        var image = new BufferedImage(56, 56, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 56, 56);
        graphics.setColor(Color.DARK_GRAY);
        graphics.fillRect(18, 4, 8, 48);
        graphics.fillRect(30, 4, 8, 48);
        graphics.fillRect(18, 4, 20, 10);
        graphics.dispose();
        return image;
    }
}
