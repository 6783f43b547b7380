package winnow.kernel;

import java.util.Arrays;

/** The parameters of both convolutions, and their gradients: of each lane while blocks are worked off, then summed. */
final class ConvolutionParameters {
    final Parameter weight1;
    final Parameter bias1;
    final Parameter weight2;
    final Parameter bias2;

    /** {@code [C1][padded taps][16]}, {@code [C1][16]}, and the same of the second convolution. */
    final float[] lanes1;

    final float[] biasLanes1;
    final float[] lanes2;
    final float[] biasLanes2;

    private final int taps1;
    private final int taps2;
    private final float[] sums;

    ConvolutionParameters(LeNetShape shape, int states) {
        var tensors = shape.tensors();
        weight1 = Parameter.plain(tensors.get(0), states);
        bias1 = Parameter.plain(tensors.get(1), states);
        weight2 = Parameter.plain(tensors.get(2), states);
        bias2 = Parameter.plain(tensors.get(3), states);
        taps1 = shape.kernel() * shape.kernel();
        taps2 = shape.conv1() * taps1;
        lanes1 = new float[shape.conv1() * padded(taps1) * Lanes.BLOCK];
        biasLanes1 = new float[shape.conv1() * Lanes.BLOCK];
        lanes2 = new float[shape.conv2() * padded(taps2) * Lanes.BLOCK];
        biasLanes2 = new float[shape.conv2() * Lanes.BLOCK];
        sums = new float
                [Math.max(
                        Math.max(weight1.value.length, weight2.value.length),
                        Math.max(bias1.value.length, bias2.value.length))];
    }

    private static int padded(int taps) {
        return (taps + WeightGradientTile.TAPS - 1) / WeightGradientTile.TAPS * WeightGradientTile.TAPS;
    }

    /** Sets all gradients to zero. */
    void clear() {
        Arrays.fill(lanes1, 0);
        Arrays.fill(biasLanes1, 0);
        Arrays.fill(lanes2, 0);
        Arrays.fill(biasLanes2, 0);
    }

    /** Moves the parameters by the gradients that have come together. */
    void update(OptimizerStep step) {
        update(step, weight1, lanes1, taps1, padded(taps1));
        update(step, bias1, biasLanes1, 1, 1);
        update(step, weight2, lanes2, taps2, padded(taps2));
        update(step, bias2, biasLanes2, 1, 1);
    }

    private void update(OptimizerStep step, Parameter parameter, float[] lanes, int taps, int paddedTaps) {
        int rows = lanes.length / (paddedTaps * Lanes.BLOCK);
        Arrays.fill(sums, rows * taps, parameter.value.length, 0);
        LaneSums.add(lanes, rows, taps, paddedTaps, sums);
        step.apply(parameter, 0, sums, parameter.value.length);
    }
}
