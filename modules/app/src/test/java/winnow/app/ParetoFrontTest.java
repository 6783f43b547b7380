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
import winnow.app.session.Project;

/** A study with several metrics from its spec to its Pareto front; a program outside trains. */
class ParetoFrontTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path temporary;

    private Path spec;
    private Path study;

    @BeforeEach
    void writeSpec() throws IOException {
        spec = temporary.resolve("front.yaml");
        study = temporary.resolve("study");
        Files.writeString(spec, """
                study: front
                objective:
                  name: own
                  metrics:
                    - {metric: loss, goal: minimize}
                    - {metric: reward, goal: maximize}
                    - {metric: training_seconds}
                space: {x: {real: [0.0, 1.0]}, y: {real: [0.0, 1.0]}}
                strategy: {name: nsga2, population: 4}
                limits: {trials: 12}
                scheduler: {name: none, max_epochs: 1}
                """);
    }

    private static JsonNode json(Ending ending) throws IOException {
        assertThat(ending.code()).as(ending.err()).isZero();
        return JSON.readTree(ending.out());
    }

    /** The greater x, the better the reward and the worse the loss; y only harms. */
    private void search() throws IOException {
        var asked = json(run("ask", study, "--spec", spec));
        while (asked.path("do").asText().equals("train")) {
            double x = asked.path("configuration").path("x").asDouble();
            double y = asked.path("configuration").path("y").asDouble();
            int trial = asked.path("trial").asInt();
            json(run("tell", study, trial, "--epoch", 1, "loss=" + (x + y), "reward=" + (x - y), "--seconds", 2));
            asked = json(run("ask", study));
        }
        assertThat(asked.path("do").asText()).isEqualTo("end");
    }

    @Test
    void bestPrintsTheFrontAndTheLeaderboardMarksIt() throws IOException {
        search();
        var best = json(run("best", study, "--json"));
        var front = best.path("front");
        assertThat(front.size()).isBetween(1, 12);
        assertThat(front.get(0).path("trial").asInt())
                .isEqualTo(best.path("trial").asInt());
        assertThat(front.get(0).path("training_seconds").asDouble()).isEqualTo(2);
        for (int i = 1; i < front.size(); i++) {
            assertThat(front.get(i).path("loss").asDouble())
                    .isGreaterThan(front.get(i - 1).path("loss").asDouble());
            assertThat(front.get(i).path("reward").asDouble())
                    .isGreaterThan(front.get(i - 1).path("reward").asDouble());
            assertThat(front.get(i).path("configuration").has("x")).isTrue();
        }

        var lines = run("best", study).lines();
        assertThat(lines.get(0)).startsWith("Pareto front: " + front.size() + " of what 12 trials reached");
        assertThat(lines.get(2)).matches("trial +loss +reward +seconds +epoch +status +x +y");
        assertThat(lines.subList(3, 3 + front.size()))
                .allSatisfy(line -> assertThat(line).contains(" 1 ", "completed"));
        assertThat(lines.get(3 + front.size())).isEmpty();
        assertThat(lines.get(4 + front.size())).isEqualTo("the best by loss");

        var status = run("status", study).lines();
        assertThat(status).anyMatch(line -> line.contains("by loss, * on the Pareto front"));
        assertThat(status).anyMatch(line -> line.matches("front    \\d+ trials?; `winnow best .*` prints it"));
        assertThat(status.stream().filter(line -> line.matches(" *\\*\\d+ .*"))).isNotEmpty();
        assertThat(run("report", study).code()).isZero();
    }

    @Test
    void planNamesEveryMetric() {
        assertThat(run("plan", Project.root().resolve("configs/pareto.yaml")).lines())
                .contains(
                        "objective    lenet5, minimize validation_loss",
                        "and          minimize training_seconds",
                        "and          minimize parameters");
    }

    @Test
    void aMetricThatIsNotToldIsMissedAndOneThatIsInfiniteEndsTheTrial() throws IOException {
        json(run("ask", study, "--spec", spec));
        var missing = run("tell", study, 0, "--epoch", 1, "loss=1");
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("the study's metric reward is missing; told were [loss]");
        var infinite = json(run("tell", study, 0, "--epoch", 1, "loss=1", "reward=Infinity"));
        assertThat(infinite.path("answer").asText()).isEqualTo("failed");
        assertThat(infinite.path("reason").asText()).contains("reward is Infinity");
    }
}
