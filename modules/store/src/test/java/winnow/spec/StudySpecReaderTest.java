package winnow.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.spec.Specs.problems;
import static winnow.spec.Specs.read;
import static winnow.spec.Specs.with;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import winnow.search.Limits;
import winnow.search.Target;
import winnow.space.ChoiceParameter;
import winnow.space.Condition;
import winnow.space.IntegerParameter;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.Value;
import winnow.study.Resources;
import winnow.study.TrialPolicy;
import winnow.study.Webhook;
import winnow.trial.Aim;
import winnow.trial.Goal;

class StudySpecReaderTest {

    @Test
    void readsTheExampleOfTheUserGuide() {
        var spec = read(Specs.QUICKSTART);
        assertThat(spec.study()).isEqualTo("quickstart");
        assertThat(spec.seed()).isEqualTo(42);
        assertThat(spec.objective().metric()).isEqualTo("validation_loss");
        assertThat(spec.objective().goal()).isEqualTo(Goal.MINIMIZE);
        assertThat(spec.objective().choice().settings().real("validation")).isEqualTo(0.2);
        assertThat(spec.space().parameters())
                .containsExactly(
                        RealParameter.of("learning_rate", 1e-3, 0.3, Scale.LOG),
                        new RealParameter(
                                "momentum",
                                0,
                                0.99,
                                Scale.LINEAR,
                                java.util.OptionalDouble.empty(),
                                Optional.of(Condition.on("optimizer", Value.of("sgd"), Value.of("nesterov")))),
                        ChoiceParameter.of(
                                "optimizer",
                                Value.of("sgd"),
                                Value.of("nesterov"),
                                Value.of("adam"),
                                Value.of("adagrad")),
                        ChoiceParameter.of("batch_size", Value.of(16), Value.of(32), Value.of(64)));
        assertThat(spec.strategy().name()).isEqualTo("random");
        assertThat(spec.scheduler().settings().values())
                .containsEntry("min_epochs", List.of(Value.of(1)))
                .containsEntry("factor", List.of(Value.of(3.0)))
                .containsEntry("ties", List.of(Value.of("older")))
                .doesNotContainKey("rungs");
        assertThat(spec.limits())
                .isEqualTo(new Limits(
                        OptionalInt.of(27),
                        OptionalInt.of(120),
                        Optional.of(Duration.ofMinutes(10)),
                        Optional.of(new Target("validation_accuracy", Goal.MAXIMIZE, 0.9)),
                        OptionalInt.empty()));
        assertThat(spec.resources()).isEqualTo(new Resources(1, 0, OptionalInt.of(2)));
        assertThat(spec.trial()).isEqualTo(new TrialPolicy(Optional.of(Duration.ofMinutes(30)), 0));
    }

    @Test
    void readsEveryKey() {
        var spec = read(Specs.EVERYTHING);
        assertThat(spec.seed()).isEqualTo(Long.MIN_VALUE);
        assertThat(spec.objective().goal()).isEqualTo(Goal.MAXIMIZE);
        assertThat(spec.objective().choice().settings().list("class_weights"))
                .containsExactly(Value.of(1.0), Value.of(2.5), Value.of(0.1));
        assertThat(spec.objective().choice().settings().text("data")).isEqualTo("/data/größe");
        assertThat(spec.space().parameter("weight_decay"))
                .isEqualTo(new RealParameter(
                        "weight_decay", 0.001, 0.3, Scale.LOG, java.util.OptionalDouble.of(0.001), Optional.empty()));
        assertThat(spec.space().parameter("momentum").when().orElseThrow().anyOf())
                .isEqualTo(Map.of(
                        "optimizer", java.util.Set.of(Value.of("sgd")),
                        "batch_size", java.util.Set.of(Value.of(16), Value.of(64))));
        assertThat(spec.space().parameter("optimizer"))
                .isEqualTo(ChoiceParameter.of("optimizer", Value.of("sgd"), Value.of("no"), Value.of("adam")));
        assertThat(spec.space().parameter("batch_size"))
                .isEqualTo(new IntegerParameter("batch_size", 16, 512, Scale.LOG, 16, Optional.empty()));
        assertThat(spec.space().parameter("activation")).isEqualTo(ChoiceParameter.of("activation", Value.of("relu")));
        assertThat(spec.points()).hasSize(2).allMatch(spec.space()::contains);
        assertThat(spec.space().constraints()).hasSize(2);
        assertThat(spec.limits().target()).contains(new Target("validation_loss", Goal.MINIMIZE, 0.25));
        assertThat(spec.trial().timeout()).contains(Duration.ofMinutes(90));
        assertThat(spec.lockstep()).hasValue(4);
        assertThat(spec.checkpoints().keep()).hasValue(20);
        assertThat(spec.warmStart()).containsExactly("studies/one", "studies/two words");
        assertThat(spec.repeats()).isEqualTo(2);
        assertThat(spec.engine()).isEqualTo("vector");
        assertThat(spec.onFinish())
                .containsExactly(
                        new Webhook("https://example.org/hook?study=1", Map.of(), false),
                        new Webhook(
                                "http://10.0.0.7:8080/",
                                Map.of("Authorization", "Bearer ${ENV:TOKEN}", "X-Team", "red"),
                                true));
    }

    @Test
    void fillsInDefaults() {
        var spec = read(Specs.SHORTEST);
        assertThat(spec.seed()).isZero();
        assertThat(spec.objective().metric()).isEqualTo("loss");
        assertThat(spec.objective().goal()).isEqualTo(Goal.MINIMIZE);
        assertThat(spec.strategy().name()).isEqualTo("random");
        assertThat(spec.scheduler().name()).isEqualTo("none");
        assertThat(spec.scheduler().settings().integer("max_epochs")).isEqualTo(9);
        assertThat(spec.resources()).isEqualTo(new Resources(1, 0, OptionalInt.empty()));
        assertThat(spec.trial()).isEqualTo(new TrialPolicy(Optional.empty(), 0));
        assertThat(spec.lockstep()).isEmpty();
        assertThat(spec.repeats()).isEqualTo(1);
        assertThat(spec.engine()).isEqualTo("auto");
        assertThat(spec.space().parameter("fixed")).isEqualTo(ChoiceParameter.of("fixed", Value.of(true)));
    }

    @Test
    void reportsAllProblemsAtOnceEachWithItsPlaceAndTheNearestWord() {
        var text = """
            study: my study
            sed: 1
            objective: {name: lenet6, metric: validation_los}
            space:
              learning_rate: {real: [0, 0.3], scale: log}
              momentum: {real: [0.9, 0.1]}
              optimizer: {choice: [sgd, sgd]}
              dropout: {reel: [0, 1]}
              batch_size: {choice: [16], when: {optimiser: sgd}}
            strategy: {name: rnadom}
            scheduler: {name: asha, max_epochs: 9, factr: 3}
            limits: {trials: many, wall_clock: 10}
            resources: {slots: 0}
            """;
        assertThat(problems(text))
                .containsExactly(
                        "x.yaml:1:8: study: must be 1 to 64 letters, digits, '.', '_' or '-', not \"my study\"",
                        "x.yaml:2:1: sed: unknown key; did you mean 'seed'?",
                        "x.yaml:3:19: objective.name: there is no objective \"lenet6\"; did you mean 'lenet5'?",
                        "x.yaml:5:42: space.learning_rate.scale: a log scale needs a low bound above 0 (at least"
                                + " 1e-290), not 0.0",
                        "x.yaml:6:20: space.momentum.real: the range [0.9, 0.1] is empty: low must be below high",
                        "x.yaml:7:23: space.optimizer.choice: the option 'sgd' appears twice",
                        "x.yaml:8:12: space.dropout: does not say what it is: a parameter needs one of the keys real,"
                                + " integer, choice, value; did you mean 'real' where it says 'reel'?",
                        "x.yaml:9:37: space.batch_size.when.optimiser: no parameter 'optimiser'; did you mean"
                                + " 'optimizer'?",
                        "x.yaml:10:18: strategy.name: there is no strategy \"rnadom\"; did you mean 'random'?",
                        "x.yaml:11:40: scheduler.factr: unknown setting; did you mean 'factor'?",
                        "x.yaml:12:18: limits.trials: must be a whole number of at least 1, not \"many\"",
                        "x.yaml:12:36: limits.wall_clock: must be a duration above zero with its unit, such as 10m, 90s"
                                + " or 1h30m, not 10",
                        "x.yaml:13:20: resources.slots: must be a whole number from 1 to 100000, not 0");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(problems("seed: 1"))
                .containsExactly(
                        "x.yaml:1:1: study: is missing: the study's name, which is that of its folder",
                        "x.yaml:1:1: objective: is missing: what is trained and measured",
                        "x.yaml:1:1: space: is missing: where to search: a parameter for each name",
                        "x.yaml:1:1: limits: the study would never end: give at least one of trials, epochs,"
                                + " wall_clock");
        assertThat(problems(with("objective: {name: open, metric: m, goal: minimize}")))
                .containsExactly("x.yaml:4:12: objective.command: is missing: what to run");
        assertThat(problems(with("scheduler: asha")))
                .containsExactly("x.yaml:5:12: scheduler.max_epochs: is missing: last rung, in epochs");
        assertThat(problems(with("strategy: {points: 3}")))
                .containsExactly(
                        "x.yaml:5:11: strategy.name: is missing: which strategy; there are random, manual, grid");
    }

    @Test
    void refusesAStudyThatWouldNeverEnd() {
        assertThat(problems(with("limits: {failures: 3}")))
                .containsExactly("x.yaml:4:9: limits: the study would never end: give at least one of trials, epochs,"
                        + " wall_clock");
        var finite = with("space: {x: {choice: [a, b]}}", "strategy: {name: grid}", "limits: {failures: 3}");
        assertThat(problems(finite)).isEmpty();
    }

    @Test
    void refusesWrongKindsOfValues() {
        assertThat(problems(with("seed: 1.0"))).containsExactly("x.yaml:5:7: seed: must be a whole number, not 1.0");
        assertThat(problems(with("seed: 99999999999999999999")))
                .containsExactly("x.yaml:5:7: seed: must be a whole number, not 99999999999999999999");
        assertThat(problems(with("study: 2024")))
                .containsExactly(
                        "x.yaml:4:8: study: must be 1 to 64 letters, digits, '.', '_' or '-', not 2024; if it is"
                                + " meant as a text, put it in quotes");
        assertThat(problems(with("study: .."))).containsExactly("x.yaml:4:8: study: '..' cannot name a folder");
        assertThat(problems(with("limits: [trials]")))
                .containsExactly("x.yaml:4:9: limits: must be a mapping of keys to values, not a list");
        assertThat(problems(with("limits:")))
                .containsExactly("x.yaml:4:8: limits: must be a mapping of keys to values, not empty");
        assertThat(problems(with("warm_start: one")))
                .containsExactly("x.yaml:5:13: warm_start: must be a list, not \"one\"");
        assertThat(problems(with("space: {x: {real: [0]}}")))
                .containsExactly("x.yaml:4:19: space.x.real: must have exactly 2 values, not 1");
        assertThat(problems(with("space: {x: {real: [0, .inf]}}")))
                .containsExactly("x.yaml:4:23: space.x.real[1]: must be a number, not .inf");
        assertThat(problems(with("space: {x: {real: [0, 1], integer: [0, 1]}}")))
                .containsExactly("x.yaml:4:27: space.x.integer: a parameter cannot have both 'real' and 'integer'");
        assertThat(problems(with("space: {x: [0, 1]}")))
                .containsExactly("x.yaml:4:12: space.x: must be a parameter, such as {real: [0.001, 0.3], scale: log},"
                        + " {integer: [1, 9]} or {choice: [a, b]}, or a fixed value, not a list");
        assertThat(problems(with("space: {}"))).containsExactly("x.yaml:4:8: space: must have at least 1 entry, not 0");
        assertThat(problems(with("resources: {gpus: 1.5}")))
                .containsExactly(
                        "x.yaml:5:19: resources.gpus: must be a fraction of one GPU or a whole number, not 1.5");
        assertThat(problems(with("engine: cuda")))
                .containsExactly("x.yaml:5:9: engine: must be one of auto, vector, dl4j, not \"cuda\"");
    }

    @Test
    void refusesHooksThatWouldLeakOrLeadNowhere() {
        assertThat(problems(with("on_finish: ['https://example.org/x']")))
                .containsExactly("x.yaml:5:13: on_finish[0]: must be a mapping of keys to values, not"
                        + " \"https://example.org/x\"");
        assertThat(problems(with("on_finish: [{header: {X-Team: red}}]")))
                .containsExactly("x.yaml:5:13: on_finish[0].webhook: is missing: a web address that gets the result as"
                        + " JSON by POST");
        assertThat(hookProblem("webhook: 'https://?x'")).endsWith("[0].webhook: this address names no host");
        assertThat(hookProblem("webhook: 'file:///etc/passwd'"))
                .endsWith("[0].webhook: must be an address such as https://host/path, not \"file:///etc/passwd\"");
        assertThat(hookProblem("webhook: 'https://ana:secret@host/x'"))
                .endsWith("[0].webhook: an address must not hold a name or password: give a header, as in header:"
                        + " {Authorization: \"${ENV:NAME}\"}");
        assertThat(hookProblem("webhook: 'http://example.org/x'"))
                .endsWith("[0].webhook: would go over the network for everybody to read: use https, or say plain_http:"
                        + " true");
        for (var here : List.of("localhost", "127.0.0.1:80", "[::1]:8080")) {
            assertThat(problems(with("on_finish: [{webhook: 'http://" + here + "/x'}]")))
                    .isEmpty();
        }
        assertThat(hookProblem("webhook: 'https://h/x', header: {Authorization: Bearer abc}"))
                .endsWith("[0].header.Authorization: looks like a secret, which must not stand in a spec: name an"
                        + " environment variable that holds it, as in \"${ENV:NAME}\"");
        assertThat(hookProblem("webhook: 'https://h/x', header: {X-Team: '${TEAM}'}"))
                .endsWith("[0].header.X-Team: an environment variable is named as in ${ENV:NAME}");
        assertThat(hookProblem("webhook: 'https://h/x', header: {Host: other}"))
                .endsWith("[0].header.Host: is set by Winnow itself");
        assertThat(hookProblem("webhook: 'https://h/x', header: {'a b': c}"))
                .endsWith("[0].header.a b: is no name of a header");
        assertThat(hookProblem("webhook: 'https://h/x', header: {X-Team: größe}"))
                .endsWith("[0].header.X-Team: has a character that no header can have");
    }

    private static String hookProblem(String hook) {
        var problems = problems(with("on_finish: [{" + hook + "}]"));
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    @Test
    void refusesParametersThatMakeNoSense() {
        assertThat(problems(with("space: {1x: {real: [0, 1]}, and: 3}")))
                .containsExactly(
                        "x.yaml:4:9: space.1x: '1x' is no name: letters, digits and _ only, not a digit first",
                        "x.yaml:4:29: space.and: 'and' is a word of the constraint language and cannot be a name");
        assertThat(problems(with("space: {x: {integer: [1, 9], step: 20}}")))
                .containsExactly("x.yaml:4:36: space.x.step: the step 20 is larger than the range [1, 9]");
        assertThat(problems(with("space: {x: {real: [1, 1]}}")))
                .containsExactly(
                        "x.yaml:4:19: space.x.real: the range [1.0, 1.0] is empty; a fixed value is a choice of"
                                + " one: [1.0]");
        assertThat(problems(with("space: {x: {choice: []}}")))
                .containsExactly("x.yaml:4:21: space.x.choice: must have at least 1 value, not 0");
        assertThat(problems(with("space: {x: {choice: [1, 2], scale: log}}")))
                .containsExactly("x.yaml:4:29: space.x.scale: unknown key; known: choice, ordered, when");
        assertThat(problems(with("space: {x: {real: [0, 1]}, x: 2}")))
                .containsExactly("x.yaml:4:28: space.x: this key appears twice; the first is at x.yaml:4:9");
    }

    @Test
    void refusesConditionsThatCannotHold() {
        assertThat(problems(with("space: {x: {real: [0, 1], when: {y: 1}}, y: {choice: [2, 3]}}")))
                .containsExactly("x.yaml:4:34: space.x.when.y: 'y' cannot be 1; known: 2, 3");
        assertThat(problems(with("space: {x: {real: [0, 1], when: {y: a}}, y: {choice: [b], when: {x: 1}}}")))
                .contains("x.yaml:4:66: space.y.when.x: 'x' is continuous and has no single value to depend on; give it"
                        + " a step, or depend on a choice or an integer");
        assertThat(problems(with("space: {x: {choice: [a], when: {y: a}}, y: {choice: [a], when: {x: a}}}")))
                .anyMatch(p -> p.startsWith("x.yaml:4:32: space.x.when: the conditions go in a circle: x -> y -> x"));
    }

    @Test
    void doesNotBlameOthersForAParameterThatIsRefused() {
        var text = with("space: {x: {real: [1, 0]}, y: {choice: [a], when: {x: 1}}}", "constraints: [x < 1]");
        assertThat(problems(text))
                .containsExactly("x.yaml:4:19: space.x.real: the range [1.0, 0.0] is empty: low must be below high");
    }

    @Test
    void placesMistakesInsideOfConstraints() {
        assertThat(problems(with("constraints: [x + z < 1]")))
                .hasSize(1)
                .first(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .startsWith("x.yaml:5:19: constraints[0]: ");
        assertThat(problems(with("constraints:\n  - \"x + z < 1\"")))
                .first(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .startsWith("x.yaml:6:10: constraints[0]: ");
        assertThat(problems(with("constraints:\n  - >-\n    x + z\n    < 1")))
                .first(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .startsWith("x.yaml:6:5: constraints[0]: at character 5: ");
        assertThat(problems(with("constraints: [x + 1]")))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("x.yaml:5:");
        assertThat(problems(with("constraints: [x > 2]")))
                .containsExactly(
                        "x.yaml:5:15: constraints[0]: no configuration keeps this constraint (of 10000 drawn)");
        assertThat(problems(with("constraints: [x > 0.5, x < 0.4]")))
                .hasSize(2)
                .allMatch(p -> p.contains("no configuration keeps all constraints together"));
    }

    @Test
    void refusesPointsOutsideOfTheSpace() {
        assertThat(problems(with("points: [{x: 2, n: 3, fixed: true}]")))
                .containsExactly("x.yaml:5:14: points[0].x: must be a real number from 0.0 to 1.0, not 2");
        assertThat(problems(with("points: [{x: 1, m: 3, fixed: true}]")))
                .containsExactly("x.yaml:5:17: points[0].m: unknown parameter; known: x, n, fixed");
        assertThat(problems(with("points: [{x: 1, fixed: true}]")))
                .containsExactly("x.yaml:5:10: points[0]: n has no value");
        assertThat(problems(with("points: [{x: 1, n: 2, fixed: true}, {x: 1.0, n: 2, fixed: true}]")))
                .containsExactly("x.yaml:5:37: points[1]: this point is given 2 times; repeats allows 1");
        assertThat(problems(with("points: [{x: 1, n: 2, fixed: true}]", "constraints: [x < 0.5]")))
                .containsExactly("x.yaml:5:10: points[0]: the constraint x < 0.5 does not hold");
    }

    @Test
    void refusesAMetricThatTheObjectiveDoesNotMeasure() {
        assertThat(problems(with("objective: {name: lenet5, metric: accuracy}", "space: {momentum: 0.9}")))
                .containsExactly(
                        "x.yaml:3:35: objective.metric: must be one of validation_loss, validation_accuracy, not"
                                + " \"accuracy\"");
        assertThat(problems(with("limits: {trials: 3, target: {accuracy: 0.9}}")))
                .containsExactly(
                        "x.yaml:4:30: limits.target.accuracy: the objective does not measure this; known: loss");
        assertThat(problems(with("objective: {name: synthetic, goal: maximize}")))
                .containsExactly(
                        "x.yaml:4:36: objective.goal: loss is better when it is small: the goal must be" + " minimize");
        var open = read(with(
                "objective: {name: open, command: x, metric: reward, goal: maximize}",
                "limits: {trials: 3, target: {reward: 1}}"));
        assertThat(open.limits().target()).contains(new Target("reward", Goal.MAXIMIZE, 1));
    }

    @Test
    void readsSeveralMetricsTheMainOneFirst() {
        var spec = read(with(
                "objective: {name: lenet5, metrics: [{metric: validation_accuracy, goal: maximize},"
                        + " {metric: validation_loss}, {metric: training_seconds}]}",
                "space: {momentum: 0.9}"));
        assertThat(spec.objective().aims())
                .containsExactly(
                        new Aim("validation_accuracy", Goal.MAXIMIZE),
                        new Aim("validation_loss", Goal.MINIMIZE),
                        new Aim("training_seconds", Goal.MINIMIZE));
        assertThat(read(StudySpecWriter.write(spec))).isEqualTo(spec);
        var open = read(with(
                "objective: {name: open, command: x, metrics: [{metric: reward, goal: maximize}]}",
                "limits: {trials: 3, target: {reward: 1}}"));
        assertThat(open.objective().aims()).containsExactly(new Aim("reward", Goal.MAXIMIZE));
    }

    @Test
    void refusesMetricsThatDoNotGoTogether() {
        assertThat(problems(with("objective: {name: synthetic, metric: loss, metrics: [{metric: loss}]}")))
                .containsExactly(
                        "x.yaml:4:38: objective.metric: goes without metrics: give one metric with its goal, or a"
                                + " list");
        assertThat(problems(with("objective: {name: synthetic, metrics: [{metric: loss}, {metric: loss}]}")))
                .containsExactly("x.yaml:4:65: objective.metrics[1].metric: loss is there twice");
        assertThat(problems(with("objective: {name: synthetic, metrics: [{metric: los}]}")))
                .containsExactly("x.yaml:4:49: objective.metrics[0].metric: must be one of loss, training_seconds, not"
                        + " \"los\"; did you mean 'loss'?");
        assertThat(problems(with("objective: {name: synthetic, metrics: [{metric: loss, goal: maximize}]}")))
                .containsExactly(
                        "x.yaml:4:61: objective.metrics[0].goal: loss is better when it is small: the goal must be"
                                + " minimize");
        assertThat(problems(with("objective: {name: synthetic, metrics: [{metric: training_seconds}]}")))
                .containsExactly(
                        "x.yaml:4:49: objective.metrics[0].metric: cannot be the first metric, by which the best"
                                + " trial is known: the fastest is one that has learnt nothing");
        assertThat(problems(with(
                        "objective: {name: synthetic, metrics: [{metric: loss}, {metric: training_seconds}]}",
                        "lockstep: 4")))
                .containsExactly(
                        "x.yaml:4:65: objective.metrics[1].metric: makes a study depend on time: it cannot be used"
                                + " with lockstep, which makes the trials the same for any number of slots");
        assertThat(problems(with("objective: {name: open, command: x, metrics: [{metric: reward}]}")))
                .containsExactly("x.yaml:4:47: objective.metrics[0].goal: is missing: which way the metric is better");
        assertThat(problems(with("objective: {name: open, command: x, goal: minimize}")))
                .containsExactly(
                        "x.yaml:4:12: objective.metric: is missing: the study's metric; the objective's first if"
                                + " left out");
    }

    @Test
    void asksTheChosenPartsWhatTheyThinkOfTheSpec() {
        assertThat(problems(with("objective: lenet5", "space: {learning_rat: {real: [0, 1]}}")))
                .containsExactly("x.yaml:4:23: space.learning_rat: lenet5 has no such parameter; did you mean"
                        + " 'learning_rate'?");
        assertThat(problems(with("strategy: {name: grid, points: 10}")))
                .containsExactly("x.yaml:4:18: limits.trials: the grid has 90 points, more than the limit of trials");
        assertThat(problems(with("scheduler: {name: asha, min_epochs: 9, max_epochs: 3}")))
                .containsExactly(
                        "x.yaml:5:52: scheduler.max_epochs: must be more than min_epochs, or nothing is" + " promoted");
        assertThat(problems(with("strategy: manual")))
                .containsExactly("x.yaml:1:1: points: the strategy manual needs points");
    }

    @Test
    void refusesLockstepWithALimitOnTime() {
        assertThat(problems(with("limits: {trials: 3, wall_clock: 1h}", "lockstep: 2")))
                .containsExactly("x.yaml:5:11: lockstep: cannot be used with limits.wall_clock, which makes a study"
                        + " depend on time");
    }

    @Test
    void readsNoAsATextAndOneThirtyAsNoNumber() {
        var spec = read(with("space: {x: {choice: [no, off, 1:30]}}"));
        assertThat(spec.space().parameter("x"))
                .isEqualTo(ChoiceParameter.of("x", Value.of("no"), Value.of("off"), Value.of("1:30")));
    }
}
