package winnow.kernel;

import java.util.Arrays;

/**
 * A dense layer of U units: its parameters and its three products. Values lie image by image, {@code y[B][Up]};
 * gradients lie that way for the weights, and transposed, {@code dyT[Up][Bp]}, for what flows back.
 */
final class DenseLayer {
    /** Gradients of weights are worked out, and used up, this many floats at a time, to stay in the nearest cache. */
    private static final int SLAB = 2048;

    final int inputs;
    final int units;
    final int paddedUnits;
    final Parameter weight;
    final Parameter bias;

    private final int slabRows;
    private final float[] slab;

    DenseLayer(ParameterTensor weight, ParameterTensor bias, int states) {
        this.units = weight.dimensions().get(0);
        this.inputs = weight.dimensions().get(1);
        this.paddedUnits = Lanes.padded(units);
        this.weight = Parameter.transposed(weight, states);
        this.bias = Parameter.plain(bias, states);
        this.slabRows = Math.max(MatrixProduct.ROWS, SLAB / paddedUnits / MatrixProduct.ROWS * MatrixProduct.ROWS);
        this.slab = new float[slabRows * paddedUnits];
    }

    /**
     * {@code y = x W + bias}, without activation.
     *
     * @param x value {@code f} of image {@code n} is at {@code f feature + n image}
     * @param y gets {@code [images][Up]}, images rounded up to 8
     */
    void forward(float[] x, int feature, int image, int images, float[] y) {
        MatrixProduct.multiply(
                x,
                0,
                image,
                feature,
                images,
                weight.value,
                0,
                paddedUnits,
                paddedUnits,
                inputs,
                bias.value,
                1,
                y,
                0,
                paddedUnits);
    }

    /**
     * {@code dxT = W dyT}.
     *
     * @param dyT {@code [Up][padded]}
     * @param padded images, rounded up to 16
     * @param dxT gets {@code [inputs][padded]}, inputs rounded up to 8
     */
    void inputGradient(float[] dyT, int padded, float[] dxT) {
        MatrixProduct.multiply(
                weight.value, 0, paddedUnits, 1, inputs, dyT, 0, padded, padded, units, Lanes.ZEROS, 0, dxT, 0, padded);
    }

    /**
     * Works out the gradients of weights and biases, {@code dW = x^T dy}, and moves the parameters.
     *
     * @param x as in {@link #forward}
     * @param dy {@code [images][Up]}
     */
    void update(float[] x, int feature, int image, int images, float[] dy, OptimizerStep step) {
        int rows = weight.value.length / paddedUnits;
        for (int f = 0; f < rows; f += slabRows) {
            int some = Math.min(slabRows, rows - f);
            MatrixProduct.multiply(
                    x,
                    f * feature,
                    feature,
                    image,
                    some,
                    dy,
                    0,
                    paddedUnits,
                    paddedUnits,
                    images,
                    Lanes.ZEROS,
                    0,
                    slab,
                    0,
                    paddedUnits);
            step.apply(weight, f * paddedUnits, slab, some * paddedUnits);
        }
        Arrays.fill(slab, 0, paddedUnits, 0);
        for (int n = 0; n < images; n++) {
            for (int u = 0; u < paddedUnits; u++) {
                slab[u] += dy[n * paddedUnits + u];
            }
        }
        step.apply(bias, 0, slab, paddedUnits);
    }
}
