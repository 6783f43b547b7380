package winnow.kernel;

import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The mean of 2 x 2 activated values, lane by lane, and the way back of its gradient. */
final class AveragePooling {
    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int BLOCK = Lanes.BLOCK;

    private AveragePooling() {}

    /**
     * Pools {@code count} values.
     *
     * @param v four blocks at {@code vAt + places[i]}, the lower two {@code down} further
     * @param out gets the means from {@code o} on, {@code step} apart
     */
    static void pool(float[] v, int vAt, int[] places, int down, int count, float[] out, int o, int step) {
        for (int i = 0; i < count; i++) {
            int upper = vAt + places[i];
            int lower = upper + down;
            FloatVector above = fromArray(S, v, upper).add(fromArray(S, v, upper + BLOCK));
            FloatVector below = fromArray(S, v, lower).add(fromArray(S, v, lower + BLOCK));
            above.add(below).mul(0.25f).intoArray(out, o + i * step);
        }
    }

    /**
     * Gives a quarter of the gradient of each of {@code count} pooled values to its four, times the slope at each.
     *
     * @param dp gradient of the pooled values, from {@code at} on, {@code step} apart
     * @param slopes four blocks at {@code slopesAt + slopePlaces[i]}, the lower two {@code slopesDown} further
     * @param dy gets four blocks at {@code dyAt + places[i]}, the lower two {@code down} further
     * @param db lane sums of all gradients, added to at {@code b}
     */
    static void spread(
            float[] dp,
            int at,
            int step,
            float[] slopes,
            int slopesAt,
            int[] slopePlaces,
            int slopesDown,
            int count,
            float[] dy,
            int dyAt,
            int[] places,
            int down,
            float[] db,
            int b) {
        FloatVector sum = fromArray(S, db, b);
        for (int i = 0; i < count; i++) {
            FloatVector g = fromArray(S, dp, at + i * step).mul(0.25f);
            int from = slopesAt + slopePlaces[i];
            int upper = dyAt + places[i];
            int lower = upper + down;
            FloatVector p = g.mul(fromArray(S, slopes, from));
            FloatVector q = g.mul(fromArray(S, slopes, from + BLOCK));
            FloatVector r = g.mul(fromArray(S, slopes, from + slopesDown));
            FloatVector s = g.mul(fromArray(S, slopes, from + slopesDown + BLOCK));
            p.intoArray(dy, upper);
            q.intoArray(dy, upper + BLOCK);
            r.intoArray(dy, lower);
            s.intoArray(dy, lower + BLOCK);
            sum = sum.add(p.add(q).add(r.add(s)));
        }
        sum.intoArray(db, b);
    }
}
