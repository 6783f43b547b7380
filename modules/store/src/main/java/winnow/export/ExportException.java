package winnow.export;

/** An export cannot be made; the message says why, and what would help. */
public final class ExportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean isMistake;

    private ExportException(String message, boolean isMistake) {
        super(message);
        this.isMistake = isMistake;
    }

    private ExportException(String message, Throwable cause) {
        super(message, cause);
        this.isMistake = false;
    }

    /** It was asked for in a way that cannot be followed. */
    public static ExportException mistake(String message) {
        return new ExportException(message, true);
    }

    /** A disk or a server does not do its part. */
    public static ExportException trouble(String message) {
        return new ExportException(message, false);
    }

    /** The same, with what was thrown. */
    public static ExportException trouble(String message, Throwable cause) {
        return new ExportException(message, cause);
    }

    /** Whether the one who asked can ask otherwise; else something is broken. */
    public boolean isMistake() {
        return isMistake;
    }
}
