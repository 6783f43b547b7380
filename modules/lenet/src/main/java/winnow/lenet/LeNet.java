package winnow.lenet;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
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
 * <tr><td>convolution 5 x 5 or 3 x 3</td><td>n x 6 x 24 x 24</td><td></td></tr>
 * <tr><td>maximum or mean of 2 x 2, activation</td><td>n x 6 x 12 x 12</td><td></td></tr>
 * <tr><td>convolution 5 x 5 or 3 x 3</td><td>n x 16 x 8 x 8</td><td></td></tr>
 * <tr><td>maximum or mean of 2 x 2, activation</td><td>n x 16 x 4 x 4</td><td></td></tr>
 * <tr><td>dense, activation</td><td>n x 120</td><td>its outputs may be dropped</td></tr>
 * <tr><td>dense, activation</td><td>n x 84</td><td>its outputs may be dropped</td></tr>
 * <tr><td>dense</td><td>n x 10</td><td>logits</td></tr>
 * </table>
 *
 * <p>Either hidden dense layer may be left out. The activation stands after the pooling of maxima and not, as is usual,
 * before it: all activations offered are monotone, so the result is the same, for a quarter of the work. With means it
 * stands before. An odd last row or column is left out of the pooling.
 */
final class LeNet {

    /** Classes of the output. */
    static final int CLASSES = 10;

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
    static MultiLayerNetwork net(
            LeNetHyperparameters h, double[] classWeights, int stepsPerEpoch, long seed, float[] parameters) {
        var net = new MultiLayerNetwork(configuration(h, classWeights, stepsPerEpoch, OptionalLong.of(seed)));
        net.init(Nd4j.createFromArray(parameters), false);
        return net;
    }

    /** The configuration of a net that ends in probabilities, as users of DL4J expect of a saved one. */
    static MultiLayerConfiguration served(LeNetHyperparameters h, double[] classWeights, int stepsPerEpoch) {
        return configuration(h, classWeights, stepsPerEpoch, OptionalLong.empty());
    }

    /** A net to train with a trial's seed, or to serve. */
    private static MultiLayerConfiguration configuration(
            LeNetHyperparameters h, double[] classWeights, int stepsPerEpoch, OptionalLong seed) {
        var shape = h.shape();
        boolean training = seed.isPresent();
        var layers = new ArrayList<Layer>();
        var first = convolution(shape.kernel(), shape.conv1());
        layers.add(training ? new FirstConvolution(first) : first.build());
        addPooling(layers, h);
        layers.add(convolution(shape.kernel(), shape.conv2()).build());
        addPooling(layers, h);
        int hidden = shape.dense().size() - 1;
        for (int i = 0; i <= hidden; i++) {
            FeedForwardLayer layer = i < hidden
                    ? new DenseLayer.Builder()
                            .nOut(shape.dense().get(i))
                            .activation(function(h))
                            .build()
                    : new OutputLayer.Builder(new SoftmaxCrossEntropy(classWeights, h.labelSmoothing()))
                            .nOut(CLASSES)
                            .activation(training ? new ActivationIdentity() : new ActivationSoftmax())
                            .build();
            if (i > 0 && h.dropout() > 0) {
                // DL4J drops a layer's inputs, and its own dropout is told what to keep.
                layer.setIDropout(
                        training
                                ? new CountedDropout(h.dropout(), seed.getAsLong(), i - 1)
                                : new Dropout(1 - h.dropout()));
            }
            layers.add(layer);
        }
        layers.forEach(layer -> decay(layer, h));
        return new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .seed(0)
                .weightInit(WeightInit.ZERO)
                .updater(new TorchUpdater(h.optimizer(), h.learningRate(), h.momentum(), h.schedule(stepsPerEpoch)))
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
                // Keeps what the backward pass would compute again.
                .cacheMode(CacheMode.DEVICE)
                .list(layers.toArray(Layer[]::new))
                .setInputType(InputType.convolutional(28, 28, 1))
                .validateOutputLayerConfig(false)
                .build();
    }

    private static ConvolutionLayer.Builder convolution(int kernel, int channels) {
        return new ConvolutionLayer.Builder(kernel, kernel).nOut(channels).activation(new ActivationIdentity());
    }

    private static void addPooling(List<Layer> layers, LeNetHyperparameters h) {
        var pooling = new SubsamplingLayer.Builder(h.pooling().type())
                .kernelSize(2, 2)
                .stride(2, 2)
                .convolutionMode(ConvolutionMode.Truncate)
                .build();
        var activation = new ActivationLayer(function(h));
        layers.addAll(h.pooling() == PoolingKind.MAX ? List.of(pooling, activation) : List.of(activation, pooling));
    }

    static IActivation function(LeNetHyperparameters h) {
        return switch (h.activation()) {
            case RELU -> new ActivationReLU();
            case LEAKY_RELU -> new ActivationLReLU(0.01);
            case ELU -> new ActivationELU(1.0);
            case TANH -> new ActivationTanH();
        };
    }

    private static void decay(Layer layer, LeNetHyperparameters h) {
        double lambda = h.weightDecay();
        if (lambda > 0 && layer instanceof BaseLayer parameterised) {
            List<Regularization> decays = List.of(
                    h.optimizer() == Optimizer.ADAMW
                            ? new DecoupledWeightDecay(lambda)
                            : new CoupledWeightDecay(lambda));
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
        var shape = h.shape();
        int k = shape.kernel() * shape.kernel();
        var blocks = new ArrayList<Block>();
        int inputs = 1;
        for (int channels : List.of(shape.conv1(), shape.conv2())) {
            blocks.add(new Block(channels, inputs * k, channels * k, true));
            blocks.add(new Block(channels * inputs * k, inputs * k, channels * k, false));
            inputs = channels;
        }
        inputs = shape.features();
        for (int units : shape.dense()) {
            blocks.add(new Block(inputs * units, inputs, units, false));
            blocks.add(new Block(units, inputs, units, true));
            inputs = units;
        }
        return blocks;
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
