package winnow.journal;

/** A line of a journal is whole, but does not say what a line of this version should. */
final class MalformedEntryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedEntryException(String message) {
        super(message);
    }
}
