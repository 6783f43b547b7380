package winnow.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeNetTrainerTest {
    private static final LeNetShape SMALL = new LeNetShape(3, 5, 5, Pooling.MAX, List.of(20, 6), Activation.LEAKY_RELU);
    private static final Augmentation ALL = new Augmentation(2, 0.5, 10, 0.5);
    private static final Minibatch IMAGES = Minibatch.random(100, 6, 1);

    private static LeNetTrainer trainer(LeNetShape shape, TrainingRule rule, int batch) {
        var trainer = new LeNetTrainer(shape, rule, batch, 5);
        trainer.read(Networks.initial(shape, 2), new float[trainer.stateSize()], 0);
        return trainer;
    }

    /** Steps through the images as an epoch does, the last minibatch a partial one. */
    private static double epoch(LeNetTrainer trainer, int batch) {
        double last = 0;
        for (int at = 0; at < IMAGES.count(); at += batch) {
            int count = Math.min(batch, IMAGES.count() - at);
            last = trainer.step(IMAGES.pixels(), IMAGES.labels(), IMAGES.order(), at, count);
        }
        return last;
    }

    private static float[] written(LeNetTrainer trainer) {
        float[] parameters = new float[trainer.shape().parameters()];
        trainer.write(parameters, new float[trainer.stateSize()]);
        return parameters;
    }

    private static TrainingRule rich(Optimizer optimizer) {
        return TrainingRule.of(optimizer, 0.01)
                .withDropout(0.3)
                .withWeightDecay(0.001)
                .withAugmentation(ALL)
                .withSchedule(new Schedule.Cosine(40, 0));
    }

    @ParameterizedTest
    @EnumSource(Optimizer.class)
    void sameTrainingTwiceGivesTheSameBits(Optimizer optimizer) {
        var one = trainer(SMALL, rich(optimizer), 24);
        var other = trainer(SMALL, rich(optimizer), 24);
        assertThat(epoch(one, 24)).isEqualTo(epoch(other, 24));
        assertThat(written(one)).containsExactly(written(other));
    }

    @ParameterizedTest
    @EnumSource(Optimizer.class)
    void trainerThatTakesOverGoesOnWithTheSameBits(Optimizer optimizer) {
        var unbroken = trainer(SMALL, rich(optimizer), 24);
        epoch(unbroken, 24);
        float[] parameters = new float[SMALL.parameters()];
        float[] state = new float[unbroken.stateSize()];
        unbroken.write(parameters, state);
        var resumed = new LeNetTrainer(SMALL, rich(optimizer), 24, 5);
        resumed.read(parameters, state, unbroken.steps());
        assertThat(epoch(resumed, 24)).isEqualTo(epoch(unbroken, 24));
        assertThat(written(resumed)).containsExactly(written(unbroken));
        assertThat(resumed.steps()).isEqualTo(unbroken.steps()).isEqualTo(10);
    }

    @Test
    void measuringInBetweenChangesNothing() {
        var one = trainer(SMALL, rich(Optimizer.ADAM), 7);
        var other = trainer(SMALL, rich(Optimizer.ADAM), 7);
        for (int epoch = 0; epoch < 2; epoch++) {
            epoch(one, 7);
            epoch(other, 7);
            one.evaluate(IMAGES.pixels(), IMAGES.labels(), 0, 100);
        }
        assertThat(written(one)).containsExactly(written(other));
    }

    @Test
    void partialBatchAfterAFullOneIsAsIfItStoodAlone() {
        var rule = TrainingRule.of(Optimizer.SGD, 0.1);
        for (int count = 1; count <= 40; count++) {
            var warm = trainer(SMALL, rule, 40);
            warm.step(IMAGES.pixels(), IMAGES.labels(), IMAGES.order(), 40, 40);
            float[] between = written(warm);
            var fresh = new LeNetTrainer(SMALL, rule, count, 5);
            fresh.read(between, new float[0], 1);
            double expected = fresh.step(IMAGES.pixels(), IMAGES.labels(), IMAGES.order(), 0, count);
            assertThat(warm.step(IMAGES.pixels(), IMAGES.labels(), IMAGES.order(), 0, count))
                    .isEqualTo(expected);
            assertThat(written(warm)).as("batch of %d", count).containsExactly(written(fresh));
        }
    }

    @Test
    void writesWhatItHasRead() {
        var shape = new LeNetShape(3, 5, 3, Pooling.AVERAGE, List.of(37, 18, 10), Activation.TANH);
        var trainer = new LeNetTrainer(shape, TrainingRule.of(Optimizer.ADAM, 0.1), 4, 1);
        float[] parameters = new float[shape.parameters()];
        float[] state = new float[2 * parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = i + 1;
            state[i] = -i - 1;
            state[parameters.length + i] = i + 0.5f;
        }
        trainer.read(parameters, state, 17);
        float[] out = new float[parameters.length];
        float[] outState = new float[state.length];
        trainer.write(out, outState);
        assertThat(out).containsExactly(parameters);
        assertThat(outState).containsExactly(state);
        assertThat(trainer.steps()).isEqualTo(17);
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void measuresWhatTheReferenceSays(Activation activation) {
        for (var pooling : Pooling.values()) {
            var shape = new LeNetShape(4, 7, 3, pooling, List.of(30, 6), activation);
            var rule = TrainingRule.of(Optimizer.SGD, 0.1).withDropout(0.5).withLabelSmoothing(0.2);
            var trainer = trainer(shape, rule, 4);
            var reference = new Reference(shape, rule);
            double[] p = ReferenceTest.doubles(Networks.initial(shape, 2));
            double[][] images = IMAGES.images();
            float[] logits = trainer.logits(IMAGES.pixels(), 3, 85);
            float[] probabilities = trainer.probabilities(IMAGES.pixels(), 3, 85);
            double loss = 0;
            int correct = 0;
            for (int n = 3; n < 85; n++) {
                double[] z = reference.logits(p, images[n]);
                double total = 0;
                int best = 0;
                for (int c = 0; c < 6; c++) {
                    total += Math.exp(z[c]);
                    best = z[c] > z[best] ? c : best;
                }
                for (int c = 0; c < 6; c++) {
                    assertThat((double) logits[(n - 3) * 6 + c]).isCloseTo(z[c], within(1e-5));
                    assertThat((double) probabilities[(n - 3) * 6 + c]).isCloseTo(Math.exp(z[c]) / total, within(1e-6));
                }
                loss += Math.log(total) - z[IMAGES.labels()[n]];
                correct += best == IMAGES.labels()[n] ? 1 : 0;
            }
            var measured = trainer.evaluate(IMAGES.pixels(), IMAGES.labels(), 3, 85);
            assertThat(measured.lossSum()).isCloseTo(loss, within(1e-3));
            assertThat(measured.correct()).isEqualTo(correct);
            assertThat(measured.images()).isEqualTo(82);
        }
    }

    @Test
    void divergenceShowsInTheLossWithin50Steps() {
        for (var optimizer : List.of(Optimizer.SGD, Optimizer.MOMENTUM, Optimizer.NESTEROV)) {
            var trainer = trainer(LeNetShape.STANDARD, TrainingRule.of(optimizer, 1000), 20);
            boolean seen = false;
            for (int step = 0; step < 50 && !seen; step++) {
                double loss = trainer.step(IMAGES.pixels(), IMAGES.labels(), IMAGES.order(), step % 5 * 20, 20);
                seen = !(loss < 1e4);
            }
            assertThat(seen).as("%s", optimizer).isTrue();
        }
    }

    @Test
    void notANumberIsNeverHidden() {
        float[] parameters = Networks.initial(LeNetShape.STANDARD, 2);
        for (var tensor : LeNetShape.STANDARD.tensors()) {
            float[] broken = parameters.clone();
            broken[tensor.offset()] = Float.NaN;
            var trainer = new LeNetTrainer(LeNetShape.STANDARD, TrainingRule.of(Optimizer.SGD, 0.1), 20, 5);
            trainer.read(broken, new float[0], 0);
            assertThat(trainer.step(IMAGES.pixels(), IMAGES.labels(), IMAGES.order(), 0, 20))
                    .as("with NaN in %s", tensor.name())
                    .isNaN();
        }
    }

    @Test
    void seesAnyParameterThatIsNoNumber() {
        var trainer = trainer(SMALL, TrainingRule.of(Optimizer.SGD, 0.1), 8);
        assertThat(trainer.finite()).isTrue();
        float[] parameters = written(trainer);
        for (var tensor : SMALL.tensors()) {
            for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
                float[] broken = parameters.clone();
                broken[tensor.offset() + tensor.size() - 1] = bad;
                trainer.read(broken, new float[0], 0);
                assertThat(trainer.finite()).as("%s in %s", bad, tensor.name()).isFalse();
            }
        }
    }

    @Test
    void batchWithoutWeightTeachesNothing() {
        var rule = TrainingRule.of(Optimizer.SGD, 0.1).withClassWeights(List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0));
        var trainer = trainer(SMALL, rule, 20);
        float[] before = written(trainer);
        assertThat(trainer.step(IMAGES.pixels(), IMAGES.labels(), IMAGES.order(), 0, 20))
                .isZero();
        assertThat(written(trainer)).containsExactly(before);
    }

    @Test
    void learnsWhatCanBeLearnt() {
        var trainer = trainer(SMALL, TrainingRule.of(Optimizer.ADAM, 0.003), 10);
        double before =
                trainer.evaluate(IMAGES.pixels(), IMAGES.labels(), 0, 100).loss();
        for (int epoch = 0; epoch < 20; epoch++) {
            epoch(trainer, 10);
        }
        var after = trainer.evaluate(IMAGES.pixels(), IMAGES.labels(), 0, 100);
        assertThat(after.loss()).isLessThan(before / 4);
        assertThat(after.accuracy()).isGreaterThan(0.9);
    }

    @Test
    void refusesWhatDoesNotFit() {
        var rule = TrainingRule.of(Optimizer.MOMENTUM, 0.1);
        var trainer = trainer(SMALL, rule, 8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeNetTrainer(SMALL, rule, 0, 1))
                .withMessage("batchSize is 0: it must be from 1 to 4096");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeNetTrainer(SMALL, rule.withClassWeights(List.of(1.0)), 8, 1))
                .withMessage("classWeights has 1 values: it must have 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.step(IMAGES.pixels(), IMAGES.labels(), IMAGES.order(), 0, 9))
                .withMessage("count is 9: it must be from 1 to 8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.read(new float[3], new float[3], 0))
                .withMessageContaining("parameters has 3 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.step(IMAGES.pixels(), new byte[] {6}, new int[] {0}, 0, 1))
                .withMessage("label is 6: it must be from 0 to 5");
        assertThatThrownBy(() -> trainer.step(IMAGES.pixels(), IMAGES.labels(), new int[] {100}, 0, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void warmsUpOnceForAKindOfTraining() {
        var rule = TrainingRule.of(Optimizer.RMSPROP, 0.001);
        assertThat(WarmUp.run(SMALL, rule, 4)).isTrue();
        assertThat(WarmUp.run(SMALL, rule, 8)).isFalse();
        assertThat(WarmUp.run(SMALL, rule, 16)).isTrue();
    }
}
