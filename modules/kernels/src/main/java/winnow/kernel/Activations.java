package winnow.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * An {@link Activation} and its slope, on arrays.
 *
 * <p>The slope comes from the activation's value {@code v}: 1 where {@code v} is above a limit, else {@code a + v (b + v
 * c)}. The limit is 0, but nothing is above that of the hyperbolic tangent.
 *
 * <pre>
 *             a      b   c
 * ReLU        0      0   0
 * leaky ReLU  0.01   0   0
 * ELU         1      1   0
 * tanh        1      0  -1
 * </pre>
 */
final class Activations {
    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int WIDTH = Lanes.WIDTH;
    private static final int CHUNK = 512;

    private final Activation kind;
    private final float limit;
    private final float a;
    private final float b;
    private final float c;
    private final float[] scratch = new float[CHUNK];

    Activations(Activation kind) {
        this.kind = kind;
        this.limit = kind == Activation.TANH ? Float.POSITIVE_INFINITY : 0;
        this.a = switch (kind) {
            case RELU -> 0;
            case LEAKY_RELU -> Activation.LEAK;
            case ELU, TANH -> 1;
        };
        this.b = kind == Activation.ELU ? 1 : 0;
        this.c = kind == Activation.TANH ? -1 : 0;
    }

    /**
     * {@code v = activation(v)} in place.
     *
     * @param count floats from 0 on, a multiple of 16
     */
    void apply(float[] v, int count) {
        switch (kind) {
            case RELU -> rectify(v, count);
            case LEAKY_RELU -> leak(v, count);
            case ELU, TANH -> {
                for (int from = 0; from < count; from += CHUNK) {
                    int some = Math.min(CHUNK, count - from);
                    if (kind == Activation.ELU) {
                        elu(v, from, some, scratch);
                    } else {
                        tanh(v, from, some, scratch);
                    }
                }
            }
        }
    }

    /** {@code g = g slope(v)} in place, for {@code count} floats from 0 on, a multiple of 16. */
    void timesSlope(float[] v, float[] g, int count) {
        timesSlope(v, g, count, limit, a, b, c);
    }

    /** {@code v = slope(v)} in place, for {@code count} floats from 0 on, a multiple of 16. */
    void toSlope(float[] v, int count) {
        toSlope(v, count, limit, a, b, c);
    }

    /** The slope where the activation's value is {@code v}. */
    float slope(float v) {
        return v > limit ? 1 : Math.fma(Math.fma(c, v, b), v, a);
    }

    private static void rectify(float[] v, int count) {
        for (int i = 0; i < count; i += WIDTH) {
            fromArray(S, v, i).max(0f).intoArray(v, i);
        }
    }

    private static void leak(float[] v, int count) {
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector x = fromArray(S, v, i);
            x.max(x.mul(Activation.LEAK)).intoArray(v, i);
        }
    }

    private static void elu(float[] v, int from, int count, float[] scratch) {
        for (int i = 0; i < count; i += WIDTH) {
            fromArray(S, v, from + i).min(0f).intoArray(scratch, i);
        }
        Elementary.expm1(scratch, 0, count);
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector x = fromArray(S, v, from + i);
            fromArray(S, scratch, i).blend(x, x.compare(GT, 0f)).intoArray(v, from + i);
        }
    }

    /** With {@code e = exp(-2 |x|) - 1}: {@code tanh |x| = -e / (e + 2)}. */
    private static void tanh(float[] v, int from, int count, float[] scratch) {
        for (int i = 0; i < count; i += WIDTH) {
            fromArray(S, v, from + i).abs().mul(-2f).intoArray(scratch, i);
        }
        Elementary.expm1(scratch, 0, count);
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector x = fromArray(S, v, from + i);
            FloatVector e = fromArray(S, scratch, i);
            FloatVector negative = e.div(e.add(2f));
            negative.neg().blend(negative, x.compare(LT, 0f)).intoArray(v, from + i);
        }
    }

    private static void timesSlope(float[] v, float[] g, int count, float limit, float a, float b, float c) {
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector x = fromArray(S, v, i);
            FloatVector slope = broadcast(S, c).fma(x, broadcast(S, b)).fma(x, broadcast(S, a));
            slope = slope.blend(1f, x.compare(GT, limit));
            fromArray(S, g, i).mul(slope).intoArray(g, i);
        }
    }

    private static void toSlope(float[] v, int count, float limit, float a, float b, float c) {
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector x = fromArray(S, v, i);
            FloatVector slope = broadcast(S, c).fma(x, broadcast(S, b)).fma(x, broadcast(S, a));
            slope.blend(1f, x.compare(GT, limit)).intoArray(v, i);
        }
    }
}
