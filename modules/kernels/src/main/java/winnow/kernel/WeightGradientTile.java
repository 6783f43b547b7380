package winnow.kernel;

import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Gradients of a convolution's weights, for five taps and one to four output channels, kept in registers; each lane sums
 * for itself:
 *
 * <pre>
 * dw[g][tap] += sum over places of  dy[g][place] x[place + tap]
 * </pre>
 */
final class WeightGradientTile {
    /** Taps of a tile. */
    static final int TAPS = 5;

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int BLOCK = Lanes.BLOCK;
    private static final int WIDEST = Lanes.MANY_REGISTERS ? 4 : 2;

    private WeightGradientTile() {}

    /** How many channels the next tile takes when {@code left} are left, so that tiles differ by one at most. */
    static int channels(int left) {
        int tiles = (left + WIDEST - 1) / WIDEST;
        return (left + tiles - 1) / tiles;
    }

    /**
     * Adds to one tile.
     *
     * @param channels 1 to 4
     * @param x input, from {@code at} on
     * @param offsets of the taps from a place; five from {@code tap} on are taken
     * @param dy gradient of the outputs: that of channel {@code g} begins at {@code dyAt + g dyStep}
     * @param xPlaces where each of the {@code count} places is in {@code x}
     * @param dyPlaces where it is in {@code dy}
     * @param dw gets tap {@code j} of channel {@code g} at {@code o + g oStep + 16 j}
     */
    static void add(
            int channels,
            float[] x,
            int at,
            int[] offsets,
            int tap,
            float[] dy,
            int dyAt,
            int dyStep,
            int[] xPlaces,
            int[] dyPlaces,
            int count,
            float[] dw,
            int o,
            int oStep) {
        switch (channels) {
            case 4 -> tile4(x, at, offsets, tap, dy, dyAt, dyStep, xPlaces, dyPlaces, count, dw, o, oStep);
            case 3 -> tile3(x, at, offsets, tap, dy, dyAt, dyStep, xPlaces, dyPlaces, count, dw, o, oStep);
            case 2 -> tile2(x, at, offsets, tap, dy, dyAt, dyStep, xPlaces, dyPlaces, count, dw, o, oStep);
            default -> tile1(x, at, offsets, tap, dy, dyAt, xPlaces, dyPlaces, count, dw, o);
        }
    }

    private static void tile4(
            float[] x,
            int at,
            int[] offsets,
            int tap,
            float[] dy,
            int dyAt,
            int dyStep,
            int[] xPlaces,
            int[] dyPlaces,
            int count,
            float[] dw,
            int o,
            int oStep) {
        FloatVector a0 = fromArray(S, dw, o);
        FloatVector b0 = fromArray(S, dw, o + BLOCK);
        FloatVector c0 = fromArray(S, dw, o + 2 * BLOCK);
        FloatVector d0 = fromArray(S, dw, o + 3 * BLOCK);
        FloatVector e0 = fromArray(S, dw, o + 4 * BLOCK);
        FloatVector a1 = fromArray(S, dw, o + oStep);
        FloatVector b1 = fromArray(S, dw, o + oStep + BLOCK);
        FloatVector c1 = fromArray(S, dw, o + oStep + 2 * BLOCK);
        FloatVector d1 = fromArray(S, dw, o + oStep + 3 * BLOCK);
        FloatVector e1 = fromArray(S, dw, o + oStep + 4 * BLOCK);
        FloatVector a2 = fromArray(S, dw, o + 2 * oStep);
        FloatVector b2 = fromArray(S, dw, o + 2 * oStep + BLOCK);
        FloatVector c2 = fromArray(S, dw, o + 2 * oStep + 2 * BLOCK);
        FloatVector d2 = fromArray(S, dw, o + 2 * oStep + 3 * BLOCK);
        FloatVector e2 = fromArray(S, dw, o + 2 * oStep + 4 * BLOCK);
        FloatVector a3 = fromArray(S, dw, o + 3 * oStep);
        FloatVector b3 = fromArray(S, dw, o + 3 * oStep + BLOCK);
        FloatVector c3 = fromArray(S, dw, o + 3 * oStep + 2 * BLOCK);
        FloatVector d3 = fromArray(S, dw, o + 3 * oStep + 3 * BLOCK);
        FloatVector e3 = fromArray(S, dw, o + 3 * oStep + 4 * BLOCK);
        int xa = at + offsets[tap],
                xb = at + offsets[tap + 1],
                xc = at + offsets[tap + 2],
                xd = at + offsets[tap + 3],
                xe = at + offsets[tap + 4];
        for (int i = 0; i < count; i++) {
            int place = xPlaces[i];
            int k = dyAt + dyPlaces[i];
            FloatVector g0 = fromArray(S, dy, k);
            FloatVector g1 = fromArray(S, dy, k + dyStep);
            FloatVector g2 = fromArray(S, dy, k + 2 * dyStep);
            FloatVector g3 = fromArray(S, dy, k + 3 * dyStep);
            FloatVector a = fromArray(S, x, xa + place);
            a0 = a.fma(g0, a0);
            a1 = a.fma(g1, a1);
            a2 = a.fma(g2, a2);
            a3 = a.fma(g3, a3);
            FloatVector b = fromArray(S, x, xb + place);
            b0 = b.fma(g0, b0);
            b1 = b.fma(g1, b1);
            b2 = b.fma(g2, b2);
            b3 = b.fma(g3, b3);
            FloatVector c = fromArray(S, x, xc + place);
            c0 = c.fma(g0, c0);
            c1 = c.fma(g1, c1);
            c2 = c.fma(g2, c2);
            c3 = c.fma(g3, c3);
            FloatVector d = fromArray(S, x, xd + place);
            d0 = d.fma(g0, d0);
            d1 = d.fma(g1, d1);
            d2 = d.fma(g2, d2);
            d3 = d.fma(g3, d3);
            FloatVector e = fromArray(S, x, xe + place);
            e0 = e.fma(g0, e0);
            e1 = e.fma(g1, e1);
            e2 = e.fma(g2, e2);
            e3 = e.fma(g3, e3);
        }
        a0.intoArray(dw, o);
        b0.intoArray(dw, o + BLOCK);
        c0.intoArray(dw, o + 2 * BLOCK);
        d0.intoArray(dw, o + 3 * BLOCK);
        e0.intoArray(dw, o + 4 * BLOCK);
        a1.intoArray(dw, o + oStep);
        b1.intoArray(dw, o + oStep + BLOCK);
        c1.intoArray(dw, o + oStep + 2 * BLOCK);
        d1.intoArray(dw, o + oStep + 3 * BLOCK);
        e1.intoArray(dw, o + oStep + 4 * BLOCK);
        a2.intoArray(dw, o + 2 * oStep);
        b2.intoArray(dw, o + 2 * oStep + BLOCK);
        c2.intoArray(dw, o + 2 * oStep + 2 * BLOCK);
        d2.intoArray(dw, o + 2 * oStep + 3 * BLOCK);
        e2.intoArray(dw, o + 2 * oStep + 4 * BLOCK);
        a3.intoArray(dw, o + 3 * oStep);
        b3.intoArray(dw, o + 3 * oStep + BLOCK);
        c3.intoArray(dw, o + 3 * oStep + 2 * BLOCK);
        d3.intoArray(dw, o + 3 * oStep + 3 * BLOCK);
        e3.intoArray(dw, o + 3 * oStep + 4 * BLOCK);
    }

    private static void tile3(
            float[] x,
            int at,
            int[] offsets,
            int tap,
            float[] dy,
            int dyAt,
            int dyStep,
            int[] xPlaces,
            int[] dyPlaces,
            int count,
            float[] dw,
            int o,
            int oStep) {
        FloatVector a0 = fromArray(S, dw, o);
        FloatVector b0 = fromArray(S, dw, o + BLOCK);
        FloatVector c0 = fromArray(S, dw, o + 2 * BLOCK);
        FloatVector d0 = fromArray(S, dw, o + 3 * BLOCK);
        FloatVector e0 = fromArray(S, dw, o + 4 * BLOCK);
        FloatVector a1 = fromArray(S, dw, o + oStep);
        FloatVector b1 = fromArray(S, dw, o + oStep + BLOCK);
        FloatVector c1 = fromArray(S, dw, o + oStep + 2 * BLOCK);
        FloatVector d1 = fromArray(S, dw, o + oStep + 3 * BLOCK);
        FloatVector e1 = fromArray(S, dw, o + oStep + 4 * BLOCK);
        FloatVector a2 = fromArray(S, dw, o + 2 * oStep);
        FloatVector b2 = fromArray(S, dw, o + 2 * oStep + BLOCK);
        FloatVector c2 = fromArray(S, dw, o + 2 * oStep + 2 * BLOCK);
        FloatVector d2 = fromArray(S, dw, o + 2 * oStep + 3 * BLOCK);
        FloatVector e2 = fromArray(S, dw, o + 2 * oStep + 4 * BLOCK);
        int xa = at + offsets[tap],
                xb = at + offsets[tap + 1],
                xc = at + offsets[tap + 2],
                xd = at + offsets[tap + 3],
                xe = at + offsets[tap + 4];
        for (int i = 0; i < count; i++) {
            int place = xPlaces[i];
            int k = dyAt + dyPlaces[i];
            FloatVector g0 = fromArray(S, dy, k);
            FloatVector g1 = fromArray(S, dy, k + dyStep);
            FloatVector g2 = fromArray(S, dy, k + 2 * dyStep);
            FloatVector a = fromArray(S, x, xa + place);
            a0 = a.fma(g0, a0);
            a1 = a.fma(g1, a1);
            a2 = a.fma(g2, a2);
            FloatVector b = fromArray(S, x, xb + place);
            b0 = b.fma(g0, b0);
            b1 = b.fma(g1, b1);
            b2 = b.fma(g2, b2);
            FloatVector c = fromArray(S, x, xc + place);
            c0 = c.fma(g0, c0);
            c1 = c.fma(g1, c1);
            c2 = c.fma(g2, c2);
            FloatVector d = fromArray(S, x, xd + place);
            d0 = d.fma(g0, d0);
            d1 = d.fma(g1, d1);
            d2 = d.fma(g2, d2);
            FloatVector e = fromArray(S, x, xe + place);
            e0 = e.fma(g0, e0);
            e1 = e.fma(g1, e1);
            e2 = e.fma(g2, e2);
        }
        a0.intoArray(dw, o);
        b0.intoArray(dw, o + BLOCK);
        c0.intoArray(dw, o + 2 * BLOCK);
        d0.intoArray(dw, o + 3 * BLOCK);
        e0.intoArray(dw, o + 4 * BLOCK);
        a1.intoArray(dw, o + oStep);
        b1.intoArray(dw, o + oStep + BLOCK);
        c1.intoArray(dw, o + oStep + 2 * BLOCK);
        d1.intoArray(dw, o + oStep + 3 * BLOCK);
        e1.intoArray(dw, o + oStep + 4 * BLOCK);
        a2.intoArray(dw, o + 2 * oStep);
        b2.intoArray(dw, o + 2 * oStep + BLOCK);
        c2.intoArray(dw, o + 2 * oStep + 2 * BLOCK);
        d2.intoArray(dw, o + 2 * oStep + 3 * BLOCK);
        e2.intoArray(dw, o + 2 * oStep + 4 * BLOCK);
    }

    private static void tile2(
            float[] x,
            int at,
            int[] offsets,
            int tap,
            float[] dy,
            int dyAt,
            int dyStep,
            int[] xPlaces,
            int[] dyPlaces,
            int count,
            float[] dw,
            int o,
            int oStep) {
        FloatVector a0 = fromArray(S, dw, o);
        FloatVector b0 = fromArray(S, dw, o + BLOCK);
        FloatVector c0 = fromArray(S, dw, o + 2 * BLOCK);
        FloatVector d0 = fromArray(S, dw, o + 3 * BLOCK);
        FloatVector e0 = fromArray(S, dw, o + 4 * BLOCK);
        FloatVector a1 = fromArray(S, dw, o + oStep);
        FloatVector b1 = fromArray(S, dw, o + oStep + BLOCK);
        FloatVector c1 = fromArray(S, dw, o + oStep + 2 * BLOCK);
        FloatVector d1 = fromArray(S, dw, o + oStep + 3 * BLOCK);
        FloatVector e1 = fromArray(S, dw, o + oStep + 4 * BLOCK);
        int xa = at + offsets[tap],
                xb = at + offsets[tap + 1],
                xc = at + offsets[tap + 2],
                xd = at + offsets[tap + 3],
                xe = at + offsets[tap + 4];
        for (int i = 0; i < count; i++) {
            int place = xPlaces[i];
            int k = dyAt + dyPlaces[i];
            FloatVector g0 = fromArray(S, dy, k);
            FloatVector g1 = fromArray(S, dy, k + dyStep);
            FloatVector a = fromArray(S, x, xa + place);
            a0 = a.fma(g0, a0);
            a1 = a.fma(g1, a1);
            FloatVector b = fromArray(S, x, xb + place);
            b0 = b.fma(g0, b0);
            b1 = b.fma(g1, b1);
            FloatVector c = fromArray(S, x, xc + place);
            c0 = c.fma(g0, c0);
            c1 = c.fma(g1, c1);
            FloatVector d = fromArray(S, x, xd + place);
            d0 = d.fma(g0, d0);
            d1 = d.fma(g1, d1);
            FloatVector e = fromArray(S, x, xe + place);
            e0 = e.fma(g0, e0);
            e1 = e.fma(g1, e1);
        }
        a0.intoArray(dw, o);
        b0.intoArray(dw, o + BLOCK);
        c0.intoArray(dw, o + 2 * BLOCK);
        d0.intoArray(dw, o + 3 * BLOCK);
        e0.intoArray(dw, o + 4 * BLOCK);
        a1.intoArray(dw, o + oStep);
        b1.intoArray(dw, o + oStep + BLOCK);
        c1.intoArray(dw, o + oStep + 2 * BLOCK);
        d1.intoArray(dw, o + oStep + 3 * BLOCK);
        e1.intoArray(dw, o + oStep + 4 * BLOCK);
    }

    private static void tile1(
            float[] x,
            int at,
            int[] offsets,
            int tap,
            float[] dy,
            int dyAt,
            int[] xPlaces,
            int[] dyPlaces,
            int count,
            float[] dw,
            int o) {
        FloatVector a0 = fromArray(S, dw, o);
        FloatVector b0 = fromArray(S, dw, o + BLOCK);
        FloatVector c0 = fromArray(S, dw, o + 2 * BLOCK);
        FloatVector d0 = fromArray(S, dw, o + 3 * BLOCK);
        FloatVector e0 = fromArray(S, dw, o + 4 * BLOCK);
        int xa = at + offsets[tap],
                xb = at + offsets[tap + 1],
                xc = at + offsets[tap + 2],
                xd = at + offsets[tap + 3],
                xe = at + offsets[tap + 4];
        for (int i = 0; i < count; i++) {
            int place = xPlaces[i];
            int k = dyAt + dyPlaces[i];
            FloatVector g0 = fromArray(S, dy, k);
            FloatVector a = fromArray(S, x, xa + place);
            a0 = a.fma(g0, a0);
            FloatVector b = fromArray(S, x, xb + place);
            b0 = b.fma(g0, b0);
            FloatVector c = fromArray(S, x, xc + place);
            c0 = c.fma(g0, c0);
            FloatVector d = fromArray(S, x, xd + place);
            d0 = d.fma(g0, d0);
            FloatVector e = fromArray(S, x, xe + place);
            e0 = e.fma(g0, e0);
        }
        a0.intoArray(dw, o);
        b0.intoArray(dw, o + BLOCK);
        c0.intoArray(dw, o + 2 * BLOCK);
        d0.intoArray(dw, o + 3 * BLOCK);
        e0.intoArray(dw, o + 4 * BLOCK);
    }
}
