package winnow.lenet;

import java.util.List;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.Regularization;
import winnow.random.RandomStream;

/**
 * The net: LeNet-5 (Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to document
 * recognition", 1998) in the variant that tutorials train today.
 *
 * <table>
 * <caption>Shapes for n images and the default widths (NCHW)</caption>
 * <tr><td>input</td><td>n x 1 x 28 x 28</td><td>pixels / 255, minus 0.5, divided by 0.5</td></tr>
 * <tr><td>convolution 5 x 5</td><td>n x 6 x 24 x 24</td><td></td></tr>
 * <tr><td>maximum of 2 x 2, activation</td><td>n x 6 x 12 x 12</td><td></td></tr>
 * <tr><td>convolution 5 x 5</td><td>n x 16 x 8 x 8</td><td></td></tr>
 * <tr><td>maximum of 2 x 2, activation</td><td>n x 16 x 4 x 4</td><td></td></tr>
 * <tr><td>dense, activation</td><td>n x 120</td><td>its outputs may be dropped</td></tr>
 * <tr><td>dense, activation</td><td>n x 84</td><td>its outputs may be dropped</td></tr>
 * <tr><td>dense</td><td>n x 10</td><td>logits</td></tr>
 * </table>
 *
 * <p>The activation stands after the pooling and not, as is usual, before it: all activations offered are monotone, so
 * the result is the same, for a quarter of the work.
 */
final class LeNet {

    /** Classes of the output. */
    static final int CLASSES = 10;

    private static final int KERNEL = 5;
    /** Side of the second pooling's output: ((28 - 4) / 2 - 4) / 2. */
    private static final int LAST_SIDE = 4;

    private LeNet() {}

    /** The float that stands for each of the 256 grey levels: mean 0.5 and deviation 0.5 taken out. */
    static float[] scale() {
        float[] scale = new float[256];
        for (int level = 0; level < scale.length; level++) {
            scale[level] = (level / 255f - 0.5f) / 0.5f;
        }
        return scale;
    }

    /** A net of given parameters, which ends in logits. {@code parameters} is in the order of {@link #blocks}. */
    static MultiLayerNetwork net(LeNetHyperparameters h, double[] classWeights, float[] parameters) {
        var net = new MultiLayerNetwork(configuration(h, classWeights, true));
        net.init(Nd4j.createFromArray(parameters), false);
        return net;
    }

    /** The configuration of a net that ends in probabilities, as users of DL4J expect of a saved one. */
    static MultiLayerConfiguration served(LeNetHyperparameters h, double[] classWeights) {
        return configuration(h, classWeights, false);
    }

    private static MultiLayerConfiguration configuration(
            LeNetHyperparameters h, double[] classWeights, boolean training) {
        var dense1 = new DenseLayer.Builder()
                .nOut(h.dense1Units())
                .activation(function(h))
                .build();
        var dense2 = new DenseLayer.Builder()
                .nOut(h.dense2Units())
                .activation(function(h))
                .build();
        var output = new OutputLayer.Builder(new SoftmaxCrossEntropy(classWeights))
                .nOut(CLASSES)
                .activation(training ? new ActivationIdentity() : new ActivationSoftmax())
                .build();
        if (h.dropout() > 0) {
            // DL4J drops a layer's inputs and is told what to keep.
            dense2.setIDropout(new Dropout(1 - h.dropout()));
            output.setIDropout(new Dropout(1 - h.dropout()));
        }
        var layers = List.of(
                training
                        ? new FirstConvolution(convolution(h.conv1Channels()))
                        : convolution(h.conv1Channels()).build(),
                pooling(),
                new ActivationLayer(function(h)),
                convolution(h.conv2Channels()).build(),
                pooling(),
                new ActivationLayer(function(h)),
                dense1,
                dense2,
                output);
        layers.forEach(layer -> decay(layer, h.weightDecay()));
        return new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .seed(0)
                .weightInit(WeightInit.ZERO)
                .updater(new TorchUpdater(h.optimizer(), h.learningRate(), h.momentum()))
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
                // Keeps what the backward pass would compute again.
                .cacheMode(CacheMode.DEVICE)
                .list(layers.toArray(Layer[]::new))
                .setInputType(InputType.convolutional(28, 28, 1))
                .validateOutputLayerConfig(false)
                .build();
    }

    private static ConvolutionLayer.Builder convolution(int channels) {
        return new ConvolutionLayer.Builder(KERNEL, KERNEL).nOut(channels).activation(new ActivationIdentity());
    }

    private static SubsamplingLayer pooling() {
        return new SubsamplingLayer.Builder(PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(2, 2)
                .build();
    }

    static IActivation function(LeNetHyperparameters h) {
        return switch (h.activation()) {
            case RELU -> new ActivationReLU();
            case LEAKY_RELU -> new ActivationLReLU(0.01);
            case ELU -> new ActivationELU(1.0);
            case TANH -> new ActivationTanH();
        };
    }

    private static void decay(Layer layer, double lambda) {
        if (lambda > 0 && layer instanceof BaseLayer parameterised) {
            List<Regularization> decays = List.of(new CoupledWeightDecay(lambda));
            parameterised.setRegularization(decays);
            parameterised.setRegularizationBias(decays);
        }
    }

    /**
     * A run of parameters of one kind, in the order in which DL4J lays all of them out.
     *
     * @param count how many
     * @param fanIn inputs of a unit
     * @param fanOut outputs that an input reaches
     * @param isBias biases rather than weights
     */
    record Block(int count, int fanIn, int fanOut, boolean isBias) {}

    /** The parameters: of convolutions first biases, then weights; of dense layers first weights, then biases. */
    static List<Block> blocks(LeNetHyperparameters h) {
        int c1 = h.conv1Channels();
        int c2 = h.conv2Channels();
        int d0 = c2 * LAST_SIDE * LAST_SIDE;
        int d1 = h.dense1Units();
        int d2 = h.dense2Units();
        int k = KERNEL * KERNEL;
        return List.of(
                new Block(c1, k, c1 * k, true),
                new Block(c1 * k, k, c1 * k, false),
                new Block(c2, c1 * k, c2 * k, true),
                new Block(c2 * c1 * k, c1 * k, c2 * k, false),
                new Block(d0 * d1, d0, d1, false),
                new Block(d1, d0, d1, true),
                new Block(d1 * d2, d1, d2, false),
                new Block(d2, d1, d2, true),
                new Block(d2 * CLASSES, d2, CLASSES, false),
                new Block(CLASSES, d2, CLASSES, true));
    }

    /** How many parameters there are: 44,426 with the default widths. */
    static int size(LeNetHyperparameters h) {
        return blocks(h).stream().mapToInt(Block::count).sum();
    }

    /** Parameters to begin with, drawn from a trial's seed. */
    static float[] begin(LeNetHyperparameters h, long seed) {
        var random = RandomStream.of(seed, "weights", 0);
        float[] parameters = new float[size(h)];
        int at = 0;
        for (var block : blocks(h)) {
            double bound = block.isBias()
                    ? h.init().biasBound(block.fanIn())
                    : h.init().weightBound(block.fanIn(), block.fanOut());
            for (int i = 0; i < block.count(); i++) {
                // Adding 0 turns -0 into 0.
                parameters[at++] = (float) ((2 * random.nextDouble() - 1) * bound) + 0f;
            }
        }
        return parameters;
    }
}
