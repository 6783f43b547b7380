package winnow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.app.CommandLineDriver.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.api.AskTell;
import winnow.api.AskTell.Asked;
import winnow.app.display.PlanView;
import winnow.app.display.Screen;
import winnow.app.session.Catalogues;
import winnow.app.session.EarlierStudies;
import winnow.app.session.Json;
import winnow.journal.StudyFolder;
import winnow.search.StudyEvent.WarmStarted;
import winnow.space.Configuration;
import winnow.spec.StudySpecReader;
import winnow.study.StudySpec;
import winnow.trial.Metrics;

/** Studies that begin with what earlier ones observed. */
class WarmStartTest {
    @TempDir
    private Path temporary;

    private Path earlier;

    @BeforeEach
    void runAnEarlierStudy() {
        earlier = temporary.resolve("earlier");
        try (var study = AskTell.create(
                earlier, spec("earlier", "x: {real: [0.0, 1.0]}, kind: {choice: [a, b, c]}", "random", 20, ""))) {
            finish(study);
        }
    }

    private static String text(String name, String space, String strategy, int trials, String more) {
        return """
                study: %s
                objective: {name: own, metric: accuracy, goal: maximize}
                space: {%s}
                strategy: {name: %s}
                scheduler: {name: none, max_epochs: 1}
                limits: {trials: %d}
                %s
                """.formatted(name, space, strategy, trials, more);
    }

    private static StudySpec spec(String name, String space, String strategy, int trials, String more) {
        return StudySpecReader.read("spec", text(name, space, strategy, trials, more), Catalogues.outside(), List.of());
    }

    /** The best accuracy is 1, at x = 0.3, kind = b. */
    private static double accuracy(Configuration c) {
        double distance = c.real("x") - 0.3;
        return 1 - distance * distance - (c.text("kind").equals("b") ? 0 : 0.2);
    }

    private static List<Configuration> finish(AskTell study) {
        var tried = new ArrayList<Configuration>();
        while (study.ask() instanceof Asked.Train train) {
            var configuration = train.assignment().configuration();
            tried.add(configuration);
            study.tell(train.assignment().trial(), 1, Metrics.of("accuracy", accuracy(configuration)), 1);
        }
        return tried;
    }

    private String warmStart(Object... folders) {
        var names = new ArrayList<String>();
        for (var folder : folders) {
            names.add("'" + folder + "'");
        }
        return "warm_start: [" + String.join(", ", names) + "]";
    }

    /** What is learnt is in the study's own journal: it goes on when the earlier study is gone, and as it would have. */
    @Test
    void neverNeedsTheEarlierStudyAgain() throws IOException {
        var space = "x: {real: [0.0, 0.8]}, kind: {choice: [b, c]}";
        for (var strategy : List.of("tpe", "bayesian")) {
            var spec = spec("new", space, strategy, 8, warmStart(earlier));
            List<Configuration> unbroken;
            try (var whole = AskTell.inMemory(spec)) {
                unbroken = finish(whole);
            }
            var folder = temporary.resolve(strategy);
            var tried = new ArrayList<Configuration>();
            AskTell.create(folder, spec).close();
            var hidden = temporary.resolve("hidden");
            while (tried.size() < 8) {
                try (var study = AskTell.open(folder)) {
                    var train = (Asked.Train) study.ask();
                    tried.add(train.assignment().configuration());
                    var measured = Metrics.of("accuracy", accuracy(tried.get(tried.size() - 1)));
                    study.tell(train.assignment().trial(), 1, measured, 1);
                }
                if (Files.exists(earlier)) {
                    Files.move(earlier, hidden);
                }
            }
            Files.move(hidden, earlier);

            assertThat(tried).isEqualTo(unbroken);
            assertThat(accuracy(tried.get(0)))
                    .as("the first trial is the best of the earlier study that has a place here")
                    .isEqualTo(best(spec));
            var state = new StudyFolder(folder).recover(Catalogues.recorded());
            assertThat(state.history().trials()).hasSize(8);
            assertThat(state.ledger().charged()).isEqualTo(8);
        }
    }

    private double best(StudySpec spec) {
        return new StudyFolder(earlier)
                .recover(Catalogues.recorded()).history().all().stream()
                        .map(trial -> trial.configuration())
                        .filter(spec.space()::contains)
                        .map(WarmStartTest::accuracy)
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
    }

    @Test
    void theJournalHasWhatWasTakenAndWhatNot() {
        var spec = spec("new", "x: {real: [0.0, 0.5]}, kind: {choice: [b]}, z: 3", "tpe", 4, warmStart(earlier));
        var folder = temporary.resolve("new");
        try (var study = AskTell.create(folder, spec)) {
            study.ask();
        }
        var events = new StudyFolder(folder).entries().get(0).events();
        var warm = (WarmStarted) events.get(1);
        assertThat(warm.from()).isEqualTo(earlier.toString());
        assertThat(warm.trials()).isEqualTo(20);
        assertThat(warm.taken()).isNotEmpty().allMatch(p -> spec.space().contains(p.configuration()));
        assertThat(warm.leftOut()).containsOnlyKeys("x is not a real number from 0.0 to 0.5", "kind is not one of b");
        assertThat(warm.taken().size()
                        + warm.leftOut().values().stream().mapToInt(n -> n).sum())
                .isEqualTo(20);
    }

    @Test
    void planSaysWhatIsTakenAndWhatNot() {
        var spec = spec("new", "x: {real: [0.0, 2.0]}, kind: {choice: [a, b]}", "tpe", 4, warmStart(earlier));
        var taken = EarlierStudies.of(spec).taken();
        var plan = PlanView.of(spec, Catalogues.outside().scheduler(spec), taken);
        var lines = String.join("\n", plan.lines(Screen.PLAIN));
        assertThat(lines).containsPattern("\\nwarm start +takes \\d+ of 20 trials from .*earlier\\n");
        assertThat(lines).containsPattern("\\n +leaves out \\d+: kind is not one of a, b\\n");
        assertThat(Json.text(Json.of(plan))).contains("\"warm_start\"", "\"kind is not one of a, b\"");
    }

    private String problem(String space, String strategy, String goal, String more) throws IOException {
        var file = temporary.resolve("new.yaml");
        Files.writeString(file, text("new", space, strategy, 4, more).replace("maximize", goal));
        var ending = run("ask", temporary.resolve("new"), "--spec", file);
        assertThat(ending.code()).isEqualTo(3);
        assertThat(temporary.resolve("new")).doesNotExist();
        return ending.err().replace(temporary.toString(), "DIR");
    }

    @Test
    void problemsHaveAPlace() throws IOException {
        var space = "x: {real: [0.0, 1.0]}, kind: {choice: [a, b, c]}";
        assertThat(problem(space, "tpe", "maximize", warmStart(temporary.resolve("none"))))
                .contains("DIR/new.yaml:7:14: warm_start[0]: there is no study's folder DIR/none");
        assertThat(problem(space, "tpe", "maximize", warmStart(temporary)))
                .contains("DIR/new.yaml:7:14: warm_start[0]: DIR is not a study's folder: it has no spec.yaml");
        assertThat(problem(space, "tpe", "minimize", warmStart(earlier)))
                .contains("DIR/new.yaml:7:14: warm_start[0]: DIR/earlier is a study to maximize accuracy, and this one"
                        + " is to minimize accuracy: only a study with the same metric and goal can be learnt from");
        assertThat(problem("x: {real: [0.0, 1.0]}, y: {real: [0, 1]}", "tpe", "maximize", warmStart(earlier)))
                .contains("warm_start[0]: nothing can be taken from DIR/earlier: of 20, what y was there is not known");
        assertThat(problem(space, "tpe", "maximize", warmStart(earlier, earlier)))
                .contains("warm_start[1]: DIR/earlier is named twice");
    }

    @Test
    void strategiesThatDoNotLearnRefuse() throws IOException {
        var space = "x: {real: [0.0, 1.0]}, kind: {choice: [a, b, c]}";
        for (var strategy : List.of("grid", "manual", "random", "sobol")) {
            assertThat(problem(space, strategy, "maximize", warmStart(earlier)))
                    .contains("new.yaml:7:13: warm_start: strategy " + strategy + " does not learn, so earlier studies"
                            + " would change nothing: take warm_start away, or choose a strategy that learns, for"
                            + " example tpe or bayesian");
        }
        assertThat(problem(space, "portfolio, members: [random, sobol]", "maximize", warmStart(earlier)))
                .contains("warm_start: no member of the portfolio learns");
    }
}
