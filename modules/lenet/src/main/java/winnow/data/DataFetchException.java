package winnow.data;

/** Fashion-MNIST could not be fetched; the message says what was tried and what went wrong. */
public final class DataFetchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DataFetchException(String message) {
        super(message);
    }

    public DataFetchException(String message, Throwable cause) {
        super(message, cause);
    }
}
