package winnow.lenet;

import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import winnow.data.LabelledImages;

/**
 * How well a net does on images it was not trained on.
 *
 * @param loss mean cross-entropy, each image counting the same, without any penalty
 * @param accuracy share of the images whose class has the largest logit (the first of equal ones)
 */
record Evaluation(double loss, double accuracy) {
    private static final int CHUNK = 200;

    /** Measures a net that ends in logits, in chunks of images. */
    static Evaluation of(MultiLayerNetwork net, LabelledImages images, float[] scale) {
        int[] order = IntStream.range(0, images.count()).toArray();
        double loss = 0;
        int right = 0;
        for (int at = 0; at < order.length; at += CHUNK) {
            int size = Math.min(CHUNK, order.length - at);
            float[] logits = logits(net, images, order, at, size, scale);
            for (int i = 0; i < size; i++) {
                int label = images.label(at + i);
                loss += SoftmaxCrossEntropy.loss(logits, i * LeNet.CLASSES, LeNet.CLASSES, label);
                right += largest(logits, i * LeNet.CLASSES) == label ? 1 : 0;
            }
        }
        return new Evaluation(loss / order.length, (double) right / order.length);
    }

    /** The logits (size x 10, row-major) of images {@code order[at] ... order[at + size - 1]}. */
    static float[] logits(MultiLayerNetwork net, LabelledImages images, int[] order, int at, int size, float[] scale) {
        try (var batch = new Minibatch(size)) {
            batch.fill(images, order, at, scale);
            var output = net.output(batch.images(), false);
            float[] logits = Floats.of(output);
            output.close();
            return logits;
        }
    }

    static int largest(float[] logits, int at) {
        int best = 0;
        for (int j = 1; j < LeNet.CLASSES; j++) {
            best = logits[at + j] > logits[at + best] ? j : best;
        }
        return best;
    }
}
