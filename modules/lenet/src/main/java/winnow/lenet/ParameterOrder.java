package winnow.lenet;

import java.util.ArrayList;
import java.util.List;
import winnow.kernel.LeNetShape;

/**
 * The two orders of all parameters in one array: the kernels' (PyTorch's, weights before biases) and DL4J's (biases before
 * weights in convolutions). Each tensor is laid out alike in both: a convolution's weights [out][in][y][x], a dense layer's
 * [out][in].
 */
final class ParameterOrder {
    private final List<Run> runs = new ArrayList<>();
    private final int size;

    private record Run(int kernel, int dl4j, int count) {}

    ParameterOrder(LeNetShape shape) {
        size = shape.parameters();
        var tensors = shape.tensors();
        for (int i = 0; i < tensors.size(); i += 2) {
            var weight = tensors.get(i);
            var bias = tensors.get(i + 1);
            boolean biasFirst = weight.dimensions().size() == 4;
            int at = weight.offset();
            runs.add(new Run(at, biasFirst ? at + bias.size() : at, weight.size()));
            runs.add(new Run(bias.offset(), biasFirst ? at : bias.offset(), bias.size()));
        }
    }

    /** From DL4J's order to the kernels'; the array holds one or more numbers a parameter, one after the other. */
    float[] toKernels(float[] dl4j) {
        float[] kernels = new float[dl4j.length];
        for (int from = 0; from < dl4j.length; from += size) {
            for (var run : runs) {
                System.arraycopy(dl4j, from + run.dl4j, kernels, from + run.kernel, run.count);
            }
        }
        return kernels;
    }

    /** From the kernels' order to DL4J's. */
    float[] toDl4j(float[] kernels) {
        float[] dl4j = new float[kernels.length];
        for (int from = 0; from < kernels.length; from += size) {
            for (var run : runs) {
                System.arraycopy(kernels, from + run.kernel, dl4j, from + run.dl4j, run.count);
            }
        }
        return dl4j;
    }
}
