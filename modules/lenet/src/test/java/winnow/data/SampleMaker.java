package winnow.data;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the bundled sample from the whole of Fashion-MNIST.
 *
 * <p>The rule: image {@code 10 k + c} of the sample is the {@code k}-th image of class {@code c}, in the order of the
 * official file; 600 rounds of ten classes for training, 100 for the test. So any run of whole tens is balanced exactly,
 * wherever training and validation part.
 *
 * <p>Run from the project's root: {@code java -cp ... winnow.data.SampleMaker FOLDER_OF_FASHION_MNIST TARGET_FOLDER}.
 */
final class SampleMaker {
    static final int TRAIN_ROUNDS = 600;
    static final int TEST_ROUNDS = 100;

    private SampleMaker() {}

    public static void main(String[] arguments) throws IOException {
        var from = Path.of(arguments[0]);
        var to = Files.createDirectories(Path.of(arguments[1]));
        write(to, "train", FashionMnist.in(from).train(), TRAIN_ROUNDS);
        write(to, "t10k", FashionMnist.in(from).test(), TEST_ROUNDS);
    }

    /** Which image of the file is each image of the sample. */
    static int[] chosen(LabelledImages all, int rounds) {
        int classes = FashionMnist.CLASSES.size();
        int[] chosen = new int[rounds * classes];
        int[] seen = new int[classes];
        for (int i = 0; i < all.count(); i++) {
            int label = all.label(i);
            int round = seen[label]++;
            if (round < rounds) {
                chosen[round * classes + label] = i;
            }
        }
        return chosen;
    }

    private static void write(Path folder, String prefix, LabelledImages all, int rounds) throws IOException {
        int[] chosen = chosen(all, rounds);
        var images = new ByteArrayOutputStream();
        var labels = new ByteArrayOutputStream();
        var imagesOut = new DataOutputStream(images);
        var labelsOut = new DataOutputStream(labels);
        for (int word : new int[] {0x0803, chosen.length, Idx.SIDE, Idx.SIDE}) {
            imagesOut.writeInt(word);
        }
        for (int word : new int[] {0x0801, chosen.length}) {
            labelsOut.writeInt(word);
        }
        for (int i : chosen) {
            for (int k = 0; k < Idx.PIXELS; k++) {
                images.write(all.pixel(i, k));
            }
            labels.write(all.label(i));
        }
        pack(folder.resolve(prefix + "-images-idx3-ubyte.gz"), images.toByteArray());
        pack(folder.resolve(prefix + "-labels-idx1-ubyte.gz"), labels.toByteArray());
    }

    private static void pack(Path file, byte[] content) throws IOException {
        try (var out = new GZIPOutputStream(Files.newOutputStream(file)) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            out.write(content);
        }
    }
}
