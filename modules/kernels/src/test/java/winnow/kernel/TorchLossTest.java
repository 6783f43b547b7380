package winnow.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The losses of 100 steps against those that PyTorch 1.13 had from the same weights and images; {@code torch_losses.py}
 * recorded them.
 */
class TorchLossTest {
    private static final int BATCH = 20;
    private static final int IMAGES = 240;
    private static final double TOLERANCE = 1e-3;

    static Stream<String> recorded() throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(
                TorchLossTest.class.getResourceAsStream("torch_losses.csv"), StandardCharsets.UTF_8))) {
            return lines.lines().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void followsTorchOver100Steps(String line) {
        String[] fields = line.split(",");
        var shape = shape(fields[0]);
        var trainer = new LeNetTrainer(shape, rule(fields[0]), BATCH, 1);
        trainer.read(weights(shape), new float[trainer.stateSize()], 0);
        byte[] labels = labels(shape.classes());
        byte[] pixels = pixels(labels);
        int[] order = new int[BATCH];
        assertThat(fields).hasSize(101);
        for (int step = 0; step < 100; step++) {
            for (int n = 0; n < BATCH; n++) {
                order[n] = (step * BATCH + n) % IMAGES;
            }
            double loss = trainer.step(pixels, labels, order, 0, BATCH);
            assertThat(loss).as("step %d of %s", step, fields[0]).isCloseTo(expected(fields, step), within(TOLERANCE));
        }
    }

    private static double expected(String[] fields, int step) {
        return Double.parseDouble(fields[step + 1]);
    }

    private static LeNetShape shape(String name) {
        return switch (name) {
            case "elu" -> new LeNetShape(5, 9, 3, Pooling.MAX, List.of(33, 7), Activation.ELU);
            case "leaky" -> new LeNetShape(7, 13, 5, Pooling.AVERAGE, List.of(5), Activation.LEAKY_RELU);
            case "tanh" -> new LeNetShape(3, 18, 3, Pooling.AVERAGE, List.of(50, 40, 10), Activation.TANH);
            case "tanhmax" -> new LeNetShape(3, 18, 5, Pooling.MAX, List.of(50, 40, 10), Activation.TANH);
            default -> LeNetShape.STANDARD;
        };
    }

    private static TrainingRule rule(String name) {
        var sgd = TrainingRule.of(Optimizer.SGD, 0.05);
        return switch (name) {
            case "momentum" -> TrainingRule.of(Optimizer.MOMENTUM, 0.01).withWeightDecay(0.01);
            case "nesterov" -> TrainingRule.of(Optimizer.NESTEROV, 0.01).withWeightDecay(0.01);
            case "adam" ->
                TrainingRule.of(Optimizer.ADAM, 0.001).withBetas(0.8, 0.99).withWeightDecay(0.01);
            case "adamw" -> TrainingRule.of(Optimizer.ADAMW, 0.001).withWeightDecay(0.1);
            case "adagrad" -> TrainingRule.of(Optimizer.ADAGRAD, 0.005).withWeightDecay(0.01);
            case "rmsprop" -> TrainingRule.of(Optimizer.RMSPROP, 0.0003).withWeightDecay(0.01);
            case "decay" -> sgd.withSchedule(new Schedule.Decay(20, 0.5));
            case "cosine" -> sgd.withSchedule(new Schedule.Cosine(80, 0.1));
            case "cycle" ->
                TrainingRule.of(Optimizer.MOMENTUM, 0.05).withMomentum(0.8).withSchedule(new Schedule.OneCycle(101));
            case "warmup" -> sgd.withSchedule(new Schedule.WarmUp(30, 0.1, Schedule.CONSTANT));
            case "smooth" -> sgd.withLabelSmoothing(0.1);
            case "weights" ->
                sgd.withLabelSmoothing(0.2).withClassWeights(List.of(0.5, 1.0, 1.5, 2.0, 0.5, 1.0, 1.5, 2.0, 0.5, 1.0));
            case "tanhmax" -> TrainingRule.of(Optimizer.ADAM, 0.001);
            default -> sgd;
        };
    }

    private static float[] weights(LeNetShape shape) {
        float[] weights = new float[shape.parameters()];
        double bound = 0;
        for (var tensor : shape.tensors()) {
            if (tensor.dimensions().size() > 1) {
                bound = 1
                        / Math.sqrt(tensor.size() / (double) tensor.dimensions().get(0));
            }
            for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
                weights[i] = (float) ((2 * CounterStream.unit(3, i) - 1) * bound);
            }
        }
        return weights;
    }

    private static byte[] labels(int classes) {
        byte[] labels = new byte[IMAGES];
        for (int n = 0; n < IMAGES; n++) {
            labels[n] = (byte) ((CounterStream.bits(1, n) >>> 33) % classes);
        }
        return labels;
    }

    private static byte[] pixels(byte[] labels) {
        byte[] pixels = new byte[IMAGES * LeNetShape.PIXELS];
        for (int i = 0; i < pixels.length; i++) {
            int label = labels[i / LeNetShape.PIXELS];
            int row = i % LeNetShape.PIXELS / LeNetShape.SIDE;
            int column = i % LeNetShape.SIDE;
            int stripe = ((row + 3 * label) / 4 + column / (label + 1)) % 2;
            pixels[i] = (byte) ((CounterStream.bits(2, i) >>> 57) + 128L * stripe);
        }
        return pixels;
    }
}
