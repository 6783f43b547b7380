package winnow.strategy;

/**
 * Functions whose results have the same bits on every machine, which {@link Math} does not promise, and that take a
 * fraction of the time of {@link StrictMath}.
 */
public final class SteadyMath {
    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN2_HIGH = 0.6931471803691238;
    private static final double LN2_LOW = 1.9082149292705877e-10;
    /** Adding and subtracting it rounds to an integer. */
    private static final double ROUNDER = 0x1.8p52;

    /** 1/n! for n = 0 to 10: the remainder is below 1e-12 for the reduced argument. */
    private static final double C3 = 1.0 / 6;

    private static final double C4 = 1.0 / 24;
    private static final double C5 = 1.0 / 120;
    private static final double C6 = 1.0 / 720;
    private static final double C7 = 1.0 / 5040;
    private static final double C8 = 1.0 / 40320;
    private static final double C9 = 1.0 / 362880;
    private static final double C10 = 1.0 / 3628800;

    private SteadyMath() {}

    /** e to the power of x, within a relative error of 1e-12; 0 below -700, infinite above 700. */
    public static double exp(double x) {
        if (!(x >= -700)) {
            return Double.isNaN(x) ? x : 0;
        }
        if (x > 700) {
            return Double.POSITIVE_INFINITY;
        }
        double shifted = x * LOG2_E + ROUNDER;
        double power = shifted - ROUNDER;
        double r = (x - power * LN2_HIGH) - power * LN2_LOW;
        double high = C6 + r * (C7 + r * (C8 + r * (C9 + r * C10)));
        double low = 1 + r * (1 + r * (0.5 + r * (C3 + r * (C4 + r * C5))));
        double r2 = r * r;
        return (low + r2 * r2 * r2 * high) * Double.longBitsToDouble(((long) power + 1023) << 52);
    }

    /**
     * The sum of e to the power of x - most, within 2e-10 for each term; terms below e^-40 count as that. Without a branch
     * or a table, so that compilers make vectors of it: (e^(x/64))^64 by a polynomial and six squarings.
     *
     * @param xs changed to the terms
     * @param most the largest of them
     */
    static double sumOfExps(double[] xs, double most) {
        for (int i = 0; i < xs.length; i++) {
            double x = Math.max(xs[i] - most, -40) * (1.0 / 64);
            double p = 1 + x * (1 + x * (0.5 + x * (C3 + x * (C4 + x * C5))));
            p *= p;
            p *= p;
            p *= p;
            p *= p;
            p *= p;
            xs[i] = p * p;
        }
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i < xs.length - 3; i += 4) {
            a += xs[i];
            b += xs[i + 1];
            c += xs[i + 2];
            d += xs[i + 3];
        }
        for (; i < xs.length; i++) {
            a += xs[i];
        }
        return (a + b) + (c + d);
    }

    /**
     * The probability that a standard normal number is below x, within 1e-12.
     *
     * <p>The rational function of Hart et al., "Computer Approximations", 1968, algorithm 5666, in the form of West,
     * "Better approximations to cumulative normal functions", Wilmott, May 2005.
     */
    public static double normalBelow(double x) {
        double z = Math.abs(x);
        double tail = z > 37 ? 0 : exp(-z * z / 2) * tailRatio(z);
        return x > 0 ? 1 - tail : tail;
    }

    /** The tail beyond z in units of e^(-z^2/2). */
    private static double tailRatio(double z) {
        if (z >= 7.07106781186547) {
            return 1 / ((z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65))))) * 2.506628274631);
        }
        double above = 3.52624965998911e-02 * z + 0.700383064443688;
        above = above * z + 6.37396220353165;
        above = above * z + 33.912866078383;
        above = above * z + 112.079291497871;
        above = above * z + 221.213596169931;
        above = above * z + 220.206867912376;
        double below = 8.83883476483184e-02 * z + 1.75566716318264;
        below = below * z + 16.064177579207;
        below = below * z + 86.7807322029461;
        below = below * z + 296.564248779674;
        below = below * z + 637.333633378831;
        below = below * z + 793.826512519948;
        below = below * z + 440.413735824752;
        return above / below;
    }

    /**
     * The inverse of {@link #normalBelow}, within 1e-9 relative error: Acklam's rational approximation (2003) and one
     * step of Halley's method.
     *
     * @param p above 0 and below 1
     */
    public static double normalQuantile(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("p is " + p + ": it must lie between 0 and 1");
        }
        double start = p < 0.5 ? lowerQuantile(p) : -lowerQuantile(1 - p);
        double error = normalBelow(start) - p;
        double u = error * 2.5066282746310002 * exp(start * start / 2);
        return start - u / (1 + start * u / 2);
    }

    private static double lowerQuantile(double p) {
        if (p < 0.02425) {
            double q = StrictMath.sqrt(-2 * StrictMath.log(p));
            double above = -7.784894002430293e-03 * q - 3.223964580411365e-01;
            above = (above * q - 2.400758277161838) * q - 2.549732539343734;
            above = (above * q + 4.374664141464968) * q + 2.938163982698783;
            double below = 7.784695709041462e-03 * q + 3.224671290700398e-01;
            below = (below * q + 2.445134137142996) * q + 3.754408661907416;
            return above / (below * q + 1);
        }
        double q = p - 0.5;
        double r = q * q;
        double above = -3.969683028665376e+01 * r + 2.209460984245205e+02;
        above = (above * r - 2.759285104469687e+02) * r + 1.383577518672690e+02;
        above = (above * r - 3.066479806614716e+01) * r + 2.506628277459239;
        double below = -5.447609879822406e+01 * r + 1.615858368580409e+02;
        below = (below * r - 1.556989798598866e+02) * r + 6.680131188771972e+01;
        below = (below * r - 1.328068155288572e+01) * r + 1;
        return above * q / below;
    }
}
