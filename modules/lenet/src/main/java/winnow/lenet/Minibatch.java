package winnow.lenet;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import winnow.data.LabelledImages;
import winnow.kernel.ImageVariation;

/** Arrays for minibatches of one size, filled again for each: n x 1 x 28 x 28 pixels and n x 10 one-hot labels. */
final class Minibatch implements AutoCloseable {
    private static final int PIXELS = 28 * 28;

    private final int size;
    private final INDArray images;
    private final INDArray labels;
    private final FloatBuffer imageBuffer;
    private final FloatBuffer labelBuffer;
    private final float[] pixels;
    private final float[] oneHot;
    private final byte[] varied = new byte[PIXELS];

    Minibatch(int size) {
        this.size = size;
        images = Nd4j.create(DataType.FLOAT, size, 1, 28, 28);
        labels = Nd4j.create(DataType.FLOAT, size, LeNet.CLASSES);
        imageBuffer = images.data().asNioFloat();
        labelBuffer = labels.data().asNioFloat();
        pixels = new float[size * PIXELS];
        oneHot = new float[size * LeNet.CLASSES];
    }

    int size() {
        return size;
    }

    INDArray images() {
        return images;
    }

    INDArray labels() {
        return labels;
    }

    /** Fills the arrays with images {@code order[at] ... order[at + size - 1]}, as they are. */
    void fill(LabelledImages source, int[] order, int at, float[] scale) {
        for (int i = 0; i < size; i++) {
            source.copy(order[at + i], scale, pixels, i * PIXELS);
        }
        put(source, order, at);
    }

    /** Fills the arrays with images {@code order[at] ... order[at + size - 1]}, varied as in step {@code step}. */
    void fill(LabelledImages source, int[] order, int at, float[] scale, ImageVariation variation, long step) {
        if (!variation.active()) {
            fill(source, order, at, scale);
            return;
        }
        for (int i = 0; i < size; i++) {
            int start = (source.from() + order[at + i]) * PIXELS;
            variation.vary(source.pixels(), start, step, i, varied, 0);
            for (int k = 0; k < PIXELS; k++) {
                pixels[i * PIXELS + k] = scale[varied[k] & 0xFF];
            }
        }
        put(source, order, at);
    }

    private void put(LabelledImages source, int[] order, int at) {
        Arrays.fill(oneHot, 0);
        for (int i = 0; i < size; i++) {
            oneHot[i * LeNet.CLASSES + source.label(order[at + i])] = 1;
        }
        imageBuffer.clear().put(pixels);
        labelBuffer.clear().put(oneHot);
    }

    @Override
    public void close() {
        images.close();
        labels.close();
    }
}
