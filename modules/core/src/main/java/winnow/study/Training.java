package winnow.study;

import winnow.trial.Metrics;

/** A trial being trained, by one thread, epoch after epoch. */
public interface Training extends AutoCloseable {

    /**
     * Trains one more epoch and measures.
     *
     * <p>The same trial, epoch after epoch in one training or taken up again from any snapshot, must measure the same
     * values: draw randomness from (seed, epoch) only.
     *
     * @param epoch its number, one more than the last, from 1
     * @param stop to be polled between minibatches
     * @return the study's metric and whatever else is worth keeping
     * @throws DivergedException if the loss is NaN, infinite or explodes
     * @throws StoppedException when {@code stop} says so; the unfinished epoch is thrown away
     */
    Metrics epoch(int epoch, StopSignal stop) throws Exception;

    /** The state after the last whole epoch, taken cheaply now and written later, if at all. */
    Snapshot snapshot();

    /** What trains, and why that, in a few words for provenance; empty: there is nothing to say. */
    default String madeBy() {
        return "";
    }

    @Override
    default void close() {}
}
