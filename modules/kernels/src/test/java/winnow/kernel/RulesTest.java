package winnow.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Shapes, rules and schedules: what they say and what they refuse. */
class RulesTest {

    @Test
    void standardNetworkHas44426Parameters() {
        assertThat(LeNetShape.STANDARD.parameters()).isEqualTo(44426);
        assertThat(LeNetShape.STANDARD.features()).isEqualTo(256);
        assertThat(LeNetShape.STANDARD.tensors())
                .extracting(ParameterTensor::name)
                .containsExactly(
                        "conv1.weight",
                        "conv1.bias",
                        "conv2.weight",
                        "conv2.bias",
                        "dense1.weight",
                        "dense1.bias",
                        "dense2.weight",
                        "dense2.bias",
                        "dense3.weight",
                        "dense3.bias");
    }

    @Test
    void kernelOfThreeLeavesFiveByFive() {
        assertThat(new LeNetShape(1, 2, 3, Pooling.MAX, List.of(10), Activation.RELU).features())
                .isEqualTo(50);
    }

    @Test
    void shapesOutOfRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeNetShape(6, 16, 4, Pooling.MAX, List.of(10), Activation.RELU))
                .withMessage("kernel is 4: it must be 3 or 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeNetShape(0, 16, 5, Pooling.MAX, List.of(10), Activation.RELU))
                .withMessageStartingWith("conv1 is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeNetShape(6, 16, 5, Pooling.MAX, List.of(), Activation.RELU))
                .withMessageStartingWith("number of dense layers is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeNetShape(6, 16, 5, Pooling.MAX, List.of(1), Activation.RELU))
                .withMessageStartingWith("classes");
    }

    @Test
    void rulesOutOfRangeAreRefused() {
        var rule = TrainingRule.of(Optimizer.SGD, 0.1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingRule.of(Optimizer.SGD, 0))
                .withMessage("learningRate is 0.0: it must be above 0 and finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule.withDropout(1))
                .withMessage("dropout is 1.0: it must be at least 0.0 and below 1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> rule.withMomentum(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> rule.withClassWeights(List.of(-1.0)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Augmentation(9, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Augmentation(0, 1.5, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Schedule.Decay(0, 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> new Schedule.OneCycle(1));
    }

    @Test
    void withersChangeOneComponent() {
        var rule = TrainingRule.of(Optimizer.ADAM, 0.1);
        assertThat(rule.withMomentum(0.5).withMomentum(0.9)).isEqualTo(rule);
        assertThat(rule.withBetas(0.1, 0.2).beta2()).isEqualTo(0.2);
        assertThat(rule.withWeightDecay(0.1).weightDecay()).isEqualTo(0.1);
        assertThat(rule.withDropout(0.1).dropout()).isEqualTo(0.1);
        assertThat(rule.withLabelSmoothing(0.1).labelSmoothing()).isEqualTo(0.1);
        assertThat(rule.withSchedule(new Schedule.Cosine(3, 0)).schedule()).isEqualTo(new Schedule.Cosine(3, 0));
    }

    @Test
    void schedulesGoWhereTheySay() {
        assertThat(Schedule.CONSTANT.factor(1000)).isEqualTo(1);
        var decay = new Schedule.Decay(10, 0.5);
        assertThat(decay.factor(9)).isEqualTo(1);
        assertThat(decay.factor(20)).isEqualTo(0.25);
        var cosine = new Schedule.Cosine(100, 0.2);
        assertThat(cosine.factor(0)).isEqualTo(1);
        assertThat(cosine.factor(50)).isCloseTo(0.6, within(1e-12));
        assertThat(cosine.factor(500)).isCloseTo(0.2, within(1e-12));
        var cycle = new Schedule.OneCycle(100);
        assertThat(cycle.factor(0)).isCloseTo(0.04, within(1e-12));
        assertThat(cycle.factor(29)).isCloseTo(1, within(1e-12));
        assertThat(cycle.factor(99)).isCloseTo(0.04 / 1e4, within(1e-12));
        var warm = new Schedule.WarmUp(10, 0, decay);
        assertThat(warm.factor(5)).isEqualTo(0.5);
        assertThat(warm.factor(20)).isEqualTo(0.5);
    }

    @Test
    void kernelsSayWhatTheyAre() {
        assertThat(Kernels.available()).isTrue();
        assertThat(Kernels.description()).matches("vector (128|256|512) bit");
    }
}
