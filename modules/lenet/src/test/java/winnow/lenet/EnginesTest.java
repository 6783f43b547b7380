package winnow.lenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import winnow.data.ImageSet;
import winnow.data.LabelledImages;
import winnow.data.Split;
import winnow.random.RandomStream;
import winnow.space.Configuration;
import winnow.space.Value;

/** The kernels and DL4J train alike. */
@Tag("slow")
class EnginesTest {
    private static final int STEPS = 100;

    /** Images that are nowhere flat, so that no pooling has ties. */
    private static final ImageSet ROUGH = rough();

    private static final String[] NETS = {
        "",
        "kernel_size=3 pooling=average activation=elu dense_layers=1 conv1_channels=5 conv2_channels=9",
        "kernel_size=3 activation=tanh dense_layers=2 dense1_units=33 batch_size=7",
        "pooling=average activation=leaky_relu conv1_channels=18 conv2_channels=3 batch_size=24",
        "activation=elu dropout=0.4 label_smoothing=0.2 class_weights=balanced batch_size=17",
        "shift=3 flip=0.5 rotation=15 erasing=0.5 dropout=0.2 batch_size=4",
        "weight_decay=0.01 pooling=average activation=relu label_smoothing=0.1",
    };

    /** Gentle: steep ones double a rounding error every few steps, in any engine. */
    private static final String[] TRAININGS = {
        "optimizer=sgd momentum=0 learning_rate=0.05 schedule=step step_epochs=1 step_decay=0.5",
        "optimizer=momentum learning_rate=0.003 schedule=cosine schedule_epochs=2 cosine_floor=0.1 weight_decay=0.001",
        "optimizer=nesterov schedule=warmup warmup_epochs=0.4 dropout=0.2 flip=0.5",
        "optimizer=adam learning_rate=0.001 schedule=onecycle schedule_epochs=2 dropout=0.3 shift=2",
        "optimizer=adamw learning_rate=0.001 weight_decay=0.1 label_smoothing=0.1 kernel_size=3",
        "optimizer=adagrad pooling=average activation=tanh learning_rate=0.005 weight_decay=0.001",
        "optimizer=rmsprop learning_rate=0.0001 dense_layers=2 class_weights=balanced activation=elu erasing=0.3",
    };

    static Stream<String> nets() {
        return Arrays.stream(NETS);
    }

    static Stream<String> trainings() {
        return Arrays.stream(TRAININGS);
    }

    @ParameterizedTest
    @MethodSource("nets")
    void gradientsAgree(String options) {
        // After the first step the state of momentum is the gradient.
        var trial = trial(ROUGH, options + " momentum=0.5");
        int[] order = trial.order(1);
        int count = trial.hyperparameters().batchSize();
        try (var vector = engine(Engine.VECTOR, trial, Optional.empty());
                var dl4j = engine(Engine.DL4J, trial, Optional.empty())) {
            assertThat(vector.step(order, 3, count)).isCloseTo(dl4j.step(order, 3, count), within(1e-5));
            float[] found = vector.checkpoint(0).state();
            float[] wanted = dl4j.checkpoint(0).state();
            int at = 0;
            for (var block : LeNet.blocks(trial.hyperparameters())) {
                assertThat(distance(found, wanted, at, block.count()))
                        .as("%s at %d", block, at)
                        .isLessThan(1e-4);
                at += block.count();
            }
            assertThat(at).isEqualTo(wanted.length);
        }
    }

    /** Relative to the norm of {@code wanted}. */
    private static double distance(float[] found, float[] wanted, int at, int count) {
        double difference = 0;
        double norm = 0;
        for (int i = at; i < at + count; i++) {
            difference += Math.pow(found[i] - wanted[i], 2);
            norm += Math.pow(wanted[i], 2);
        }
        return Math.sqrt(difference / norm);
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void lossesOver100StepsAgree(String options) {
        var trial = trial(LeNetTest.images(), options + " batch_size=16");
        int[] order = trial.order(1);
        try (var vector = engine(Engine.VECTOR, trial, Optional.empty());
                var dl4j = engine(Engine.DL4J, trial, Optional.empty())) {
            for (int i = 0; i < STEPS; i++) {
                assertThat(vector.step(order, 16 * i, 16))
                        .as("step %d", i)
                        .isCloseTo(dl4j.step(order, 16 * i, 16), within(1e-3));
            }
            var images = trial.set().test();
            var found = vector.evaluate(images);
            var wanted = dl4j.evaluate(images);
            assertThat(found.loss()).isCloseTo(wanted.loss(), within(2e-3));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "nesterov", "adam", "adamw", "adagrad", "rmsprop"})
    void eitherEngineGoesOnFromTheOthersCheckpoint(String optimizer) {
        var trial = trial(
                LeNetTest.images(),
                "batch_size=16 learning_rate=0.002 weight_decay=0.01 dropout=0.2 optimizer=" + optimizer);
        int[] order = trial.order(1);
        for (var first : List.of(Engine.VECTOR, Engine.DL4J)) {
            LeNetCheckpoint between;
            double[] unbroken;
            try (var engine = engine(first, trial, Optional.empty())) {
                losses(engine, order, 0, 10);
                between = engine.checkpoint(1);
                unbroken = losses(engine, order, 10, 20);
            }
            var second = first == Engine.VECTOR ? Engine.DL4J : Engine.VECTOR;
            try (var engine = engine(second, trial, Optional.of(between))) {
                double[] moved = losses(engine, order, 10, 20);
                for (int i = 0; i < moved.length; i++) {
                    assertThat(moved[i]).isCloseTo(unbroken[i], within(1e-4));
                }
            }
        }
    }

    private static double[] losses(LeNetEngine engine, int[] order, int from, int to) {
        return IntStream.range(from, to)
                .mapToDouble(i -> engine.step(order, 16 * i, 16))
                .toArray();
    }

    @Test
    void theSameNetMeasuresTheSame() {
        var trial = trial(LeNetTest.images(), "batch_size=32");
        int[] order = trial.order(1);
        try (var vector = engine(Engine.VECTOR, trial, Optional.empty())) {
            losses(vector, order, 0, 60);
            try (var dl4j = engine(Engine.DL4J, trial, Optional.of(vector.checkpoint(1)))) {
                for (var images : List.of(trial.validation(), trial.set().test())) {
                    var found = vector.evaluate(images);
                    var wanted = dl4j.evaluate(images);
                    assertThat(found.loss()).isCloseTo(wanted.loss(), within(1e-4));
                    assertThat(found.accuracy()).isCloseTo(wanted.accuracy(), within(1e-4));
                }
            }
        }
    }

    private static LeNetEngine engine(Engine wanted, LeNetTrial trial, Optional<LeNetCheckpoint> from) {
        var choice = EngineChoice.of(wanted, trial, List.of());
        return choice.isVector() ? new VectorEngine(trial, choice, from) : new Dl4jEngine(trial, choice, from);
    }

    private static LeNetTrial trial(ImageSet set, String options) {
        int train = set.train().count();
        return LeNetTrial.of(
                LeNetHyperparameters.of(configuration(options)),
                set,
                new Split(train * 4 / 5, train / 5),
                new double[0],
                11);
    }

    /** Reads {@code name=value name=value}. */
    private static Configuration configuration(String options) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (var option : options.strip().split("\\s+")) {
            if (!option.isEmpty()) {
                var parts = option.split("=");
                values.put(parts[0], value(parts[1]));
            }
        }
        return new Configuration(values);
    }

    private static Value value(String text) {
        if (text.matches("[0-9]+")) {
            return Value.of(Long.parseLong(text));
        }
        return text.matches("[0-9.]+") ? Value.of(Double.parseDouble(text)) : Value.of(text);
    }

    private static ImageSet rough() {
        var random = RandomStream.of(1, "rough images", 0);
        byte[] pixels = new byte[400 * 784];
        byte[] labels = new byte[400];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(256);
        }
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) random.nextInt(i % 2 == 0 ? 10 : 3);
        }
        var images = LabelledImages.of("rough", pixels, labels);
        var classes = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        return new ImageSet("rough", "the test", classes, images, images, "");
    }
}
