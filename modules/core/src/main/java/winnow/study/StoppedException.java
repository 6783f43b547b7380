package winnow.study;

/** An epoch was abandoned because it was asked to. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoppedException() {
        super("the epoch was abandoned as asked", null, false, false);
    }
}
