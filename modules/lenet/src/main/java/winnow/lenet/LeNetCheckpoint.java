package winnow.lenet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The whole state of a training after an epoch, and at the same time the saved model.
 *
 * <p>Written as a zip that DL4J's {@code ModelSerializer} restores (configuration.json, coefficients.bin,
 * updaterState.bin), with one more entry, {@code winnow.txt}: the {@link ModelCard}. Read from the card and the numbers
 * only: the net is built from its hyperparameters, so that nothing in a file can name a class to load, and every length
 * is known before it is read.
 *
 * @param card what the model says about itself
 * @param parameters in the order of {@link LeNet#blocks}
 * @param state of the optimizer; one or two numbers a parameter
 */
record LeNetCheckpoint(ModelCard card, float[] parameters, float[] state) {
    private static final String CARD = "winnow.txt";
    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";
    private static final String STATE = "updaterState.bin";
    private static final int MOST_CARD = 1 << 16;
    private static final int MOST_ENTRIES = 16;

    int epoch() {
        return card.epoch();
    }

    /** Sets the optimizer's state and the counts of a net that was made of these parameters. */
    void restore(MultiLayerNetwork net) {
        try (var array = Nd4j.createFromArray(state)) {
            net.getUpdater(true).setStateViewArray(null, array, false);
        }
        net.setIterationCount(card.iterations());
        net.setEpochCount(card.epoch());
    }

    void writeTo(OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out);
        // Floats hardly shrink.
        zip.setLevel(Deflater.NO_COMPRESSION);
        put(zip, CARD, card.text().getBytes(StandardCharsets.UTF_8));
        put(zip, CONFIGURATION, configuration().getBytes(StandardCharsets.UTF_8));
        put(zip, COEFFICIENTS, VectorFile.write(parameters));
        put(zip, STATE, VectorFile.write(state));
        zip.finish();
    }

    /** The first of a JVM loads ND4J, on which DL4J's configurations depend. */
    private String configuration() {
        NativeBackend.prepare();
        var configuration = LeNet.served(card.hyperparameters(), card.classWeights(), card.stepsPerEpoch());
        configuration.setIterationCount(card.iterations());
        configuration.setEpochCount(card.epoch());
        return configuration.toJson();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /**
     * Reads what {@link #writeTo} wrote.
     *
     * @param name what to call it in a message
     * @throws CheckpointException if it is something else, or damaged
     */
    static LeNetCheckpoint read(String name, byte[] content) {
        try {
            var entries = entries(content);
            var text = new String(required(entries, CARD), StandardCharsets.UTF_8);
            var card = ModelCard.parse(text);
            int size = LeNet.size(card.hyperparameters());
            return new LeNetCheckpoint(
                    card,
                    VectorFile.read(required(entries, COEFFICIENTS), size),
                    VectorFile.read(
                            required(entries, STATE),
                            Math.multiplyExact(
                                    size, card.hyperparameters().optimizer().states())));
        } catch (IOException | IllegalArgumentException damaged) {
            throw new CheckpointException(
                    name + " is no saved LeNet-5 of Winnow, or damaged: " + damaged.getMessage(), damaged);
        }
    }

    /** The entries that matter. None is longer than the whole file, since none is compressed. */
    private static Map<String, byte[]> entries(byte[] content) throws IOException {
        var entries = new HashMap<String, byte[]>();
        var zip = new ZipInputStream(new ByteArrayInputStream(content));
        int count = 0;
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (++count > MOST_ENTRIES) {
                throw new IOException("it has more than " + MOST_ENTRIES + " entries");
            }
            int most = entry.getName().equals(CARD) ? MOST_CARD : content.length;
            byte[] bytes = zip.readNBytes(most);
            if (zip.read() >= 0) {
                throw new IOException("its entry " + entry.getName() + " is longer than " + most + " bytes");
            }
            entries.put(entry.getName(), bytes);
        }
        return entries;
    }

    private static byte[] required(Map<String, byte[]> entries, String name) throws IOException {
        var bytes = entries.get(name);
        if (bytes == null) {
            throw new IOException("it has no entry " + name);
        }
        return bytes;
    }
}
