package winnow.kernel;

import java.util.Arrays;

/**
 * One parameter tensor as the kernels keep it, with its optimizer's state in the same form.
 *
 * <p>Convolution weights and all biases lie as in the public arrays. A dense layer's weights are transposed, so that a row
 * holds what an input contributes to each unit: public {@code [units][inputs]}, here {@code [inputs][Up]}. All arrays are
 * padded by zeros to whole blocks, and stay zero there.
 */
final class Parameter {
    final float[] value;
    /** {@link Optimizer#states()} arrays, each as long as the value. */
    final float[][] state;

    private final int offset;
    private final int rows;
    private final int columns;
    private final int paddedColumns;
    private final boolean transposed;

    private Parameter(
            int offset, int rows, int paddedRows, int columns, int paddedColumns, boolean transposed, int states) {
        this.offset = offset;
        this.rows = rows;
        this.columns = columns;
        this.paddedColumns = paddedColumns;
        this.transposed = transposed;
        this.value = new float[paddedRows * paddedColumns];
        this.state = new float[states][value.length];
    }

    /** A tensor that lies as in the public arrays. */
    static Parameter plain(ParameterTensor tensor, int states) {
        int size = tensor.size();
        return new Parameter(tensor.offset(), 1, 1, size, Lanes.padded(size), false, states);
    }

    /** A dense layer's weights. */
    static Parameter transposed(ParameterTensor tensor, int states) {
        int units = tensor.dimensions().get(0);
        int inputs = tensor.dimensions().get(1);
        return new Parameter(tensor.offset(), inputs, Lanes.padded(inputs), units, Lanes.padded(units), true, states);
    }

    /** Takes the value from an array of all parameters. */
    void read(float[] parameters) {
        read(parameters, offset, value);
    }

    /** Puts the value into an array of all parameters. */
    void write(float[] parameters) {
        write(value, parameters, offset);
    }

    /** Takes the state from an array of {@code states} times all parameters. */
    void readState(float[] all, int parameters) {
        for (int s = 0; s < state.length; s++) {
            read(all, s * parameters + offset, state[s]);
        }
    }

    /** Puts the state into an array of {@code states} times all parameters. */
    void writeState(float[] all, int parameters) {
        for (int s = 0; s < state.length; s++) {
            write(state[s], all, s * parameters + offset);
        }
    }

    private void read(float[] from, int at, float[] to) {
        Arrays.fill(to, 0);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                to[r * paddedColumns + c] = from[at + index(r, c)];
            }
        }
    }

    private void write(float[] from, float[] to, int at) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                to[at + index(r, c)] = from[r * paddedColumns + c];
            }
        }
    }

    private int index(int r, int c) {
        return transposed ? c * rows + r : r * columns + c;
    }
}
