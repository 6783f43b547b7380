package winnow.space;

import java.util.Locale;

/** How a range of numbers is stretched over [0, 1]: equal distances there mean equal differences of this quantity. */
public enum Scale {
    /** Of the value itself. */
    LINEAR,
    /** Of the logarithm of the value; the range must be positive. For learning rates, widths, penalties. */
    LOG,
    /**
     * Of the logarithm of 1 - value, so that values crowd towards 1; needs 0 <= low and high < 1. For momentum or decay
     * rates such as 0.9, 0.99, 0.999. (Syne Tune's reverse log-uniform.)
     */
    REVERSE_LOG;

    /** The word in a search spec: {@code linear}, {@code log}, {@code reverse-log}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where {@code value} of [low, high] lies in [0, 1]; exactly 0 at low and 1 at high. */
    double toUnit(double low, double high, double value) {
        return switch (this) {
            case LINEAR -> (value - low) / (high - low);
            case LOG -> logRatio(low, value) / logRatio(low, high);
            case REVERSE_LOG -> logRatio(1 - value, 1 - low) / logRatio(1 - high, 1 - low);
        };
    }

    /** The inverse of {@link #toUnit} up to rounding errors; monotone in {@code unit}. */
    double fromUnit(double low, double high, double unit) {
        return switch (this) {
            case LINEAR -> low + unit * (high - low);
            case LOG -> stretch(low, unit * logRatio(low, high));
            case REVERSE_LOG -> 1 - stretch(1 - low, -unit * logRatio(1 - high, 1 - low));
        };
    }

    /** value * e^exponent, in two halves since e^exponent alone may overflow. */
    private static double stretch(double value, double exponent) {
        double half = StrictMath.exp(exponent / 2);
        return value * half * half;
    }

    /** log(to / from) for 0 < from <= to, exact to a few units in the last place also for a narrow range. */
    private static double logRatio(double from, double to) {
        return to / 2 < from ? StrictMath.log1p((to - from) / from) : StrictMath.log(to) - StrictMath.log(from);
    }
}
