package winnow.lenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import winnow.kernel.Kernels;
import winnow.random.RandomStream;
import winnow.space.Value;
import winnow.study.StopSignal;

@Tag("slow")
class LeNetCheckpointTest {
    private static byte[] saved;

    @BeforeAll
    static void train() throws Exception {
        var configuration = LeNetHyperparametersTest.configuration(
                "optimizer", Value.of("adam"),
                "learning_rate", Value.of(0.001),
                "dropout", Value.of(0.2),
                "label_smoothing", Value.of(0.1),
                "schedule", Value.of("cosine"),
                "weight_decay", Value.of(1e-4));
        try (var training = LeNetTrainingTest.begin(configuration, 1, 0, Optional.empty())) {
            training.epoch(1, StopSignal.NEVER);
            saved = LeNetTrainingTest.bytes(training);
        }
    }

    @Test
    void itIsReadBackAsItWas() {
        var checkpoint = LeNetCheckpoint.read("it", saved);
        assertThat(checkpoint.card().hyperparameters().optimizer()).isEqualTo(Optimizer.ADAM);
        assertThat(checkpoint.card().epoch()).isEqualTo(1);
        assertThat(checkpoint.card().iterations()).isEqualTo(7);
        assertThat(checkpoint.card().classes()).startsWith("T-shirt/top").endsWith("Ankle boot");
        assertThat(checkpoint.parameters()).hasSize(44_426);
        assertThat(checkpoint.state()).hasSize(2 * 44_426);
        assertThat(checkpoint.card().facts())
                .containsEntry("engine", Kernels.description())
                .containsEntry("engine_reason", "auto: the kernels cover this configuration")
                .containsEntry("dataset", "fashion-mnist-sample")
                .containsEntry("hyperparameter.dropout", "0.2");
    }

    @Test
    void dl4jRestoresItAndGivesTheSameProbabilities() throws IOException {
        var restored = ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(saved), true);
        assertThat(restored.getIterationCount()).isEqualTo(7);
        assertThat(restored.getEpochCount()).isEqualTo(1);
        var checkpoint = LeNetCheckpoint.read("it", saved);
        assertThat(Floats.of(restored.getUpdater().getStateViewArray())).isEqualTo(checkpoint.state());
        var images = LeNetTest.images().test();
        int[] order = IntStream.range(0, 5).toArray();
        try (var batch = new Minibatch(5);
                var predictor = Predictor.load("it", saved)) {
            batch.fill(images, order, 0, LeNet.scale());
            var probabilities = restored.output(batch.images());
            byte[] pixels = new byte[5 * 784];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) images.pixel(i / 784, i % 784);
            }
            for (int i = 0; i < 5; i++) {
                var prediction = predictor.predict(pixels, false).get(i);
                for (var likelihood : prediction.ranked()) {
                    int c = predictor.classes().indexOf(likelihood.name());
                    assertThat(likelihood.probability()).isCloseTo(probabilities.getDouble(i, c), within(1e-5));
                }
            }
        }
    }

    @Test
    void nd4jReadsAndWritesTheSameVectors() throws IOException {
        float[] values = {1, -2.5f, Float.MIN_VALUE, 4};
        byte[] ours = VectorFile.write(values);
        var read = Nd4j.read(new DataInputStream(new ByteArrayInputStream(ours)));
        assertThat(Floats.of(read)).isEqualTo(values);
        var theirs = new java.io.ByteArrayOutputStream();
        Nd4j.write(Nd4j.createFromArray(values), new java.io.DataOutputStream(theirs));
        assertThat(ours).isEqualTo(theirs.toByteArray());
        assertThat(VectorFile.read(ours, 4)).isEqualTo(values);
    }

    @Test
    void vectorsOfOtherLengthsAreRefused() throws IOException {
        byte[] four = VectorFile.write(new float[4]);
        assertThatThrownBy(() -> VectorFile.read(four, 5))
                .isInstanceOf(IOException.class)
                .hasMessage("its shape has 4 where 5 would be right");
        assertThatThrownBy(() -> VectorFile.read(Arrays.copyOf(four, four.length - 1), 4))
                .hasMessage("it has 15 bytes of elements: 16 would be right");
        assertThatThrownBy(() -> VectorFile.read(Arrays.copyOf(four, four.length + 1), 4))
                .hasMessage("it has 17 bytes of elements: 16 would be right");
    }

    @Test
    void damagedFilesAreRefusedWithAMessage() {
        assertThatThrownBy(() -> LeNetCheckpoint.read("the winner", new byte[10]))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("the winner is no saved LeNet-5 of Winnow, or damaged: it has no entry winnow.txt");
        var random = RandomStream.of(1, "damage", 0);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = Arrays.copyOf(saved, i % 2 == 0 ? saved.length : random.nextInt(saved.length));
            for (int k = 0; damaged.length > 0 && k < 3; k++) {
                damaged[random.nextInt(Math.min(damaged.length, k == 0 ? 2_000 : saved.length))] ^=
                        (byte) (1 + random.nextInt(255));
            }
            assertThatThrownBy(() -> LeNetCheckpoint.read("x", damaged)).isInstanceOf(CheckpointException.class);
        }
    }
}
