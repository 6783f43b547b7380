package winnow.app.display;

/** Shows how far a study is while it runs. Called by one thread. */
public interface ProgressDisplay extends AutoCloseable {

    /** Shows nothing. */
    ProgressDisplay NONE = progress -> {};

    /** Called several times a second. */
    void show(Progress progress);

    /** Leaves the terminal as others want it. */
    @Override
    default void close() {}
}
