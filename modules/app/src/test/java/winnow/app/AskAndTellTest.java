package winnow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.app.CommandLineDriver.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.app.CommandLineDriver.Ending;

/** A program outside trains; the command line decides. */
class AskAndTellTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path temporary;

    private Path spec;
    private Path study;

    @BeforeEach
    void writeSpec() throws IOException {
        spec = temporary.resolve("mine.yaml");
        study = temporary.resolve("study");
        Files.writeString(spec, """
                study: mine
                objective: {name: own, metric: accuracy, goal: maximize}
                space: {x: {real: [0.0, 1.0]}, kind: {choice: [a, b]}}
                scheduler: {name: asha, min_epochs: 1, max_epochs: 3, factor: 3}
                limits: {trials: 4}
                """);
    }

    private static JsonNode json(Ending ending) throws IOException {
        assertThat(ending.code()).as(ending.err()).isZero();
        assertThat(ending.lines()).hasSize(1);
        return JSON.readTree(ending.out());
    }

    @Test
    void aShellLoopSearches() throws IOException {
        int told = 0;
        var asked = json(run("ask", study, "--spec", spec));
        while (asked.path("do").asText().equals("train")) {
            int epoch = asked.path("trained").asInt();
            String answer = "continue";
            while (answer.equals("continue")) {
                epoch++;
                told++;
                double x = asked.path("configuration").path("x").asDouble();
                answer = json(run(
                                "tell", study, asked.path("trial").asInt(), "--epoch", epoch, "accuracy=" + x * epoch))
                        .path("answer")
                        .asText();
            }
            assertThat(epoch).isLessThanOrEqualTo(asked.path("budget").asInt());
            assertThat(answer).isIn("pause", "done", "stop");
            asked = json(run("ask", study, "--spec", spec));
        }

        assertThat(asked.path("do").asText()).isEqualTo("end");
        assertThat(asked.path("reason").asText()).contains("all 4 trials were opened");
        var status = json(run("status", study, "--json").withOneLine());
        assertThat(status.path("epochs").path("charged").asInt()).isEqualTo(told);
        assertThat(run("best", study).out()).contains("accuracy", "kind");
        assertThat(run("report", study).code()).isZero();
    }

    @Test
    void mistakesAreRefusedWithTheReason() {
        assertThat(run("ask", study).err()).contains("there is no folder", "--spec SPEC");
        run("ask", study, "--spec", spec);

        var wrong = run("tell", study, 0, "--epoch", 1, "loss=1");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("the study's metric accuracy is missing");
        assertThat(run("tell", study, 0, "--epoch", 1).err()).contains("nothing was measured");
        assertThat(run("tell", study, 0, "--epoch", 1, "accuracy=high").err()).contains("accuracy=high is no number");
        assertThat(run("tell", study, 3, "--lost", "gone").err()).contains("there is no trial 3");
        assertThat(run("tell", study, 0).err()).contains("--epoch");
        assertThat(run("ask", temporary.resolve("other"), "--spec", spec, "--set", "lockstep=2")
                        .err())
                .contains("without lockstep");
        assertThat(run("resume", study).err()).contains("belongs to a program of its own");
    }
}
