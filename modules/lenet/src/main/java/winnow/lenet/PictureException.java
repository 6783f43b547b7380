package winnow.lenet;

/** A picture cannot be read; the message names it and says what would be right. */
public final class PictureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PictureException(String message) {
        super(message);
    }

    public PictureException(String message, Throwable cause) {
        super(message, cause);
    }
}
