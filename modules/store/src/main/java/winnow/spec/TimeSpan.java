package winnow.spec;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as a spec writes them: {@code 10m}, {@code 90s}, {@code 1h30m}, {@code 2d}, {@code 500ms}. */
public final class TimeSpan {
    /** At least one part, largest unit first; nine digits keep every sum far inside of a long. */
    static final String PATTERN = "^(?=[0-9])([0-9]{1,9}d)?([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?([0-9]{1,9}ms)?$";

    private static final Pattern FORM = Pattern.compile(PATTERN);
    private static final long[] MILLIS = {86_400_000, 3_600_000, 60_000, 1_000, 1};
    private static final String[] UNITS = {"d", "h", "m", "s", "ms"};

    private TimeSpan() {}

    /** The duration, which is positive; empty if the text is none. */
    public static Optional<Duration> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        long millis = 0;
        for (int i = 0; i < UNITS.length; i++) {
            var part = form.group(i + 1);
            if (part != null) {
                millis += Long.parseLong(part.substring(0, part.length() - UNITS[i].length())) * MILLIS[i];
            }
        }
        return Optional.of(Duration.ofMillis(millis)).filter(d -> !d.isZero());
    }

    /** The text of a duration, which is read back as it; parts of a millisecond are rounded up. */
    public static String text(Duration duration) {
        long rest = duration.plusNanos(999_999).toMillis();
        var text = new StringBuilder();
        for (int i = 0; i < UNITS.length; i++) {
            if (rest >= MILLIS[i]) {
                text.append(rest / MILLIS[i]).append(UNITS[i]);
                rest %= MILLIS[i];
            }
        }
        return text.toString();
    }
}
