package winnow.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The largest of 2 x 2 values, lane by lane, and the way back of its gradient.
 *
 * <p>All activations here are monotone, so the maximum comes first and the activation sees a quarter of the values. ReLU
 * is the maximum with a floor of 0; for the others the floor is minus infinity. A <em>winner</em> is 0 to 3, row by row, or
 * {@link #NOBODY} if no value is above the floor; it is kept as a float a lane. Of equal values the first wins.
 */
final class MaxPooling {
    /** The winner where the floor won: no gradient goes anywhere. */
    private static final float NOBODY = 4;

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int BLOCK = Lanes.BLOCK;

    private MaxPooling() {}

    /** Pools one tile's channel: four blocks from {@code t} on into {@code out[o]} and {@code winners[w]}. */
    static void pool(float[] tile, int t, float floor, float[] out, int o, float[] winners, int w) {
        FloatVector a = fromArray(S, tile, t);
        FloatVector b = fromArray(S, tile, t + BLOCK);
        FloatVector c = fromArray(S, tile, t + 2 * BLOCK);
        FloatVector d = fromArray(S, tile, t + 3 * BLOCK);
        FloatVector upper = a.max(b);
        FloatVector lower = c.max(d);
        FloatVector most = upper.max(lower);
        FloatVector left = zero(S).blend(1f, b.compare(GT, a));
        FloatVector right = broadcast(S, 2f).blend(3f, d.compare(GT, c));
        left.blend(right, lower.compare(GT, upper))
                .blend(NOBODY, most.compare(LE, floor))
                .intoArray(winners, w);
        most.max(floor).intoArray(out, o);
    }

    /** As {@link #pool}, for measuring only: no winner is kept. */
    static void largest(float[] tile, int t, float floor, float[] out, int o) {
        FloatVector upper = fromArray(S, tile, t).max(fromArray(S, tile, t + BLOCK));
        FloatVector lower = fromArray(S, tile, t + 2 * BLOCK).max(fromArray(S, tile, t + 3 * BLOCK));
        upper.max(lower).max(floor).intoArray(out, o);
    }

    /**
     * Gives the gradient of each of {@code count} pooled values to its winner, and zero to the three others.
     *
     * @param dp gradient of the pooled values, from {@code at} on, {@code step} apart
     * @param winners from {@code w} on, 16 apart
     * @param dy gets four blocks at {@code dyAt + places[i]}, the lower two {@code down} further
     * @param db lane sums of all gradients, added to at {@code b}
     */
    static void spread(
            float[] dp,
            int at,
            int step,
            float[] winners,
            int w,
            int count,
            float[] dy,
            int dyAt,
            int[] places,
            int down,
            float[] db,
            int b) {
        FloatVector sum = fromArray(S, db, b);
        for (int i = 0; i < count; i++) {
            FloatVector g = fromArray(S, dp, at + i * step);
            FloatVector winner = fromArray(S, winners, w + i * BLOCK);
            FloatVector none = zero(S);
            int upper = dyAt + places[i];
            int lower = upper + down;
            none.blend(g, winner.compare(EQ, 0f)).intoArray(dy, upper);
            none.blend(g, winner.compare(EQ, 1f)).intoArray(dy, upper + BLOCK);
            none.blend(g, winner.compare(EQ, 2f)).intoArray(dy, lower);
            none.blend(g, winner.compare(EQ, 3f)).intoArray(dy, lower + BLOCK);
            sum = sum.add(none.blend(g, winner.compare(LT, NOBODY)));
        }
        sum.intoArray(db, b);
    }
}
