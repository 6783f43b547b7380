package winnow.app.display;

import java.util.ArrayList;
import java.util.List;

/**
 * What lines are made for.
 *
 * @param width columns, at least 20
 * @param isColoured whether ANSI colours may be used
 */
public record Screen(int width, boolean isColoured) {

    /** Where no terminal is: a file, a pipe. */
    public static final Screen PLAIN = new Screen(80, false);

    /** The narrowest screen that lines are made for. */
    private static final int NARROWEST = 20;

    public Screen {
        width = Math.max(NARROWEST, width);
    }

    /** How a piece of text stands out. */
    public enum Tone {
        GOOD("32"),
        WAITING("33"),
        BAD("31"),
        STRONG("1"),
        FAINT("2");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    public String paint(Tone tone, String text) {
        return isColoured && !text.isEmpty() ? "\u001b[" + tone.code + "m" + text + "\u001b[0m" : text;
    }

    /** The text without what would move a terminal's cursor or change its colours: each such character is a blank. */
    public static String plain(String text) {
        return text.codePoints().anyMatch(Screen::isHidden)
                ? text.codePoints()
                        .map(c -> isHidden(c) ? ' ' : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : text;
    }

    private static boolean isHidden(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR;
    }

    /**
     * The text in as many lines as it needs, broken between words.
     *
     * @param indent blanks before each line but the first
     */
    public List<String> wrapped(String text, int indent) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        boolean isBegun = false;
        for (var word : plain(text).split(" ", -1)) {
            if (isBegun
                    && line.length() + 1 + word.length() > width
                    && !line.toString().isBlank()) {
                lines.add(cut(line.toString(), width));
                line = new StringBuilder(" ".repeat(indent)).append(word);
            } else {
                line.append(isBegun ? " " : "").append(word);
            }
            isBegun = true;
        }
        lines.add(cut(line.toString(), width));
        return lines;
    }

    /** The text in no more than {@code most} columns, cut with an ellipsis; it must not be painted. */
    public static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, Math.max(0, most - 1)) + "…";
    }
}
