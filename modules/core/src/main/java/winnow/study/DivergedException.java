package winnow.study;

/** A training's loss became NaN or infinite, or exploded. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DivergedException(String message) {
        super(message);
    }
}
