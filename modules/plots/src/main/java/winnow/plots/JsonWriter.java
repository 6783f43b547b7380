package winnow.plots;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Writes compact JSON that may stand inside a {@code script} element whatever its texts contain: {@code <}, {@code >}
 * and {@code &} are escaped, and so are the line separators of JavaScript, control characters and lone surrogates.
 * Commas are its own affair; that names stand in objects only, and brackets match, is the caller's.
 */
public final class JsonWriter {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder();
    private boolean isFirst = true;

    public JsonWriter beginObject() {
        return begin('{');
    }

    public JsonWriter endObject() {
        return end('}');
    }

    public JsonWriter beginArray() {
        return begin('[');
    }

    public JsonWriter endArray() {
        return end(']');
    }

    public JsonWriter name(String name) {
        separate();
        quote(name);
        out.append(':');
        isFirst = true;
        return this;
    }

    public JsonWriter value(String text) {
        separate();
        quote(text);
        return this;
    }

    public JsonWriter value(long number) {
        separate();
        out.append(number);
        return this;
    }

    public JsonWriter value(boolean truth) {
        separate();
        out.append(truth);
        return this;
    }

    /** The shortest number that is read back as this one; null if it is not finite. */
    public JsonWriter value(double number) {
        return Double.isFinite(number) ? number(new BigDecimal(Double.toString(number))) : nothing();
    }

    /** The number to so many significant digits; null if it is not finite. */
    public JsonWriter rounded(double number, int digits) {
        return Double.isFinite(number)
                ? number(new BigDecimal(number).round(new MathContext(digits, RoundingMode.HALF_EVEN)))
                : nothing();
    }

    public JsonWriter nothing() {
        separate();
        out.append("null");
        return this;
    }

    public String text() {
        return out.toString();
    }

    private JsonWriter number(BigDecimal number) {
        separate();
        out.append(number.signum() == 0 ? "0" : number.stripTrailingZeros().toString());
        return this;
    }

    private JsonWriter begin(char bracket) {
        separate();
        out.append(bracket);
        isFirst = true;
        return this;
    }

    private JsonWriter end(char bracket) {
        out.append(bracket);
        isFirst = false;
        return this;
    }

    private void separate() {
        if (!isFirst) {
            out.append(',');
        }
        isFirst = false;
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || (c >= 0x7f && c < 0xa0) || "<>&\u2028\u2029".indexOf(c) >= 0 || isOdd(c)) {
                escape(c);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /** Lone surrogates, which UTF-8 cannot carry, and characters that are none. */
    private static boolean isOdd(char c) {
        return Character.isSurrogate(c) || c >= 0xfffe;
    }

    private void escape(char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt((c >> shift) & 0xf));
        }
    }
}
