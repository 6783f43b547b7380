package winnow.data;

/** An IDX file is missing, damaged or not what it should be; the message names the file and what would be right. */
public final class IdxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IdxException(String message) {
        super(message);
    }

    public IdxException(String message, Throwable cause) {
        super(message, cause);
    }
}
