package winnow.strategy;

/**
 * The standard normal distribution, exact far into its lower tail.
 *
 * <p>Below -2 everything rests on the continued fraction of Mills' ratio, {@code m(x) = 1 / (x + c)} with
 * {@code c = 1 / (x + 2 / (x + 3 / (x + ...)))} (Abramowitz and Stegun, 26.2.14), in which nothing cancels.
 */
final class NormalTail {
    private static final double LOG_ROOT_2_PI = 0.5 * StrictMath.log(2 * Math.PI);
    private static final double BEGIN = -2;

    private NormalTail() {}

    static double density(double z) {
        return StrictMath.exp(-z * z / 2 - LOG_ROOT_2_PI);
    }

    /** The probability of less than z. */
    static double below(double z) {
        if (z <= BEGIN) {
            return density(z) / (-z + fraction(-z));
        }
        return z >= -BEGIN ? 1 - below(-z) : 0.5 + density(z) * series(z);
    }

    /** The logarithm of {@link #below}. */
    static double logBelow(double z) {
        return z <= BEGIN ? -z * z / 2 - LOG_ROOT_2_PI - StrictMath.log(-z + fraction(-z)) : StrictMath.log(below(z));
    }

    /** {@code log(density(z) + z below(z))}, the logarithm of the mean excess of a standard normal number over -z. */
    static double logExcess(double z) {
        if (z > BEGIN) {
            return StrictMath.log(density(z) + z * below(z));
        }
        double c = fraction(-z);
        return -z * z / 2 - LOG_ROOT_2_PI + StrictMath.log(c / (-z + c));
    }

    /** {@code below(z) / density(z)}. */
    static double mills(double z) {
        return z <= BEGIN ? 1 / (-z + fraction(-z)) : below(z) / density(z);
    }

    /** {@code density(z) / (density(z) + z below(z))}. */
    static double densityPerExcess(double z) {
        if (z > BEGIN) {
            return density(z) / (density(z) + z * below(z));
        }
        double c = fraction(-z);
        return (-z + c) / c;
    }

    /** {@code c} of x, at least 2. */
    private static double fraction(double x) {
        double c = x;
        for (int term = x > 6 ? 20 : 120; term >= 2; term--) {
            c = x + term / c;
        }
        return 1 / c;
    }

    /** {@code x + x^3 / 3 + x^5 / 15 + ...} (Abramowitz and Stegun, 26.2.11), for x between -2 and 2. */
    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int odd = 3; odd < 80; odd += 2) {
            term *= x * x / odd;
            sum += term;
        }
        return sum;
    }
}
