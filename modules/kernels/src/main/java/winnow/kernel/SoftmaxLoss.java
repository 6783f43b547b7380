package winnow.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;
import static jdk.incubator.vector.VectorOperators.LT;

import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Softmax and cross-entropy with label smoothing {@code e} and class weights {@code v}, as PyTorch's CrossEntropyLoss; 16
 * images at a time, one a lane.
 *
 * <pre>
 * loss(z, y) = (1 - e) v_y (L - z_y) + e / K sum over c of v_c (L - z_c)       L = log sum exp z
 * dloss/dz_c = p_c ((1 - e) v_y + e / K sum v) - e / K v_c - [c = y] (1 - e) v_y
 * </pre>
 *
 * The loss of a minibatch is the sum of these over the sum of {@code v_y}, both over its images. If that is 0, so are loss
 * and gradient.
 */
final class SoftmaxLoss {
    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int BLOCK = Lanes.BLOCK;
    private static final int WIDTH = Lanes.WIDTH;

    /** Gradients smaller than this become zero, lest products with them be denormal numbers. */
    private static final float TINY = 1e-24f;

    private final int classes;
    private final int padded;
    private final float hard;
    private final float soft;
    private final float[] classWeights;
    private final float weightSum;

    private final float[] z;
    private final float[] e;
    private final float[] most = new float[BLOCK];
    private final float[] total = new float[BLOCK];
    private final float[] logTotal = new float[BLOCK];
    private final float[] slope = new float[BLOCK];
    private final float[] share = new float[BLOCK];

    /** A loss over so many classes; class weights may be empty, which is all 1. */
    SoftmaxLoss(int classes, double smoothing, List<Double> weights) {
        this.classes = classes;
        this.padded = Lanes.padded(classes);
        this.hard = (float) (1 - smoothing);
        this.soft = (float) (smoothing / classes);
        this.classWeights = new float[classes];
        float sum = 0;
        for (int c = 0; c < classes; c++) {
            classWeights[c] = weights.isEmpty() ? 1 : weights.get(c).floatValue();
            sum += classWeights[c];
        }
        this.weightSum = sum;
        this.z = new float[classes * BLOCK];
        this.e = new float[classes * BLOCK];
    }

    /**
     * The mean loss of a minibatch, and its gradient.
     *
     * @param logits {@code [images][padded classes]}
     * @param labels class of image {@code n}, at {@code n}
     * @param dz gets the gradient, {@code [images][padded classes]}; what is beyond the classes stays as it is
     * @param dzT gets it transposed, {@code [classes][columns]}; zero from {@code images} on
     * @param columns images rounded up to 16
     */
    double gradient(float[] logits, int[] labels, int images, float[] dz, float[] dzT, int columns) {
        double weight = 0;
        for (int n = 0; n < images; n++) {
            weight += classWeights[labels[n]];
        }
        float inverse = weight == 0 ? 0 : (float) (1 / weight);
        double loss = 0;
        for (int from = 0; from < images; from += BLOCK) {
            int count = Math.min(BLOCK, images - from);
            exponentials(logits, from, count);
            for (int n = 0; n < BLOCK; n++) {
                boolean real = n < count;
                float own = real ? hard * classWeights[labels[from + n]] : 0;
                slope[n] = real ? inverse * (own + soft * weightSum) / total[n] : 0;
                share[n] = real ? inverse * soft : 0;
                loss += real ? loss(own, labels[from + n], n) : 0;
            }
            softened();
            for (int n = 0; n < count; n++) {
                int label = labels[from + n];
                e[label * BLOCK + n] -= inverse * hard * classWeights[label];
            }
            store(from, count, dz, dzT, columns);
        }
        return weight == 0 ? 0 : loss / weight;
    }

    private float loss(float own, int label, int n) {
        float loss = own * (logTotal[n] - z[label * BLOCK + n]);
        if (soft > 0) {
            float spread = 0;
            for (int c = 0; c < classes; c++) {
                spread += classWeights[c] * (logTotal[n] - z[c * BLOCK + n]);
            }
            loss += soft * spread;
        }
        return loss;
    }

    /** Sum of the plain cross-entropies of images, neither smoothed nor weighted. */
    double plainSum(float[] logits, int[] labels, int images) {
        double sum = 0;
        for (int from = 0; from < images; from += BLOCK) {
            int count = Math.min(BLOCK, images - from);
            exponentials(logits, from, count);
            for (int n = 0; n < count; n++) {
                sum += logTotal[n] - z[labels[from + n] * BLOCK + n];
            }
        }
        return sum;
    }

    /** Writes the probabilities of images, {@code [images][classes]}, from {@code at} on. */
    void probabilities(float[] logits, int images, float[] to, int at) {
        for (int from = 0; from < images; from += BLOCK) {
            int count = Math.min(BLOCK, images - from);
            exponentials(logits, from, count);
            for (int n = 0; n < count; n++) {
                for (int c = 0; c < classes; c++) {
                    to[at + (from + n) * classes + c] = e[c * BLOCK + n] / total[n];
                }
            }
        }
    }

    /** Fills z (logits less their largest), e (its exponentials), total (their sums) and logTotal. */
    private void exponentials(float[] logits, int from, int count) {
        for (int n = 0; n < BLOCK; n++) {
            for (int c = 0; c < classes; c++) {
                z[c * BLOCK + n] = n < count ? logits[(from + n) * padded + c] : 0;
            }
        }
        for (int lane = 0; lane < BLOCK; lane += WIDTH) {
            largest(z, lane, classes, most);
            subtract(z, lane, classes, most, e);
        }
        Elementary.exp(e, 0, classes * BLOCK);
        for (int lane = 0; lane < BLOCK; lane += WIDTH) {
            sum(e, lane, classes, total);
        }
        for (int n = 0; n < BLOCK; n++) {
            logTotal[n] = Elementary.log(total[n]);
        }
    }

    private void softened() {
        for (int lane = 0; lane < BLOCK; lane += WIDTH) {
            for (int c = 0; c < classes; c++) {
                soften(e, c * BLOCK + lane, slope, share, lane, classWeights[c]);
            }
        }
    }

    private void store(int from, int count, float[] dz, float[] dzT, int columns) {
        for (int c = 0; c < classes; c++) {
            for (int n = 0; n < BLOCK; n++) {
                float g = e[c * BLOCK + n];
                dzT[c * columns + from + n] = g;
                if (n < count) {
                    dz[(from + n) * padded + c] = g;
                }
            }
        }
    }

    private static void largest(float[] z, int lane, int classes, float[] most) {
        FloatVector m = fromArray(S, z, lane);
        for (int c = 1; c < classes; c++) {
            m = m.max(fromArray(S, z, c * BLOCK + lane));
        }
        m.intoArray(most, lane);
    }

    private static void subtract(float[] z, int lane, int classes, float[] most, float[] e) {
        FloatVector m = fromArray(S, most, lane);
        for (int c = 0; c < classes; c++) {
            FloatVector d = fromArray(S, z, c * BLOCK + lane).sub(m);
            d.intoArray(z, c * BLOCK + lane);
            d.intoArray(e, c * BLOCK + lane);
        }
    }

    private static void sum(float[] e, int lane, int classes, float[] total) {
        FloatVector s = zero(S);
        for (int c = 0; c < classes; c++) {
            s = s.add(fromArray(S, e, c * BLOCK + lane));
        }
        s.intoArray(total, lane);
    }

    private static void soften(float[] e, int at, float[] slope, float[] share, int lane, float weight) {
        FloatVector spread = fromArray(S, share, lane).mul(weight);
        FloatVector g = fromArray(S, e, at)
                .fma(fromArray(S, slope, lane), broadcast(S, 0f))
                .sub(spread);
        g.blend(0f, g.abs().compare(LT, TINY)).intoArray(e, at);
    }
}
