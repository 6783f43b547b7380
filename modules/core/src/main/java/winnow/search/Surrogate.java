package winnow.search;

import winnow.space.SearchSpace;

/**
 * A model of loss over a search space, learnt from what was observed.
 *
 * <p>A function of its arguments: it may remember what it has fitted, but that never changes a bit of an answer. Safe
 * for use by several threads.
 */
public interface Surrogate {

    /** The loss of a point at which nothing could be measured, because the trial diverged or failed. */
    double INFEASIBLE = Double.POSITIVE_INFINITY;

    /**
     * Learns how the loss behaves.
     *
     * @param space where the points lie
     * @param points {@code n x d}, n at least 1: encoded configurations ({@link SearchSpace#encode}), NaN for a
     *     parameter that does not take part; a point may occur more than once
     * @param losses n finite numbers or {@link #INFEASIBLE}, lower is better, in any unit
     * @param seed where the fit needs chance
     * @throws IllegalArgumentException if shapes differ or a loss is NaN or minus infinity
     */
    Posterior fit(SearchSpace space, double[][] points, double[] losses, long seed);
}
