package winnow.kernel;

import java.util.Arrays;

/**
 * A dense layer of U units: its parameters and its three products. Values lie image by image, {@code y[B][Up]};
 * gradients lie that way for the weights, and transposed, {@code dyT[Up][Bp]}, for what flows back.
 */
final class DenseLayer {
    /** Gradients of weights are worked out, and used up, this many floats at a time, to stay in the nearest cache. */
    private static final int SLAB = 2048;

    /** Up to so many images the gradient of the inputs is worked out row by row. */
    private static final int FEW = 8;

    final int inputs;
    final int units;
    final int paddedUnits;
    final Parameter weight;
    final Parameter bias;

    private final int slabRows;
    private final float[] slab;
    private final RowProduct rowProduct = new RowProduct();

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
     * @param dy {@code [images][Up]}
     * @param dyT the same transposed, {@code [Up][columns]}
     * @param dxT gets {@code [inputs][columns]}, inputs rounded up to 8; where images end, zeros up to a multiple of 4
     */
    void inputGradient(float[] dy, float[] dyT, int images, int columns, float[] dxT) {
        if (images <= FEW) {
            rowProduct.multiply(weight.value, inputs, paddedUnits, dy, images, dxT, columns);
        } else {
            MatrixProduct.multiply(
                    weight.value,
                    0,
                    paddedUnits,
                    1,
                    inputs,
                    dyT,
                    0,
                    columns,
                    columns,
                    units,
                    Lanes.ZEROS,
                    0,
                    dxT,
                    0,
                    columns);
        }
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
