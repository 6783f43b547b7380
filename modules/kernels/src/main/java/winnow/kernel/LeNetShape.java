package winnow.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * A network of the LeNet-5 family: convolution, 2 x 2 pooling, convolution, 2 x 2 pooling, and one to three dense layers,
 * for grey images of 28 x 28. Convolutions have stride 1 and no padding; the activation follows each layer but the last,
 * whose values are the logits.
 *
 * @param conv1 channels of the first convolution, at least 1
 * @param conv2 channels of the second convolution, at least 1
 * @param kernel size of both convolutions' kernels, 3 or 5
 * @param pooling after each convolution and its activation
 * @param dense units of the dense layers, one to three; the last are the classes, 2 to 128
 * @param activation after each layer but the last
 */
public record LeNetShape(
        int conv1, int conv2, int kernel, Pooling pooling, List<Integer> dense, Activation activation) {

    /** Height and width of an image. */
    public static final int SIDE = 28;

    /** Pixels of an image. */
    public static final int PIXELS = SIDE * SIDE;

    /** LeNet-5 as PyTorch's examples have it: 6 and 16 channels, 5 x 5, maximum, 120, 84 and 10 units, ReLU. */
    public static final LeNetShape STANDARD =
            new LeNetShape(6, 16, 5, Pooling.MAX, List.of(120, 84, 10), Activation.RELU);

    private static final int WIDEST_CONVOLUTION = 512;
    private static final int WIDEST_DENSE = 8192;
    private static final int MOST_CLASSES = 128;

    /**
     * A network.
     *
     * @throws IllegalArgumentException if a component is out of its range
     */
    public LeNetShape {
        Check.within("conv1", conv1, 1, WIDEST_CONVOLUTION);
        Check.within("conv2", conv2, 1, WIDEST_CONVOLUTION);
        if (kernel != 3 && kernel != 5) {
            throw new IllegalArgumentException("kernel is " + kernel + ": it must be 3 or 5");
        }
        dense = List.copyOf(dense);
        Check.within("number of dense layers", dense.size(), 1, 3);
        dense.forEach(units -> Check.within("dense", units, 1, WIDEST_DENSE));
        Check.within("classes (the last of dense)", dense.get(dense.size() - 1), 2, MOST_CLASSES);
    }

    /** Classes: units of the last dense layer. */
    public int classes() {
        return dense.get(dense.size() - 1);
    }

    /** Whether the activation of a convolution is worked out on the pooled values, a quarter as many. */
    boolean activatesPooled() {
        return pooling == Pooling.MAX && activation != Activation.RELU;
    }

    /** Height and width of a plane after the first pooling. */
    int pooled1() {
        return (SIDE - kernel + 1) / 2;
    }

    /** Height and width of a plane after the second pooling. */
    int pooled2() {
        return (pooled1() - kernel + 1) / 2;
    }

    /** Values of an image that the first dense layer sees, in the order [channel][y][x]. */
    public int features() {
        return conv2 * pooled2() * pooled2();
    }

    /**
     * The tensors in the order in which the flat array holds them, as PyTorch's {@code parameters()} would list them:
     * conv1.weight, conv1.bias, conv2.weight, conv2.bias, dense1.weight, dense1.bias and so on.
     */
    public List<ParameterTensor> tensors() {
        var tensors = new ArrayList<ParameterTensor>();
        add(tensors, "conv1.weight", conv1, 1, kernel, kernel);
        add(tensors, "conv1.bias", conv1);
        add(tensors, "conv2.weight", conv2, conv1, kernel, kernel);
        add(tensors, "conv2.bias", conv2);
        int inputs = features();
        for (int layer = 0; layer < dense.size(); layer++) {
            add(tensors, "dense" + (layer + 1) + ".weight", dense.get(layer), inputs);
            add(tensors, "dense" + (layer + 1) + ".bias", dense.get(layer));
            inputs = dense.get(layer);
        }
        return List.copyOf(tensors);
    }

    /** How many parameters there are in all. */
    public int parameters() {
        var tensors = tensors();
        var last = tensors.get(tensors.size() - 1);
        return last.offset() + last.size();
    }

    private static void add(List<ParameterTensor> tensors, String name, Integer... dimensions) {
        int offset = 0;
        if (!tensors.isEmpty()) {
            var last = tensors.get(tensors.size() - 1);
            offset = last.offset() + last.size();
        }
        tensors.add(new ParameterTensor(name, offset, List.of(dimensions)));
    }
}
