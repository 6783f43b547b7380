package winnow.kernel;

import java.util.List;
import java.util.stream.IntStream;

/** The dense layers: features to logits, and the gradient of the logits back to that of the features. */
final class DenseStack {
    private static final int BLOCK = Lanes.BLOCK;

    final DenseLayer[] layers;
    /** Gradient of the features, {@code [padded F][columns]}. */
    final float[] dFeatures;

    private final Activations activations;
    private final Dropout dropout;
    /** What each layer puts out, after the activation: {@code [Bp][Up]}. */
    private final float[][] values;
    /** What the next layer sees of it: the same array unless units are dropped. */
    private final float[][] outputs;

    private final float[][] factors;
    /** Gradient of what each layer puts out before the activation: {@code [Bp][Up]}. */
    private final float[][] gradients;
    /** The same transposed, {@code [Up][columns]}. */
    private final float[][] transposed;

    /** Space for minibatches of up to {@code batch} images. */
    DenseStack(LeNetShape shape, int states, int batch, Dropout dropout) {
        List<ParameterTensor> tensors = shape.tensors();
        int count = shape.dense().size();
        int padded = Lanes.padded(batch);
        this.activations = new Activations(shape.activation());
        this.dropout = dropout;
        layers = IntStream.range(0, count)
                .mapToObj(i -> new DenseLayer(tensors.get(4 + 2 * i), tensors.get(5 + 2 * i), states))
                .toArray(DenseLayer[]::new);
        values = space(padded);
        outputs = dropout.active() ? space(padded) : values;
        factors = dropout.active() ? space(padded) : values;
        gradients = space(padded);
        transposed = space(padded);
        dFeatures = new float[padded * Lanes.padded(shape.features())];
    }

    private float[][] space(int images) {
        float[][] space = new float[layers.length][];
        for (int i = 0; i < layers.length; i++) {
            space[i] = new float[images * layers[i].paddedUnits];
        }
        return space;
    }

    /**
     * Features to logits.
     *
     * @param features {@code [F][columns]}
     * @param step of the training, or below 0 if nothing is to be dropped
     * @return {@code [images][padded classes]}
     */
    float[] forward(float[] features, int images, int columns, long step) {
        boolean drop = dropout.active() && step >= 0;
        int last = layers.length - 1;
        float[] x = features;
        int feature = columns;
        int image = 1;
        for (int i = 0; i <= last; i++) {
            layers[i].forward(x, feature, image, images, values[i]);
            x = values[i];
            feature = 1;
            image = layers[i].paddedUnits;
            if (i < last) {
                activations.apply(x, images * image);
            }
            if (i < last && drop) {
                dropout.draw(step, i, factors[i], images * image);
                Elementary.multiply(values[i], factors[i], outputs[i], images * image);
                x = outputs[i];
            }
        }
        return x;
    }

    /** Where the gradient of the logits goes: {@code [images][padded classes]}. */
    float[] logitGradient() {
        return gradients[layers.length - 1];
    }

    /** Where the gradient of the logits goes, transposed: {@code [classes][columns]}. */
    float[] logitGradientTransposed() {
        return transposed[layers.length - 1];
    }

    /** From the gradient of the logits to that of all layers and of the features. */
    void backward(int images, int columns) {
        for (int i = layers.length - 1; i > 0; i--) {
            layers[i].inputGradient(transposed[i], columns, transposed[i - 1]);
            throughActivation(i - 1, images, columns);
        }
        layers[0].inputGradient(transposed[0], columns, dFeatures);
    }

    /** Moves all parameters. */
    void update(float[] features, int images, int columns, OptimizerStep step) {
        for (int i = layers.length - 1; i > 0; i--) {
            layers[i].update(outputs[i - 1], 1, layers[i - 1].paddedUnits, images, gradients[i], step);
        }
        layers[0].update(features, columns, 1, images, gradients[0], step);
    }

    /** From the transposed gradient of what layer {@code i} gave the next one to both gradients of its sums. */
    private void throughActivation(int i, int images, int columns) {
        int wide = layers[i].paddedUnits;
        int units = layers[i].units;
        transpose(transposed[i], columns, units, images, gradients[i], wide);
        if (dropout.active()) {
            Elementary.multiply(gradients[i], factors[i], gradients[i], images * wide);
        }
        activations.timesSlope(values[i], gradients[i], images * wide);
        transpose(gradients[i], wide, images, units, transposed[i], columns);
    }

    /** {@code to[c][r] = from[r][c]}, in blocks of 16 columns, lest lines of the cache be fetched again and again. */
    private static void transpose(float[] from, int fromStep, int rows, int columns, float[] to, int toStep) {
        for (int block = 0; block < columns; block += BLOCK) {
            int end = Math.min(columns, block + BLOCK);
            for (int r = 0; r < rows; r++) {
                for (int c = block; c < end; c++) {
                    to[c * toStep + r] = from[r * fromStep + c];
                }
            }
        }
    }
}
