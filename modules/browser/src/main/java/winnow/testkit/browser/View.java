package winnow.testkit.browser;

/**
 * How a person looks at a page.
 *
 * @param width of the window, in CSS pixels
 * @param height of the window, in CSS pixels
 * @param isDark whether the person prefers dark colours
 * @param isPaper whether the page is laid out for print
 */
public record View(int width, int height, boolean isDark, boolean isPaper) {
    /** A laptop's window. */
    public static final View WIDE = new View(1280, 900, false, false);

    /** A telephone. */
    public static final View NARROW = new View(390, 844, false, false);

    /** A sheet of A4, at 96 pixels an inch and within the margins of a report. */
    public static final View PAPER = new View(703, 1030, false, true);

    public View {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a window has at least 1 x 1 pixels, not " + width + " x " + height);
        }
    }

    /** The same at night. */
    public View dark() {
        return new View(width, height, true, isPaper);
    }

    /** The same with another width. */
    public View wide(int pixels) {
        return new View(pixels, height, isDark, isPaper);
    }

    /** Whether it is held in a hand: then it is touched rather than pointed at. */
    public boolean isHandheld() {
        return width < 600;
    }

    /** For the name of a picture: {@code 390-dark}. */
    @Override
    public String toString() {
        return (isPaper ? "print" : Integer.toString(width)) + (isDark ? "-dark" : "");
    }
}
