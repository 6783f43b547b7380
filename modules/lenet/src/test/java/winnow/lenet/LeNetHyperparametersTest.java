package winnow.lenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
