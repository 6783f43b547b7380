package winnow.space;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.stream.IntStream;

/** Doubles as the short decimal numbers people write. */
final class Decimal {
    private static final int SMALLEST_EXPONENT = -323;
    private static final double[] POWERS = IntStream.rangeClosed(SMALLEST_EXPONENT, 308)
            .mapToDouble(e -> Double.parseDouble("1e" + e))
            .toArray();
    /** The largest n for which 10^n is exactly a double. */
    private static final int EXACT = 22;
    /** Decimal numbers of up to so many digits survive the way through a double. */
    private static final int SURE_DIGITS = 15;

    private Decimal() {}

    /** The n with 10^n <= value < 10^(n+1), for a positive finite value. */
    static int exponent(double value) {
        int guess = (int) Math.max(SMALLEST_EXPONENT, Math.min(308, StrictMath.floor(StrictMath.log10(value))));
        if (value < power(guess)) {
            return guess - 1;
        }
        return guess < 308 && value >= power(guess + 1) ? guess + 1 : guess;
    }

    private static double power(int exponent) {
        return POWERS[exponent - SMALLEST_EXPONENT];
    }

    /** The double nearest to the multiple of 10^-places that is nearest to {@code value}; monotone and idempotent. */
    static double round(double value, int places) {
        if (places >= 0 && places <= EXACT) {
            return Math.rint(value * power(places)) / power(places);
        }
        if (places < 0 && places >= -EXACT) {
            return Math.rint(value / power(-places)) * power(-places);
        }
        return new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN).doubleValue();
    }

    /** The shortest decimal number that is read back as {@code value}. */
    static BigDecimal shortest(double value) {
        // Double.toString before Java 19 is not always the shortest
        BigDecimal digits = new BigDecimal(Double.toString(value));
        for (int precision = SURE_DIGITS; precision < digits.precision(); precision++) {
            BigDecimal rounded = digits.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros();
            }
        }
        return digits.signum() == 0 ? BigDecimal.ZERO : digits.stripTrailingZeros();
    }

    /** {@code 0.01}, {@code 1.0}, {@code 1.5e-7}: plain from 1e-4 up to 1e16, else with an exponent. */
    static String text(double value) {
        BigDecimal shortest = shortest(value);
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            return shortest.setScale(Math.max(1, shortest.scale()), RoundingMode.UNNECESSARY)
                    .toPlainString();
        }
        BigDecimal mantissa = shortest.movePointLeft(exponent).stripTrailingZeros();
        return mantissa.toPlainString() + "e" + exponent;
    }
}
