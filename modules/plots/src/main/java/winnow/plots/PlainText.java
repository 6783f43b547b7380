package winnow.plots;

/** Texts of a study as they may be shown on a page. */
public final class PlainText {
    private PlainText() {}

    /**
     * The text with U+FFFD for each character that is none, that HTML forbids, or that would turn the direction of what
     * follows: a name must not be able to rearrange the page around it.
     */
    public static String of(String text) {
        var plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> plain.appendCodePoint(isPlain(c) ? c : '\ufffd'));
        return plain.toString();
    }

    private static boolean isPlain(int c) {
        boolean isControl = Character.isISOControl(c) && c != '\n' && c != '\t';
        boolean isTurning = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        boolean isNone = Character.getType(c) == Character.SURROGATE || (c & 0xfffe) == 0xfffe;
        return !isControl && !isTurning && !isNone && c != 0x2028 && c != 0x2029;
    }

    /** A text of at most so many characters, with an ellipsis for what was cut. */
    public static String shortened(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
