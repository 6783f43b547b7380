package winnow.lenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import winnow.kernel.Augmentation;
import winnow.kernel.Schedule;
import winnow.kernel.TrainingRule;
import winnow.space.ChoiceParameter;
import winnow.space.Configuration;
import winnow.space.IntegerParameter;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.space.Value;
import winnow.study.SpecProblem;

class LeNetHyperparametersTest {

    @Test
    void defaultsAreThoseOfPyTorchsExamples() {
        var h = LeNetHyperparameters.DEFAULTS;
        assertThat(h.learningRate()).isEqualTo(0.01);
        assertThat(h.momentum()).isEqualTo(0.9);
        assertThat(h.optimizer()).isEqualTo(Optimizer.SGD);
        assertThat(h.shape().conv1()).isEqualTo(6);
        assertThat(h.shape().dense().get(1)).isEqualTo(84);
        assertThat(LeNet.size(h)).isEqualTo(44_426);
    }

    @Test
    void aConfigurationNamesOnlyWhatItChanges() {
        var h = LeNetHyperparameters.of(
                configuration("optimizer", Value.of("adam"), "batch_size", Value.of(16), "learning_rate", Value.of(1)));
        assertThat(h.optimizer()).isEqualTo(Optimizer.ADAM);
        assertThat(h.batchSize()).isEqualTo(16);
        assertThat(h.learningRate()).isEqualTo(1.0);
        assertThat(h.activation()).isEqualTo(Nonlinearity.RELU);
    }

    @Test
    void aConfigurationSurvivesTheWayThroughTheRecord() {
        var all = LeNetHyperparameters.DEFAULTS.configuration();
        assertThat(all.values()).hasSize(LeNetHyperparameters.SETTINGS.size());
        assertThat(LeNetHyperparameters.of(all)).isEqualTo(LeNetHyperparameters.DEFAULTS);
    }

    @Test
    void denseLayersCanBeLeftOut() {
        assertThat(with("dense_layers", Value.of(1)).shape().dense()).containsExactly(10);
        assertThat(with("dense_layers", Value.of(2)).shape().dense()).containsExactly(120, 10);
        assertThat(with("dense_layers", Value.of(3)).shape().dense()).containsExactly(120, 84, 10);
        assertThat(LeNet.size(with("dense_layers", Value.of(1)))).isEqualTo(156 + 2_416 + 2_570);
    }

    @Test
    void schedulesAreInStepsOfTheTrial() {
        assertThat(with("schedule", Value.of("constant")).schedule(75)).isEqualTo(TorchSchedule.CONSTANT);
        assertThat(with("schedule", Value.of("step")).schedule(75).course()).isEqualTo(new Schedule.Decay(5 * 75, 0.1));
        assertThat(with("schedule", Value.of("cosine")).schedule(75).course()).isEqualTo(new Schedule.Cosine(750, 0));
        assertThat(with("schedule", Value.of("onecycle")).schedule(75).course()).isEqualTo(new Schedule.OneCycle(750));
        var warmup =
                LeNetHyperparameters.of(configuration("schedule", Value.of("warmup"), "warmup_epochs", Value.of(0.5)));
        assertThat(warmup.schedule(75).course()).isEqualTo(new Schedule.WarmUp(38, 0.1, Schedule.CONSTANT));
        assertThat(warmup.schedule(75).valueAt(19, 0)).isCloseTo(0.55, within(1e-12));
    }

    @Test
    void theRuleSaysEverythingToTheKernels() {
        var h = LeNetHyperparameters.of(configuration(
                "optimizer", Value.of("adamw"),
                "weight_decay", Value.of(0.1),
                "dropout", Value.of(0.2),
                "label_smoothing", Value.of(0.3),
                "shift", Value.of(2),
                "flip", Value.of(0.5),
                "rotation", Value.of(10),
                "erasing", Value.of(0.25)));
        var rule = h.rule(List.of(), 10);
        assertThat(rule)
                .isEqualTo(TrainingRule.of(winnow.kernel.Optimizer.ADAMW, 0.01)
                        .withWeightDecay(0.1)
                        .withDropout(0.2)
                        .withLabelSmoothing(0.3)
                        .withAugmentation(new Augmentation(2, 0.5, 10, 0.25)));
    }

    @Test
    void thereIsNoKernelOfFour() {
        assertRefused("kernel_size", Value.of(4), "3 or 5");
        assertRefused("kernel_size", Value.of(7), "3 or 5");
        var between = new SearchSpace(List.of(IntegerParameter.of("kernel_size", 3, 5, Scale.LINEAR)), List.of());
        assertThat(LeNetHyperparameters.problems(between))
                .containsExactly(new SpecProblem("space.kernel_size", "kernel_size is 4: 3 or 5 would be right"));
        var right = new SearchSpace(List.of(ChoiceParameter.of("kernel_size", Value.of(3), Value.of(5))), List.of());
        assertThat(LeNetHyperparameters.problems(right)).isEmpty();
    }

    private static LeNetHyperparameters with(String name, Value value) {
        return LeNetHyperparameters.of(configuration(name, value));
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearestOne() {
        assertThatThrownBy(() -> LeNetHyperparameters.of(configuration("learning_rat", Value.of(0.1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lenet5 has no hyperparameter 'learning_rat'; did you mean 'learning_rate'?");
    }

    @Test
    void valuesOutOfRangeOrOfAnotherKindAreRefused() {
        assertRefused("learning_rate", Value.of(0.0), "a number from 1e-9 to 1000");
        assertRefused("dropout", Value.of(1.0), "a number from 0 to 0.99");
        assertRefused("batch_size", Value.of(16.5), "an integer from 1 to 4096");
        assertRefused("batch_size", Value.of(0), "an integer from 1 to 4096");
        assertRefused("optimizer", Value.of("lion"), "one of sgd, momentum, nesterov, adam, adagrad, rmsprop, adamw");
        assertRefused("optimizer", Value.of(1), "one of sgd, momentum, nesterov, adam, adagrad, rmsprop, adamw");
        assertRefused("momentum", Value.of("high"), "a number from 0 to 0.999999");
    }

    private static void assertRefused(String name, Value value, String right) {
        assertThatThrownBy(() -> LeNetHyperparameters.of(configuration(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(name + " is " + value.text() + ": " + right + " would be right");
    }

    @Test
    void aSearchSpaceIsCheckedBeforeAnythingStarts() {
        var space = new SearchSpace(
                List.of(
                        RealParameter.of("learning_rate", 1e-3, 0.3, Scale.LOG),
                        RealParameter.of("momentum", 0, 1.5, Scale.LINEAR),
                        IntegerParameter.of("dense1_units", 10, 200, Scale.LINEAR),
                        ChoiceParameter.of("optimizer", Value.of("sgd"), Value.of("adamax")),
                        RealParameter.of("batch_size", 16, 64, Scale.LINEAR),
                        RealParameter.of("drop_out", 0, 0.5, Scale.LINEAR)),
                List.of());
        assertThat(LeNetHyperparameters.problems(space))
                .containsExactly(
                        new SpecProblem(
                                "space.momentum", "momentum is 1.5: a number from 0 to 0.999999 would be right"),
                        new SpecProblem(
                                "space.optimizer",
                                "optimizer is adamax: one of sgd, momentum, nesterov, adam, adagrad, rmsprop, adamw would be right"),
                        new SpecProblem(
                                "space.batch_size", "batch_size is 16.0: an integer from 1 to 4096 would be right"),
                        new SpecProblem(
                                "space.batch_size", "batch_size is 64.0: an integer from 1 to 4096 would be right"),
                        new SpecProblem(
                                "space.drop_out", "lenet5 has no hyperparameter 'drop_out'; did you mean 'dropout'?"));
    }

    static Configuration configuration(Object... namesAndValues) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
        }
        return new Configuration(values);
    }
}
