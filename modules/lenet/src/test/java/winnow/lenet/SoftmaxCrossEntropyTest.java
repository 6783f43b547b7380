package winnow.lenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import winnow.random.RandomStream;

class SoftmaxCrossEntropyTest {
    private static final int N = 4;
    private static final int K = 3;
    private static final double[] NONE = {};
    private static final double[] WEIGHTS = {0.5, 2, 1};
    private static final int[] CLASSES = {0, 2, 1, 2};

    @BeforeAll
    static void prepare() {
        NativeBackend.prepare();
    }

    @Test
    void theLossIsPyTorchsAlsoWithWeights() {
        float[] z = logits();
        for (double smoothing : new double[] {0, 0.2}) {
            assertThat(score(NONE, smoothing, z)).isCloseTo(reference(NONE, smoothing, z), within(1e-6));
            assertThat(score(WEIGHTS, smoothing, z)).isCloseTo(reference(WEIGHTS, smoothing, z), within(1e-6));
        }
    }

    @Test
    void theGradientIsThatOfTheLoss() {
        for (double[] weights : new double[][] {NONE, WEIGHTS}) {
            float[] z = logits();
            double smoothing = weights.length == 0 ? 0 : 0.2;
            float[] gradient = Floats.of(
                    new SoftmaxCrossEntropy(weights, smoothing).computeGradient(labels(), array(z), null, null));
            for (int i = 0; i < z.length; i++) {
                float[] up = z.clone();
                float[] down = z.clone();
                up[i] += 0.01f;
                down[i] -= 0.01f;
                double difference = (reference(weights, smoothing, up) - reference(weights, smoothing, down))
                        / (up[i] - (double) down[i]);
                // DL4J divides by the number of images later.
                assertThat((double) gradient[i] / N).isCloseTo(difference, within(1e-4));
            }
        }
    }

    @Test
    void hugeLogitsHaveAFiniteLossAndNaNStaysNaN() {
        float[] z = {1e30f, 0, -1e30f};
        assertThat(SoftmaxCrossEntropy.loss(z, 0, 3, 0)).isZero();
        assertThat(SoftmaxCrossEntropy.loss(z, 0, 3, 2)).isCloseTo(2e30, within(1e24));
        assertThat(SoftmaxCrossEntropy.loss(new float[] {1, Float.NaN, 0}, 0, 3, 0))
                .isNaN();
    }

    @Test
    void columnMajorLogitsGiveTheSame() {
        float[] z = logits();
        var turned = array(z).dup('f');
        assertThat(new SoftmaxCrossEntropy(NONE, 0).computeScore(labels(), turned, null, null, true))
                .isEqualTo(score(NONE, 0, z));
    }

    private static double score(double[] weights, double smoothing, float[] z) {
        return new SoftmaxCrossEntropy(weights, smoothing).computeScore(labels(), array(z), null, null, true);
    }

    private static double reference(double[] weights, double smoothing, float[] z) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < N; i++) {
            double exponentials = 0;
            for (int j = 0; j < K; j++) {
                exponentials += Math.exp(z[i * K + j]);
            }
            for (int j = 0; j < K; j++) {
                double weight = weights.length == 0 ? 1 : weights[j];
                double target = smoothing / K + (j == CLASSES[i] ? 1 - smoothing : 0);
                sum -= target * weight * Math.log(Math.exp(z[i * K + j]) / exponentials);
                total += j == CLASSES[i] ? weight : 0;
            }
        }
        return sum / total;
    }

    private static float[] logits() {
        var random = RandomStream.of(5, "logits", 0);
        float[] z = new float[N * K];
        for (int i = 0; i < z.length; i++) {
            z[i] = (float) random.nextGaussian();
        }
        return z;
    }

    private static INDArray array(float[] z) {
        return Nd4j.createFromArray(z).reshape('c', N, K);
    }

    private static INDArray labels() {
        var labels = Nd4j.zeros(N, K);
        for (int i = 0; i < N; i++) {
            labels.putScalar(i, CLASSES[i], 1);
        }
        return labels;
    }
}
