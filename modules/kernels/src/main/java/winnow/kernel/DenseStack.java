package winnow.kernel;

import java.util.List;
import java.util.stream.IntStream;

/** The dense layers: features to logits, and the gradient of the logits back to that of the features. */
final class DenseStack {
    final DenseLayer[] layers;

    /** What each layer puts out, after the activation: {@code [Bp][Up]}. */
    private final float[][] values;
    /** Gradient of what each layer puts out before the activation: {@code [Bp][Up]}. */
    private final float[][] gradients;
    /** The same transposed, {@code [Up][columns]}. */
    private final float[][] transposed;
    /** Gradient of the features, {@code [padded F][columns]}. */
    final float[] dFeatures;

    /** Space for minibatches of up to {@code batch} images. */
    DenseStack(LeNetShape shape, int states, int batch) {
        List<ParameterTensor> tensors = shape.tensors();
        int count = shape.dense().size();
        int padded = Lanes.padded(batch);
        layers = IntStream.range(0, count)
                .mapToObj(i -> new DenseLayer(tensors.get(4 + 2 * i), tensors.get(5 + 2 * i), states))
                .toArray(DenseLayer[]::new);
        values = new float[count][];
        gradients = new float[count][];
        transposed = new float[count][];
        for (int i = 0; i < count; i++) {
            int size = padded * layers[i].paddedUnits;
            values[i] = new float[size];
            gradients[i] = new float[size];
            transposed[i] = new float[size];
        }
        dFeatures = new float[padded * Lanes.padded(shape.features())];
    }

    /**
     * Features to logits.
     *
     * @param features {@code [F][columns]}
     * @return {@code [images][padded classes]}
     */
    float[] forward(float[] features, int images, int columns) {
        float[] x = features;
        int feature = columns;
        int image = 1;
        for (int i = 0; i < layers.length; i++) {
            layers[i].forward(x, feature, image, images, values[i]);
            x = values[i];
            feature = 1;
            image = layers[i].paddedUnits;
            if (i < layers.length - 1) {
                relu(x, images * image);
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
            slope(i - 1, images, columns);
        }
        layers[0].inputGradient(transposed[0], columns, dFeatures);
    }

    /** Moves all parameters. */
    void update(float[] features, int images, int columns, OptimizerStep step) {
        for (int i = layers.length - 1; i > 0; i--) {
            layers[i].update(values[i - 1], 1, layers[i - 1].paddedUnits, images, gradients[i], step);
        }
        layers[0].update(features, columns, 1, images, gradients[0], step);
    }

    /** Through the activation: the transposed gradient in place, and its transpose. */
    private void slope(int i, int images, int columns) {
        float[] v = values[i];
        float[] g = gradients[i];
        float[] gT = transposed[i];
        int wide = layers[i].paddedUnits;
        for (int u = 0; u < layers[i].units; u++) {
            for (int n = 0; n < images; n++) {
                float d = v[n * wide + u] > 0 ? gT[u * columns + n] : 0;
                g[n * wide + u] = d;
                gT[u * columns + n] = d;
            }
        }
    }

    private static void relu(float[] v, int count) {
        for (int i = 0; i < count; i++) {
            v[i] = Math.max(v[i], 0);
        }
    }
}
