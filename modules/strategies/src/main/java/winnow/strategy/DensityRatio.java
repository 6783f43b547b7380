package winnow.strategy;

/**
 * How much likelier a point is among good trials than among bad ones.
 *
 * @param good density of the good trials
 * @param bad density of the others
 */
record DensityRatio(ParzenEstimator good, ParzenEstimator bad) {

    /** The candidate of the largest ratio, the first of equals; {@code m x d}, m at least 1. */
    double[] best(double[][] candidates) {
        var above = good.logDensities(candidates);
        var below = bad.logDensities(candidates);
        int best = 0;
        for (int i = 1; i < candidates.length; i++) {
            best = above[i] - below[i] > above[best] - below[best] ? i : best;
        }
        return candidates[best];
    }
}
