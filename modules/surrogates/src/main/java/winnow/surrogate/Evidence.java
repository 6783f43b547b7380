package winnow.surrogate;

import java.util.Arrays;
import winnow.search.Surrogate;
import winnow.space.SearchSpace;

/**
 * What a model was fitted to; equal by content, so that it can be remembered.
 *
 * @param points {@code n x d}, encoded
 * @param losses n
 */
record Evidence(SearchSpace space, double[][] points, double[] losses, long seed) {

    /** Checks what {@link Surrogate#fit} is given. */
    Evidence {
        check(space, points, losses);
    }

    static void check(SearchSpace space, double[][] points, double[] losses) {
        if (points.length == 0 || points.length != losses.length) {
            throw new IllegalArgumentException(
                    points.length + " points and " + losses.length + " losses: as many are needed, and at least one");
        }
        for (int i = 0; i < points.length; i++) {
            if (points[i].length != space.dimensions()) {
                throw new IllegalArgumentException("point " + i + " has " + points[i].length
                        + " coordinates: this space has " + space.dimensions());
            }
            if (Double.isNaN(losses[i]) || losses[i] == Double.NEGATIVE_INFINITY) {
                throw new IllegalArgumentException(
                        "loss " + i + " is " + losses[i] + ": it must be finite, or infinity where it is infeasible");
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Evidence that
                && seed == that.seed
                && Arrays.equals(losses, that.losses)
                && Arrays.deepEquals(points, that.points)
                && space.equals(that.space);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(losses) * 31 + Long.hashCode(seed);
    }
}
