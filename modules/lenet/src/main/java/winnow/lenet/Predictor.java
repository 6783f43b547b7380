package winnow.lenet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import winnow.data.Idx;
import winnow.data.LabelledImages;

/**
 * A saved model that classifies images. For one thread at a time; {@link #close} frees its native memory.
 */
public final class Predictor implements AutoCloseable {
    private static final long MOST_BYTES = 1L << 30;
    private static final int CHUNK = 200;

    private final ModelCard card;
    private final MultiLayerNetwork net;
    private final float[] scale = LeNet.scale();

    private Predictor(LeNetCheckpoint checkpoint) {
        card = checkpoint.card();
        net = LeNet.net(card.hyperparameters(), card.classWeights(), card.stepsPerEpoch(), 0, checkpoint.parameters());
    }

    /**
     * Loads a saved model, for example a study's winner.
     *
     * @throws CheckpointException if it is missing, something else, or damaged
     */
    public static Predictor load(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException(
                        "it has " + Files.size(file) + " bytes: at most " + MOST_BYTES + " would be right");
            }
            return load(file.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException missing) {
            throw new CheckpointException("there is no file " + file, missing);
        } catch (IOException unreadable) {
            throw new CheckpointException(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Loads a saved model from memory; {@code name} is what messages call it. */
    public static Predictor load(String name, byte[] content) {
        NativeBackend.prepare();
        return new Predictor(LeNetCheckpoint.read(name, content));
    }

    /** What the model says about itself: hyperparameters, data, epochs, engine; as in its entry {@code winnow.txt}. */
    public Map<String, String> facts() {
        return card.facts();
    }

    /** Names of the classes, in the order of their labels. */
    public List<String> classes() {
        return card.classes();
    }

    /**
     * Classifies the images of an IDX file, plain or packed, in their order.
     *
     * @throws winnow.data.IdxException if it is no such file
     */
    public List<Prediction> idx(Path file) {
        byte[] pixels = Idx.images(file);
        return predict(pixels, false);
    }

    /**
     * Classifies a picture of any size, see {@link Picture} for how it is made to fit.
     *
     * @throws PictureException if it cannot be read
     */
    public Prediction picture(Path file) {
        var picture = Picture.read(file);
        return predict(picture.levels(), picture.inverted()).get(0);
    }

    /** Classifies a file: pictures by their first bytes (PNG, JPEG, GIF, BMP), anything else as IDX. */
    public List<Prediction> file(Path file) {
        return isPicture(file) ? List.of(picture(file)) : idx(file);
    }

    private static boolean isPicture(Path file) {
        try (var in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(4);
            int first = head.length < 2 ? 0 : (head[0] & 0xFF) << 8 | (head[1] & 0xFF);
            return first == 0x8950 || first == 0xFFD8 || first == 0x4749 || first == 0x424D;
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Classifies images, 784 unsigned bytes each. */
    List<Prediction> predict(byte[] pixels, boolean inverted) {
        int count = pixels.length / Idx.PIXELS;
        var images = LabelledImages.of("images", pixels, new byte[count]);
        int[] order = IntStream.range(0, count).toArray();
        var predictions = new ArrayList<Prediction>(count);
        for (int at = 0; at < count; at += CHUNK) {
            int size = Math.min(CHUNK, count - at);
            float[] logits = Evaluation.logits(net, images, order, at, size, scale);
            for (int i = 0; i < size; i++) {
                predictions.add(prediction(logits, i * LeNet.CLASSES, inverted));
            }
        }
        return predictions;
    }

    private Prediction prediction(float[] logits, int at, boolean inverted) {
        var ranked = IntStream.range(0, LeNet.CLASSES)
                .mapToObj(c -> new Prediction.Likelihood(
                        card.classes().get(c), Math.exp(-SoftmaxCrossEntropy.loss(logits, at, LeNet.CLASSES, c))))
                .sorted(Comparator.comparingDouble(Prediction.Likelihood::probability)
                        .reversed())
                .toList();
        return new Prediction(ranked.get(0).name(), ranked, inverted);
    }

    @Override
    public void close() {
        Networks.free(net);
    }
}
