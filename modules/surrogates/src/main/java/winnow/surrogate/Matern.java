package winnow.surrogate;

/**
 * The Matérn kernel of smoothness 5/2 as a function of the squared scaled distance r2, with amplitude 1 (Rasmussen and
 * Williams, "Gaussian Processes for Machine Learning", 2006, equation 4.17):
 * {@code k = (1 + s + s^2 / 3) exp(-s)} with {@code s = sqrt(5 r2)}.
 */
final class Matern {
    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN2_HIGH = 0.6931471803691238;
    private static final double LN2_LOW = 1.9082149292705877E-10;
    private static final double UNDERFLOW = 700;

    private Matern() {}

    static double value(double squared) {
        double s = Math.sqrt(5 * squared);
        return (1 + s + s * s / 3) * exponential(s);
    }

    /** The derivative by the squared distance, {@code -5/6 (1 + s) exp(-s)}. */
    static double slope(double squared) {
        double s = Math.sqrt(5 * squared);
        return -5.0 / 6 * (1 + s) * exponential(s);
    }

    /** {@code exp(-t)} for t at least 0, to 1e-15 relative, by nothing that differs between machines; below 1e-304, 0. */
    static double exponential(double t) {
        if (!(t < UNDERFLOW)) {
            return 0;
        }
        int halvings = (int) (t * LOG2_E + 0.5);
        double x = (halvings * LN2_HIGH - t) + halvings * LN2_LOW;
        double sum = 1 + x / 13;
        sum = 1 + x * sum * (1.0 / 12);
        sum = 1 + x * sum * (1.0 / 11);
        sum = 1 + x * sum * (1.0 / 10);
        sum = 1 + x * sum * (1.0 / 9);
        sum = 1 + x * sum * (1.0 / 8);
        sum = 1 + x * sum * (1.0 / 7);
        sum = 1 + x * sum * (1.0 / 6);
        sum = 1 + x * sum * (1.0 / 5);
        sum = 1 + x * sum * (1.0 / 4);
        sum = 1 + x * sum * (1.0 / 3);
        sum = 1 + x * sum * (1.0 / 2);
        sum = 1 + x * sum;
        return sum * Double.longBitsToDouble((1023L - halvings) << 52);
    }
}
