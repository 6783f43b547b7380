package winnow.lenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import winnow.data.ImageSet;
import winnow.space.Value;

class LeNetTest {
    private static final double[] UNWEIGHTED = {};

    @BeforeAll
    static void prepare() {
        NativeBackend.prepare();
    }

    @Test
    void convolutionsAndPoolingsUseOneDnnWhereItIsToBeHad() {
        var h = LeNetHyperparameters.DEFAULTS;
        var net = LeNet.net(h, UNWEIGHTED, 1, 0, LeNet.begin(h, 1));
        try (var batch = new Minibatch(3)) {
            batch.fill(images().train(), new int[] {1, 2, 3}, 0, LeNet.scale());
            net.fit(batch.images(), batch.labels());
        }
        for (int layer : new int[] {0, 1, 3, 4}) {
            assertThat(net.getLayer(layer).getHelper() != null)
                    .isEqualTo(NativeBackend.prepare().oneDnn());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "relu, 6, 16, 120, 84, 5, max",
        "leaky_relu, 3, 5, 17, 9, 3, max",
        "elu, 1, 1, 4, 3, 5, average",
        "tanh, 8, 4, 30, 20, 3, average"
    })
    void theNetIsLeNetAsItIsUsuallyWritten(
            String activation, int c1, int c2, int d1, int d2, int kernel, String pooling) {
        var h = LeNetHyperparameters.of(LeNetHyperparametersTest.configuration(
                "activation", Value.of(activation),
                "conv1_channels", Value.of(c1),
                "conv2_channels", Value.of(c2),
                "dense1_units", Value.of(d1),
                "dense2_units", Value.of(d2),
                "kernel_size", Value.of(kernel),
                "pooling", Value.of(pooling)));
        float[] parameters = LeNet.begin(h, 11);
        var ours = LeNet.net(h, UNWEIGHTED, 1, 0, parameters);
        var usual = usual(h);
        usual.setParams(Nd4j.createFromArray(parameters));
        try (var batch = new Minibatch(20)) {
            int[] order = IntStream.range(40, 60).toArray();
            batch.fill(images().train(), order, 0, LeNet.scale());
            for (var net : new MultiLayerNetwork[] {ours, usual}) {
                net.setInput(batch.images());
                net.setLabels(batch.labels());
                net.computeGradientAndScore();
            }
        }
        assertThat(ours.score()).isCloseTo(usual.score(), within(1e-5));
        float[] gradient = Floats.of(ours.getFlattenedGradients());
        float[] wanted = Floats.of(usual.getFlattenedGradients());
        int at = 0;
        for (var block : LeNet.blocks(h)) {
            assertThat(distance(gradient, wanted, at, block.count()))
                    .as("block at %d", at)
                    .isLessThan(1e-4);
            at += block.count();
        }
        assertThat(at).isEqualTo(wanted.length);
    }

    /** Relative to the norm of {@code wanted}. */
    private static double distance(float[] found, float[] wanted, int at, int count) {
        double difference = 0;
        double norm = 0;
        for (int i = at; i < at + count; i++) {
            difference += Math.pow(found[i] - wanted[i], 2);
            norm += Math.pow(wanted[i], 2);
        }
        return norm == 0 ? Math.sqrt(difference) : Math.sqrt(difference / norm);
    }

    private static MultiLayerNetwork usual(LeNetHyperparameters h) {
        IActivation function = LeNet.function(h);
        var shape = h.shape();
        var net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .updater(new NoOp())
                .list()
                .layer(new ConvolutionLayer.Builder(shape.kernel(), shape.kernel())
                        .nOut(shape.conv1())
                        .activation(function)
                        .build())
                .layer(new SubsamplingLayer.Builder(h.pooling().type())
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build())
                .layer(new ConvolutionLayer.Builder(shape.kernel(), shape.kernel())
                        .nOut(shape.conv2())
                        .activation(function)
                        .build())
                .layer(new SubsamplingLayer.Builder(h.pooling().type())
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build())
                .layer(new DenseLayer.Builder()
                        .nOut(shape.dense().get(0))
                        .activation(function)
                        .build())
                .layer(new DenseLayer.Builder()
                        .nOut(shape.dense().get(1))
                        .activation(function)
                        .build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build());
        net.init();
        return net;
    }

    @Test
    void weightsBeginWithinTheBoundsOfTheirScheme() {
        var torch = LeNetHyperparameters.DEFAULTS;
        assertBounds(torch, LeNet.begin(torch, 1));
        var xavier = LeNetHyperparameters.of(LeNetHyperparametersTest.configuration("init", Value.of("xavier")));
        float[] parameters = LeNet.begin(xavier, 1);
        assertBounds(xavier, parameters);
        assertThat(parameters).startsWith(new float[6]);
    }

    private static void assertBounds(LeNetHyperparameters h, float[] parameters) {
        int at = 0;
        for (var block : LeNet.blocks(h)) {
            double bound = block.isBias()
                    ? h.init().biasBound(block.fanIn())
                    : h.init().weightBound(block.fanIn(), block.fanOut());
            double most = 0;
            for (int i = 0; i < block.count(); i++) {
                most = Math.max(most, Math.abs(parameters[at + i]));
            }
            assertThat(most).isBetween(block.count() > 100 ? 0.95 * bound : 0, bound);
            at += block.count();
        }
        assertThat(at).isEqualTo(parameters.length);
    }

    @Test
    void weightsDependOnTheSeedAlone() {
        var h = LeNetHyperparameters.DEFAULTS;
        assertThat(LeNet.begin(h, 1)).isEqualTo(LeNet.begin(h, 1)).isNotEqualTo(LeNet.begin(h, 2));
    }

    @Test
    void pixelsAreScaledToMinusOneToOne() {
        float[] scale = LeNet.scale();
        assertThat(scale[0]).isEqualTo(-1f);
        assertThat(scale[255]).isEqualTo(1f);
        assertThat(scale[51]).isCloseTo(-0.6f, within(1e-6f));
    }

    static ImageSet images() {
        return LeNetObjective.onSample().images();
    }
}
