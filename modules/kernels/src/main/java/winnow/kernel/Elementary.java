package winnow.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LSHL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions on arrays. Exponential and logarithm are polynomials of our own: those of {@code VectorOperators} differ in their last
 * bits between interpreted and compiled code, and between machines.
 *
 * <p>With {@code x = n log 2 + r}, {@code |r| <= log(2) / 2}: {@code exp(x) = 2^n (1 + q)} and {@code exp(x) - 1 = 2^n q +
 * (2^n - 1)}, where {@code q = exp(r) - 1} is Taylor's polynomial of degree 7. Adding {@link #ROUNDER} rounds to {@code n}
 * and leaves {@code n} in the low bits of the sum.
 */
final class Elementary {
    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int WIDTH = Lanes.WIDTH;

    /** 1.5 times 2^23: a float this large has no bits for a fraction. */
    private static final float ROUNDER = 12582912f;

    private static final float LOG2_E = 1.442695f;
    /** log 2 in two parts; the upper one has few bits, so that its product with n is exact. */
    private static final float LOG_2_UPPER = 355f / 512f;

    private static final float LOG_2_LOWER = -2.1219444e-4f;
    private static final float LOG_2 = 0.6931472f;
    private static final float ROOT_2 = 1.4142135f;

    /** Below this, exp is so near the smallest normal float that results would be denormal. */
    private static final float LOWEST = -87f;

    private static final float HIGHEST = 88f;

    private Elementary() {}

    /** Whether the floats are neither NaN nor infinite; {@code v} is a multiple of 16 long. */
    static boolean finite(float[] v) {
        FloatVector sum = broadcast(S, 0f);
        for (int i = 0; i < v.length; i += WIDTH) {
            // Zero times anything else than a number is NaN, and stays.
            sum = fromArray(S, v, i).fma(broadcast(S, 0f), sum);
        }
        return sum.compare(EQ, 0f).allTrue();
    }

    /**
     * {@code a = exp(a)} in place, for {@code a <= 88}; at most 2 units in the last place off, and {@code exp(-87)} for
     * anything below -87.
     *
     * @param count a multiple of 16
     */
    static void exp(float[] a, int from, int count) {
        for (int i = from; i < from + count; i += WIDTH) {
            FloatVector x = fromArray(S, a, i).max(LOWEST).min(HIGHEST);
            FloatVector t = x.fma(broadcast(S, LOG2_E), broadcast(S, ROUNDER));
            FloatVector n = t.sub(ROUNDER);
            FloatVector r = n.fma(broadcast(S, -LOG_2_LOWER), n.fma(broadcast(S, -LOG_2_UPPER), x));
            FloatVector q = r.fma(broadcast(S, 1f / 5040), broadcast(S, 1f / 720))
                    .fma(r, broadcast(S, 1f / 120))
                    .fma(r, broadcast(S, 1f / 24))
                    .fma(r, broadcast(S, 1f / 6))
                    .fma(r, broadcast(S, 0.5f))
                    .fma(r.mul(r), r);
            FloatVector power =
                    t.reinterpretAsInts().lanewise(LSHL, 23).add(127 << 23).reinterpretAsFloats();
            power.fma(q, power).intoArray(a, i);
        }
    }

    /**
     * {@code a = exp(a) - 1} in place, for {@code a <= 88}; exact to 2 units in the last place near 0 too.
     *
     * @param count a multiple of 16
     */
    static void expm1(float[] a, int from, int count) {
        for (int i = from; i < from + count; i += WIDTH) {
            FloatVector x = fromArray(S, a, i).max(LOWEST).min(HIGHEST);
            FloatVector t = x.fma(broadcast(S, LOG2_E), broadcast(S, ROUNDER));
            FloatVector n = t.sub(ROUNDER);
            FloatVector r = n.fma(broadcast(S, -LOG_2_LOWER), n.fma(broadcast(S, -LOG_2_UPPER), x));
            FloatVector q = r.fma(broadcast(S, 1f / 5040), broadcast(S, 1f / 720))
                    .fma(r, broadcast(S, 1f / 120))
                    .fma(r, broadcast(S, 1f / 24))
                    .fma(r, broadcast(S, 1f / 6))
                    .fma(r, broadcast(S, 0.5f))
                    .fma(r.mul(r), r);
            FloatVector power =
                    t.reinterpretAsInts().lanewise(LSHL, 23).add(127 << 23).reinterpretAsFloats();
            power.fma(q, power.sub(1f)).intoArray(a, i);
        }
    }

    /**
     * Natural logarithm of a positive normal number: with {@code x = 2^e m}, {@code m} in [1, 2) and {@code f = (m - sqrt
     * 2) / (m + sqrt 2)}, {@code log x = (e + 1/2) log 2 + 2 (f + f^3 / 3 + f^5 / 5 + ...)}. NaN for NaN and infinity.
     *
     * <p>There is one logarithm an image, so this one is not on vectors: in a loop of a single round, the compiler of Java
     * 17 boxed one of them in one JVM out of ten.
     */
    static float log(float x) {
        if (!(x < Float.POSITIVE_INFINITY)) {
            return Float.NaN;
        }
        int bits = Float.floatToRawIntBits(x);
        float e = (bits >>> 23) - 126.5f;
        float m = Float.intBitsToFloat((bits & 0x7FFFFF) | 0x3F800000);
        float f = (m - ROOT_2) / (m + ROOT_2);
        float ff = f * f;
        float series = Math.fma(ff, 2f / 9, 2f / 7);
        series = Math.fma(ff, series, 2f / 5);
        series = Math.fma(ff, series, 2f / 3);
        series = Math.fma(ff, series, 2f);
        return Math.fma(e, LOG_2, series * f);
    }

    /** {@code to = a b}, for {@code count} floats from 0 on, a multiple of 16. */
    static void multiply(float[] a, float[] b, float[] to, int count) {
        for (int i = 0; i < count; i += WIDTH) {
            fromArray(S, a, i).mul(fromArray(S, b, i)).intoArray(to, i);
        }
    }
}
