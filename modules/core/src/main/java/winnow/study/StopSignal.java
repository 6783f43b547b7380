package winnow.study;

/** Says whether an epoch in training should be abandoned. Cheap enough to ask before each minibatch. */
@FunctionalInterface
public interface StopSignal {

    /** Never stops. */
    StopSignal NEVER = () -> false;

    boolean isStopping();

    /**
     * Throws if the epoch should be abandoned.
     *
     * @throws StoppedException then
     */
    default void check() {
        if (isStopping()) {
            throw new StoppedException();
        }
    }
}
