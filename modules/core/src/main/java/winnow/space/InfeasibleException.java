package winnow.space;

/** No configuration that keeps all constraints was found. */
public final class InfeasibleException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    InfeasibleException(String message) {
        super(message);
    }
}
