package winnow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.app.CommandLineDriver.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialsTest {
    private static final String ASHA = "scheduler: {name: asha, max_epochs: 9}";

    @TempDir
    private static Path root;

    private static Path study;

    @BeforeAll
    static void search() {
        study = SimulatedFolder.of(root.resolve("study"), SimulatedFolder.spec(3, ASHA, "limits: {trials: 30}"));
    }

    private static List<JsonNode> json(Object... arguments) throws IOException {
        var all = new ArrayList<Object>(List.of("trials", study, "--json"));
        all.addAll(List.of(arguments));
        var ending = run(all.toArray());
        assertThat(ending.err()).isEmpty();
        assertThat(ending.code()).isZero();
        var list = new ArrayList<JsonNode>();
        new ObjectMapper().readTree(ending.out()).forEach(list::add);
        return list;
    }

    @Test
    void aConditionKeepsTrialsOfWhichItHolds() throws IOException {
        var all = json();
        assertThat(all).hasSize(30);
        var low = json("--where", "learning_rate < 0.01 and epochs >= 3");
        assertThat(low)
                .isNotEmpty()
                .hasSizeLessThan(30)
                .containsExactlyElementsOf(all.stream()
                        .filter(t ->
                                t.path("configuration").path("learning_rate").asDouble() < 0.01
                                        && t.path("epochs").asInt() >= 3)
                        .toList());
        assertThat(json("--where", "status == 'completed'"))
                .isNotEmpty()
                .allMatch(t -> t.path("status").asText().equals("completed"));
        assertThat(json("--where", "optimizer == 'adam' or validation_accuracy > 0.3"))
                .allMatch(
                        t -> t.path("configuration").path("optimizer").asText().equals("adam")
                                || t.path("metrics").path("validation_accuracy").asDouble() > 0.3);
    }

    /** A parameter that takes no part compares with nothing, on either side of an `or`. */
    @Test
    void whatATrialDoesNotHaveComparesWithNothing() throws IOException {
        assertThat(json("--where", "momentum >= 0 or momentum < 0"))
                .allMatch(t -> t.path("configuration").has("momentum"));
        assertThat(json("--where", "optimizer == 'adam' or momentum >= 0")).hasSize(30);
        assertThat(json("--where", "momentum != 0.5")).hasSize(30);
        assertThat(json("--where", "parent_trial >= 0")).isEmpty();
    }

    @Test
    void theBestComesFirstWhereThatIsKnown() throws IOException {
        var byLoss = json("--sort", "loss");
        var losses = byLoss.stream()
                .map(t -> t.path("metrics").path("validation_loss").asDouble())
                .toList();
        assertThat(losses).isSorted();
        assertThat(json("--sort", "validation_loss").get(0)).isEqualTo(byLoss.get(0));
        var rates = json("--sort", "learning_rate", "--reverse").stream()
                .map(t -> -t.path("configuration").path("learning_rate").asDouble())
                .toList();
        assertThat(rates).isSorted();
        var momenta = json("--sort", "momentum");
        assertThat(momenta.get(0).path("configuration").has("momentum")).isTrue();
        assertThat(momenta.get(29).path("configuration").has("momentum")).isFalse();
        assertThat(json("--sort", "momentum", "--reverse")
                        .get(29)
                        .path("configuration")
                        .has("momentum"))
                .isFalse();
        assertThat(json("--sort", "loss", "--limit", 4)).isEqualTo(byLoss.subList(0, 4));
    }

    @Test
    void columnsAreThoseAskedForInTheirOrder() throws IOException {
        var row = json("--columns", "loss,trial,optimizer", "--limit", 1).get(0);
        assertThat(row.fieldNames()).toIterable().containsExactly("loss", "trial", "optimizer");
        var lines = run("trials", study, "--columns", "trial,status,reason", "--limit", 3)
                .lines();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).startsWith("trial  status");
        assertThat(lines.get(4)).isEqualTo("3 of 30 trials");
    }

    /** A file or a pipe has no width: nothing is cut. */
    @Test
    void aPipeGetsAllColumns() {
        var head = run("trials", study).lines().subList(0, 2);
        assertThat(String.join(" ", head)).contains("learning", "optimizer", "momentum", "units", "accuracy");
        assertThat(run("trials", study, "--where", "trial > 100").out()).isEqualTo("None of 30 trials matches.\n");
        assertThat(run("trials", study, "--where", "trial < 2").lines()).last().isEqualTo("2 trials that match, of 30");
    }

    @Test
    void saysWhereAConditionIsWrong() {
        assertMistake(
                "--where",
                "learning_rat < 0.01",
                "column 1: no field 'learning_rat'; did you mean 'learning_rate'?" + "\n  learning_rat < 0.01\n  ^");
        assertMistake("--where", "trial > 1 and status == 'pruned'", "column 25: status is never 'pruned'");
        assertMistake("--where", "epochs", "column 1: this is a number, but a condition must say true or false");
        assertMistake("--where", "epochs < ", "column 10: expected a number, a text, a name or '(', not the end");
        assertMistake("--where", "epochs = 3", "column 8: '=' means nothing here: compare with '=='");
        assertMistake("--where", "optimizer < 3", "column 1: '<' needs a number here, not optimizer, which is a text");
        assertMistake("--sort", "los", "there is no field 'los'; did you mean 'loss'?; there are trial, status");
        assertMistake("--columns", "trial,x", "there is no field 'x'");
        assertMistake("--limit", "0", "--limit is 0: it must be at least 1");
    }

    private static void assertMistake(String option, String value, String message) {
        var ending = run("trials", study, option, value);
        assertThat(ending.code()).isEqualTo(2);
        assertThat(ending.out()).isEmpty();
        assertThat(ending.err()).startsWith("winnow: " + option).contains(message);
    }

    @Test
    void namesThatCollideAreToldApart() throws IOException {
        var colliding = SimulatedFolder.of(root.resolve("colliding"), """
            study: colliding
            objective: {name: own, metric: validation_loss, goal: minimize}
            space: {status: {real: [0, 1]}, validation_loss: {real: [5, 6]}, x: {real: [0, 1]}}
            limits: {trials: 4}
            """);
        var lines = run(
                        "trials",
                        colliding,
                        "--where",
                        "status < 2 and trial_status == 'completed' and metric_validation_loss < 5 and validation_loss"
                                + " >= 5")
                .lines();
        assertThat(lines).last().isEqualTo("4 trials");
    }
}
