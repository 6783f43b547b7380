package winnow.lenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.study.DivergedException;
import winnow.study.StopSignal;
import winnow.study.StoppedException;
import winnow.study.Training;
import winnow.study.TrialStart;

@Tag("slow")
class LeNetTrainingTest {

    /** Few images, so that an epoch takes a tenth of a second: 400 train, in batches of 64 and a last one of 16. */
    private static final LeNetObjective SMALL =
            new LeNetObjective("fashion-mnist-sample", "", "", 5_600, new double[0]);

    @ParameterizedTest
    @CsvSource({
        "vector, sgd",
        "vector, nesterov",
        "vector, adam",
        "vector, adagrad",
        "vector, rmsprop",
        "vector, adamw",
        "dl4j, sgd",
        "dl4j, adamw",
        "dl4j, rmsprop"
    })
    void aPausedAndResumedTrialEndsWithTheSameBits(String engine, String optimizer) throws Exception {
        var configuration = LeNetHyperparametersTest.configuration(
                "optimizer", Value.of(optimizer),
                "learning_rate", Value.of(0.002),
                "dropout", Value.of(0.3),
                "weight_decay", Value.of(1e-3),
                "schedule", Value.of("onecycle"),
                "schedule_epochs", Value.of(3),
                "shift", Value.of(2),
                "flip", Value.of(0.5),
                "erasing", Value.of(0.2));
        byte[] unbroken;
        try (var training = begin(engine, configuration, 7, 0, Optional.empty())) {
            training.epoch(1, StopSignal.NEVER);
            training.epoch(2, StopSignal.NEVER);
            training.epoch(3, StopSignal.NEVER);
            unbroken = bytes(training);
        }
        byte[] paused;
        try (var training = begin(engine, configuration, 7, 0, Optional.empty())) {
            training.epoch(1, StopSignal.NEVER);
            paused = bytes(training);
        }
        try (var training = begin(engine, configuration, 7, 1, Optional.of(paused))) {
            training.epoch(2, StopSignal.NEVER);
            training.epoch(3, StopSignal.NEVER);
            assertThat(bytes(training)).isEqualTo(unbroken);
        }
        assertThat(LeNetCheckpoint.read("it", unbroken).card().iterations()).isEqualTo(3 * 7);
    }

    @Test
    void twoTrialsAtOnceEndWithTheBitsOfEachAlone() throws Exception {
        var configurations = List.of(
                LeNetHyperparametersTest.configuration("dropout", Value.of(0.3)),
                LeNetHyperparametersTest.configuration("optimizer", Value.of("adam"), "dropout", Value.of(0.1)));
        var alone = new ArrayList<byte[]>();
        for (var configuration : configurations) {
            alone.add(twoEpochs(configuration));
        }
        var threads = Executors.newFixedThreadPool(2);
        try {
            var together = new ArrayList<Future<byte[]>>();
            for (var configuration : configurations) {
                together.add(threads.submit(() -> twoEpochs(configuration)));
            }
            assertThat(together.get(0).get()).isEqualTo(alone.get(0));
            assertThat(together.get(1).get()).isEqualTo(alone.get(1));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void parametersAreCountedWhereAStudyNamesThem() throws Exception {
        var start = new TrialStart(3, new Configuration(Map.of()), 1, 0, 1, Optional.empty(), List.of());
        try (var training = SMALL.counting().begin(start)) {
            // 6 x (25 + 1) + 16 x (6 x 25 + 1) + 120 x (256 + 1) + 84 x (120 + 1) + 10 x (84 + 1)
            assertThat(training.epoch(1, StopSignal.NEVER).value("parameters")).isEqualTo(44_426);
        }
        try (var training = SMALL.begin(start)) {
            assertThat(training.epoch(1, StopSignal.NEVER).find("parameters")).isEmpty();
        }
    }

    private static byte[] twoEpochs(Configuration configuration) throws Exception {
        try (var training = begin(configuration, 5, 0, Optional.empty())) {
            training.epoch(1, StopSignal.NEVER);
            training.epoch(2, StopSignal.NEVER);
            return bytes(training);
        }
    }

    @Test
    void aCheckpointOfAnotherEpochNetOrOptimizerIsRefused() throws Exception {
        byte[] saved;
        try (var training = begin(new Configuration(Map.of()), 1, 0, Optional.empty())) {
            training.epoch(1, StopSignal.NEVER);
            saved = bytes(training);
        }
        assertThatThrownBy(() -> begin(new Configuration(Map.of()), 1, 2, Optional.of(saved)))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("the checkpoint of trial 3 after epoch 2 was made after epoch 1");
        for (var other : List.of(
                LeNetHyperparametersTest.configuration("dense1_units", Value.of(121)),
                LeNetHyperparametersTest.configuration("optimizer", Value.of("adagrad")))) {
            assertThatThrownBy(() -> begin(other, 1, 1, Optional.of(saved)))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("is of a net or optimizer other than its configuration's (" + other + ")");
        }
    }

    @Test
    void theSameSeedMeasuresTheSameAndAnotherDoesNot() throws Exception {
        var configuration = new Configuration(Map.of());
        try (var first = begin(configuration, 1, 0, Optional.empty())) {
            var metrics = first.epoch(1, StopSignal.NEVER);
            assertThat(metrics.values().keySet())
                    .containsExactly("train_loss", "validation_accuracy", "validation_loss");
            try (var second = begin(configuration, 1, 0, Optional.empty());
                    var third = begin(configuration, 2, 0, Optional.empty())) {
                assertThat(second.epoch(1, StopSignal.NEVER)).isEqualTo(metrics);
                assertThat(third.epoch(1, StopSignal.NEVER)).isNotEqualTo(metrics);
            }
        }
    }

    @Test
    void itLearns() throws Exception {
        var configuration =
                LeNetHyperparametersTest.configuration("batch_size", Value.of(16), "learning_rate", Value.of(0.02));
        try (var training = begin(configuration, 1, 0, Optional.empty())) {
            double first = training.epoch(1, StopSignal.NEVER).value("validation_loss");
            for (int epoch = 2; epoch < 6; epoch++) {
                training.epoch(epoch, StopSignal.NEVER);
            }
            var last = training.epoch(6, StopSignal.NEVER);
            assertThat(last.value("validation_loss")).isLessThan(0.7 * first);
            assertThat(last.value("validation_accuracy")).isGreaterThan(0.6);
        }
    }

    @Test
    void aStopIsSeenBetweenMinibatchesAndLeavesTheLastWholeEpochInTheSnapshot() throws Exception {
        var configuration = new Configuration(Map.of());
        try (var training = begin(configuration, 1, 0, Optional.empty())) {
            training.epoch(1, StopSignal.NEVER);
            byte[] before = bytes(training);
            var asked = new AtomicInteger();
            assertThatThrownBy(() -> training.epoch(2, () -> asked.incrementAndGet() == 4))
                    .isInstanceOf(StoppedException.class);
            assertThat(asked).hasValue(4);
            assertThat(bytes(training)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"vector, sgd", "vector, adam", "vector, rmsprop", "dl4j, sgd", "dl4j, adam"})
    void aHopelessLearningRateIsNoticedWithin50Steps(String engine, String optimizer) throws Exception {
        var configuration = LeNetHyperparametersTest.configuration(
                "optimizer", Value.of(optimizer), "learning_rate", Value.of(900.0), "batch_size", Value.of(4));
        var steps = new AtomicInteger();
        try (var training = begin(engine, configuration, 1, 0, Optional.empty())) {
            assertThatThrownBy(() -> training.epoch(1, () -> steps.incrementAndGet() < 0))
                    .isInstanceOf(DivergedException.class);
        }
        assertThat(steps).hasValueBetween(1, 50);
    }

    @Test
    void balancedWeightsOfBalancedClassesChangeNothingButRounding() throws Exception {
        var even = LeNetHyperparametersTest.configuration("class_weights", Value.of("balanced"));
        try (var plain = begin(new Configuration(Map.of()), 1, 0, Optional.empty());
                var weighted = begin(even, 1, 0, Optional.empty())) {
            double loss = plain.epoch(1, StopSignal.NEVER).value("train_loss");
            assertThat(weighted.epoch(1, StopSignal.NEVER).value("train_loss"))
                    .isCloseTo(loss, org.assertj.core.api.Assertions.within(1e-3));
        }
    }

    @Test
    void classWeightsMustBeTenNumbersFromZeroUp() {
        assertThatThrownBy(() -> new LeNetObjective("fashion-mnist-sample", "", "", 0.2, new double[3]))
                .hasMessage("class_weights has 3 numbers: 10, one a class, would be right");
        assertThatThrownBy(() -> new LeNetObjective(
                        "fashion-mnist-sample", "", "", 0.2, new double[] {1, 1, 1, -1, 1, 1, 1, 1, 1, 1}))
                .hasMessage("class_weights has -1.0: numbers from 0 up would be right");
    }

    @Test
    void otherDataThanTheDriversIsRefused() {
        var pinned = SMALL.pinned();
        assertThat(pinned.digest()).hasSize(64);
        assertThat(pinned.images().digest()).isEqualTo(pinned.digest());
        var other = new LeNetObjective(pinned.dataset(), "", "0".repeat(64), 0.2, new double[0]);
        assertThatThrownBy(other::images)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("they must be the same");
    }

    static Training begin(Configuration configuration, long seed, int from, Optional<byte[]> checkpoint) {
        return begin("auto", configuration, seed, from, checkpoint);
    }

    static Training begin(
            String engine, Configuration configuration, long seed, int from, Optional<byte[]> checkpoint) {
        return new LeNetObjective(SMALL.dataset(), "", "", SMALL.validation(), new double[0], engine)
                .begin(new TrialStart(3, configuration, seed, from, 9, checkpoint, List.of()));
    }

    static byte[] bytes(Training training) throws IOException {
        var out = new ByteArrayOutputStream();
        training.snapshot().writeTo(out);
        return out.toByteArray();
    }
}
