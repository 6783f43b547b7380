package winnow.app.display;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;
import winnow.space.Value;

/** How numbers are written for people. */
public final class Figures {
    private static final int SHOWN = 4;

    private Figures() {}

    /** Four digits that count, in a column: {@code 0.5123}, {@code 12.35}, {@code 0.8000}, {@code 1.234e-06}. */
    public static String measure(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (size != 0 && (size < 1e-4 || size >= 1e7)) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        int whole = size < 1 ? 0 : (int) Math.floor(Math.log10(size)) + 1;
        int zeros = size >= 0.1 || size == 0 ? 0 : -(int) Math.floor(Math.log10(size)) - 1;
        return String.format(Locale.ROOT, "%." + Math.max(0, SHOWN - whole + zeros) + "f", value);
    }

    /** A value of a parameter; a real one with at most four digits that count: {@code 0.9}, {@code 0.01234}. */
    public static String value(Value value) {
        if (!(value instanceof Value.Real real) || real.value() == 0) {
            return value.text();
        }
        double rounded =
                new BigDecimal(real.value()).round(new MathContext(SHOWN)).doubleValue();
        return Value.of(rounded).text();
    }

    /** {@code 0:07}, {@code 12:30}, {@code 1:02:03}. */
    public static String clock(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        long hours = seconds / 3600;
        return hours > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, seconds / 60 % 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    /** {@code 812 B}, {@code 1.3 MB}; a MB is a million bytes. */
    public static String bytes(long count) {
        if (count < 1000) {
            return count + " B";
        }
        double value = count;
        var unit = "";
        for (var next : new String[] {"kB", "MB", "GB", "TB"}) {
            if (value < 999.5) {
                break;
            }
            value /= 1000;
            unit = next;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, unit);
    }

    /** {@code 1 trial}, {@code 2 trials}. */
    public static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** {@code 52 %}, never 100 % before it is. */
    public static String percent(double share) {
        return (int) Math.floor(100 * Math.min(1, Math.max(0, share))) + " %";
    }
}
