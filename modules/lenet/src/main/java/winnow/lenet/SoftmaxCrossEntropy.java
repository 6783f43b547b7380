package winnow.lenet;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Softmax and cross-entropy in one, from logits, as PyTorch's CrossEntropyLoss.
 *
 * <p>For logits {@code z} (n x k), classes {@code y} and class weights {@code w} the loss is
 * {@code sum_i w[y_i] l_i(y_i) / sum_i w[y_i]} with {@code l_i(c) = log sum_j exp z_ij - z_ic}. Label smoothing {@code e}
 * replaces {@code w[y_i] l_i(y_i)} by {@code (1 - e) w[y_i] l_i(y_i) + e / k sum_c w[c] l_i(c)}. It is exact for any finite logits: DL4J's own clips
 * probabilities at 1e-10, so that no loss exceeds 23 and an explosion cannot be seen. The layer's activation is not
 * applied; labels are one-hot.
 */
public final class SoftmaxCrossEntropy implements ILossFunction {
    private static final long serialVersionUID = 1L;

    @JsonProperty("weights")
    private final double[] weights;

    @JsonProperty("smoothing")
    private final double smoothing;

    /**
     * A loss with class weights and label smoothing.
     *
     * @param weights one a class, at least 0; empty: all 1
     * @param smoothing share of the target spread over all classes, at least 0 and below 1
     */
    public SoftmaxCrossEntropy(@JsonProperty("weights") double[] weights, @JsonProperty("smoothing") double smoothing) {
        this.weights = weights.clone();
        this.smoothing = smoothing;
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean average) {
        double[] losses = losses(labels, logits);
        return Arrays.stream(losses).sum() / (average ? losses.length : 1);
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
        double[] losses = losses(labels, logits);
        return Nd4j.createFromArray(losses).reshape(losses.length, 1).castTo(logits.dataType());
    }

    /** Each image's share: they sum to n times the loss. */
    private double[] losses(INDArray labels, INDArray logits) {
        int k = classes(logits);
        float[] z = Floats.of(logits);
        int[] y = labelled(labels, k);
        double scale = scale(y);
        double[] losses = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            losses[i] = scale * smoothed(z, i * k, k, y[i]);
        }
        return losses;
    }

    /** An image's weighted loss. */
    private double smoothed(float[] z, int at, int k, int y) {
        double hard = weight(y) * loss(z, at, k, y);
        if (smoothing == 0) {
            return hard;
        }
        double logSum = logSum(z, at, k);
        double soft = 0;
        for (int c = 0; c < k; c++) {
            soft += weight(c) * (logSum - z[at + c]);
        }
        return (1 - smoothing) * hard + smoothing / k * soft;
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
        int k = classes(logits);
        var gradient = logits.dup('c');
        float[] z = Floats.of(gradient);
        int[] y = labelled(labels, k);
        double scale = scale(y);
        double spread = smoothing / k;
        double weightSum = IntStream.range(0, k).mapToDouble(this::weight).sum();
        for (int i = 0; i < y.length; i++) {
            double hard = (1 - smoothing) * weight(y[i]);
            double logSum = logSum(z, i * k, k);
            for (int j = 0; j < k; j++) {
                double p = Math.exp(z[i * k + j] - logSum);
                double target = spread * weight(j) + (j == y[i] ? hard : 0);
                z[i * k + j] = (float) (scale * (p * (hard + spread * weightSum) - target));
            }
        }
        Floats.into(gradient, z);
        return gradient;
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean average) {
        return new Pair<>(
                computeScore(labels, logits, activation, mask, average),
                computeGradient(labels, logits, activation, mask));
    }

    @Override
    public String name() {
        return "SoftmaxCrossEntropy";
    }

    /** The loss of the logits {@code z[at] ... z[at + k - 1]} if the class is {@code y}; NaN if one of them is. */
    static double loss(float[] z, int at, int k, int y) {
        return logSum(z, at, k) - z[at + y];
    }

    private static double logSum(float[] z, int at, int k) {
        double most = Double.NEGATIVE_INFINITY;
        for (int j = at; j < at + k; j++) {
            most = Math.max(most, z[j]);
        }
        double sum = 0;
        for (int j = at; j < at + k; j++) {
            sum += Math.exp(z[j] - most);
        }
        return most + Math.log(sum);
    }

    private static int classes(INDArray logits) {
        return Math.toIntExact(logits.size(1));
    }

    private static int[] labelled(INDArray labels, int k) {
        float[] oneHot = Floats.of(labels);
        int[] y = new int[oneHot.length / k];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < k; j++) {
                if (oneHot[i * k + j] > 0.5f) {
                    y[i] = j;
                }
            }
        }
        return y;
    }

    private double weight(int label) {
        return weights.length == 0 ? 1 : weights[label];
    }

    /** DL4J divides by the number of images; PyTorch by the sum of their weights. */
    private double scale(int[] y) {
        if (weights.length == 0) {
            return 1;
        }
        double sum = Arrays.stream(y).mapToDouble(this::weight).sum();
        return sum > 0 ? y.length / sum : 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SoftmaxCrossEntropy same
                && Arrays.equals(same.weights, weights)
                && same.smoothing == smoothing;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(weights) + Double.hashCode(smoothing);
    }

    @Override
    public String toString() {
        return name() + "(weights=" + Arrays.toString(weights) + ", smoothing=" + smoothing + ")";
    }
}
