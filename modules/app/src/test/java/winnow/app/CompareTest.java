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
import winnow.app.compare.ComparisonView;
import winnow.app.compare.StudyComparison;
import winnow.app.display.Screen;
import winnow.app.session.StudyRecord;

class CompareTest {
    @TempDir
    private static Path root;

    private static final List<Path> RANDOM = new ArrayList<>();
    private static final List<Path> TPE = new ArrayList<>();

    @BeforeAll
    static void search() {
        for (int seed = 1; seed <= 7; seed++) {
            RANDOM.add(SimulatedFolder.of(
                    root.resolve("random-" + seed),
                    SimulatedFolder.spec(
                            seed,
                            "strategy: random",
                            "scheduler: {name: asha, max_epochs: 9}",
                            "limits: {trials: 20}")));
            TPE.add(SimulatedFolder.of(
                    root.resolve("tpe-" + seed),
                    SimulatedFolder.spec(
                            seed, "strategy: tpe", "scheduler: {name: asha, max_epochs: 9}", "limits: {trials: 30}")));
        }
    }

    private static JsonNode json(List<Path> studies) throws IOException {
        var arguments = new ArrayList<Object>(List.of("compare", "--json"));
        arguments.addAll(studies);
        var ending = run(arguments.toArray());
        assertThat(ending.err()).isEmpty();
        assertThat(ending.code()).isZero();
        return new ObjectMapper().readTree(ending.out());
    }

    private static List<Path> both(int seeds) {
        var all = new ArrayList<>(RANDOM.subList(0, seeds));
        all.addAll(TPE.subList(0, seeds));
        return all;
    }

    @Test
    void seedsOfOneSearchAreAGroup() throws IOException {
        var json = json(both(7));
        assertThat(json.path("groups")).hasSize(2);
        assertThat(json.path("groups").get(0).path("group").asText()).isEqualTo("random with asha");
        assertThat(json.path("groups").get(1).path("group").asText()).isEqualTo("tpe with asha");
        for (var group : json.path("groups")) {
            assertThat(group.path("studies")).hasSize(7);
            assertThat(group.path("mean_rank").asDouble()).isBetween(1.0, 2.0);
            assertThat(group.path("low").asDouble())
                    .isLessThanOrEqualTo(group.path("median").asDouble());
            assertThat(group.path("median").asDouble())
                    .isLessThanOrEqualTo(group.path("high").asDouble());
        }
        var test = json.path("tests").get(0);
        assertThat(test.path("seeds").asInt()).isEqualTo(7);
        assertThat(test.path("p").asDouble()).isBetween(1.0 / 64, 1.0);
        assertThat(test.path("p_holm").asDouble()).isEqualTo(test.path("p").asDouble());
    }

    @Test
    void allAreComparedAtTheBudgetOfTheShortest() throws IOException {
        var json = json(both(2));
        int budget = json.path("budget_epochs").asInt();
        int fewest = Integer.MAX_VALUE;
        for (var group : json.path("groups")) {
            for (var study : group.path("studies")) {
                fewest = Math.min(fewest, study.path("epochs").asInt());
                double best = Double.POSITIVE_INFINITY;
                double missed = 0;
                int step = 0;
                var steps = study.path("best_so_far");
                for (int epoch = 1; epoch <= budget; epoch++) {
                    while (step < steps.size() && steps.get(step).path("epochs").asInt() <= epoch) {
                        best = steps.get(step++).path("value").asDouble();
                    }
                    missed += best - json.path("least_loss").asDouble();
                }
                assertThat(study.path("value").asDouble()).isEqualTo(best);
                assertThat(study.path("mean_regret").asDouble())
                        .isCloseTo(missed / budget, org.assertj.core.data.Offset.offset(1e-9));
            }
        }
        assertThat(budget).isEqualTo(fewest);
    }

    @Test
    void withFewSeedsItSaysThatNothingWasTested() throws IOException {
        var json = json(both(3));
        assertThat(json.path("tests")).isEmpty();
        assertThat(json.path("untested").asText())
                .isEqualTo(
                        "No difference was tested: a test needs 6 seeds that both have, and these have 3 in common.");
        assertThat(json(RANDOM).path("untested").asText()).contains("one search with different seeds");
    }

    @Test
    void fitsItsScreen() {
        var comparison =
                StudyComparison.of(both(7).stream().map(StudyRecord::read).toList());
        for (int width : new int[] {80, 200}) {
            var lines = new ComparisonView(comparison).lines(new Screen(width, false));
            assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
            assertThat(String.join("\n", lines))
                    .contains("random with asha", "tpe with asha", "mean", "signed-rank test")
                    .doesNotContain("\u001b");
        }
        assertThat(new ComparisonView(comparison).lines(new Screen(200, true)).get(0))
                .contains("\u001b[1m");
    }

    @Test
    void writesAPageThatHoldsAllCurves() {
        var page = root.resolve("page.html");
        var arguments = new ArrayList<Object>(List.of("compare", "--html", page));
        arguments.addAll(both(2));
        assertThat(run(arguments.toArray()).out()).contains("page     " + page);
        assertThat(page).content().contains("winnow.anytime", "random-2 (seed 2)", "\"budget\":");
        assertThat(run(arguments.toArray()).code()).isEqualTo(2);
        arguments.add("--force");
        assertThat(run(arguments.toArray()).code()).isZero();
    }

    @Test
    void saysWhatCannotBeCompared() {
        assertMistake("there is nothing to compare: give two studies or more", RANDOM.get(0));
        assertMistake("are the same search with the same seed, 1: leave one out", RANDOM.get(0), RANDOM.get(0));
        var other = SimulatedFolder.of(
                root.resolve("other"),
                SimulatedFolder.spec(1, "limits: {trials: 2}").replace("minimize", "maximize"));
        assertMistake(
                "studies are compared by one metric, but " + RANDOM.get(0) + " has validation_loss to minimize and "
                        + other + " has validation_loss to maximize",
                RANDOM.get(0),
                other);
        var empty = SimulatedFolder.of(root.resolve("empty"), SimulatedFolder.spec(9, "limits: {trials: 2}"), 1);
        assertMistake(empty + " has measured nothing that could be compared", RANDOM.get(0), empty);
        assertMistake("there is no folder nowhere", RANDOM.get(0), "nowhere");
    }

    private static void assertMistake(String message, Object... folders) {
        var arguments = new ArrayList<Object>(List.of("compare"));
        arguments.addAll(List.of(folders));
        var ending = run(arguments.toArray());
        assertThat(ending.code()).isEqualTo(2);
        assertThat(ending.out()).isEmpty();
        assertThat(ending.err()).contains(message);
    }
}
