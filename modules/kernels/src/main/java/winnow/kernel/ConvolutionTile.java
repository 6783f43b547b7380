package winnow.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of a convolution for 2 x 2 neighbouring places and one to four channels, kept in registers:
 *
 * <pre>
 * out[g][y][x] = bias[g] + sum over taps i of  w[g][i] in[y][x][i]        y, x in {0, 1}
 * </pre>
 *
 * It serves both ways: forward, taps are the inputs under the kernel; backward, they are the gradients of the outputs
 * that an input took part in.
 */
final class ConvolutionTile {
    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int BLOCK = Lanes.BLOCK;

    /** Most channels of a tile: 4 are 16 sums, which need more registers than AVX2 has. */
    private static final int WIDEST = Lanes.MANY_REGISTERS ? 4 : 2;

    private ConvolutionTile() {}

    /** The terms of a sum: where each finds its input, from the tile's place on, and its weight. */
    static final class Taps {
        final int[] input;
        final int[] weight;
        final int count;

        Taps(int[] input, int[] weight) {
            this.input = input;
            this.weight = weight;
            this.count = input.length;
        }
    }

    /** How many channels the next tile takes when {@code left} are left, so that tiles differ by one at most. */
    static int channels(int left) {
        int tiles = (left + WIDEST - 1) / WIDEST;
        return (left + tiles - 1) / tiles;
    }

    /**
     * Computes one tile.
     *
     * @param channels 1 to 4
     * @param x input, at {@code at}; the row below is {@code down} further
     * @param w weights: those of channel {@code g} begin at {@code wAt + g wStep}
     * @param bias from {@code b} on
     * @param out gets channel {@code g} at {@code o + g oStep}, its lower row {@code oDown} further
     */
    static void sum(
            int channels,
            Taps taps,
            float[] x,
            int at,
            int down,
            float[] w,
            int wAt,
            int wStep,
            float[] bias,
            int b,
            float[] out,
            int o,
            int oStep,
            int oDown) {
        switch (channels) {
            case 4 -> tile4(taps, x, at, down, w, wAt, wStep, bias, b, out, o, oStep, oDown);
            case 3 -> tile3(taps, x, at, down, w, wAt, wStep, bias, b, out, o, oStep, oDown);
            case 2 -> tile2(taps, x, at, down, w, wAt, wStep, bias, b, out, o, oStep, oDown);
            default -> tile1(taps, x, at, down, w, wAt, bias, b, out, o, oDown);
        }
    }

    private static void tile4(
            Taps taps,
            float[] x,
            int at,
            int down,
            float[] w,
            int wAt,
            int wStep,
            float[] bias,
            int b,
            float[] out,
            int o,
            int oStep,
            int oDown) {
        FloatVector a0 = broadcast(S, bias[b]), b0 = a0, c0 = a0, d0 = a0;
        FloatVector a1 = broadcast(S, bias[b + 1]), b1 = a1, c1 = a1, d1 = a1;
        FloatVector a2 = broadcast(S, bias[b + 2]), b2 = a2, c2 = a2, d2 = a2;
        FloatVector a3 = broadcast(S, bias[b + 3]), b3 = a3, c3 = a3, d3 = a3;
        for (int i = 0; i < taps.count; i++) {
            int upper = at + taps.input[i];
            int lower = upper + down;
            int k = wAt + taps.weight[i];
            FloatVector w0 = broadcast(S, w[k]);
            FloatVector w1 = broadcast(S, w[k + wStep]);
            FloatVector w2 = broadcast(S, w[k + 2 * wStep]);
            FloatVector w3 = broadcast(S, w[k + 3 * wStep]);
            FloatVector p = fromArray(S, x, upper);
            a0 = p.fma(w0, a0);
            a1 = p.fma(w1, a1);
            a2 = p.fma(w2, a2);
            a3 = p.fma(w3, a3);
            FloatVector q = fromArray(S, x, upper + BLOCK);
            b0 = q.fma(w0, b0);
            b1 = q.fma(w1, b1);
            b2 = q.fma(w2, b2);
            b3 = q.fma(w3, b3);
            FloatVector r = fromArray(S, x, lower);
            c0 = r.fma(w0, c0);
            c1 = r.fma(w1, c1);
            c2 = r.fma(w2, c2);
            c3 = r.fma(w3, c3);
            FloatVector s = fromArray(S, x, lower + BLOCK);
            d0 = s.fma(w0, d0);
            d1 = s.fma(w1, d1);
            d2 = s.fma(w2, d2);
            d3 = s.fma(w3, d3);
        }
        a0.intoArray(out, o);
        b0.intoArray(out, o + BLOCK);
        c0.intoArray(out, o + oDown);
        d0.intoArray(out, o + oDown + BLOCK);
        a1.intoArray(out, o + oStep);
        b1.intoArray(out, o + oStep + BLOCK);
        c1.intoArray(out, o + oStep + oDown);
        d1.intoArray(out, o + oStep + oDown + BLOCK);
        a2.intoArray(out, o + 2 * oStep);
        b2.intoArray(out, o + 2 * oStep + BLOCK);
        c2.intoArray(out, o + 2 * oStep + oDown);
        d2.intoArray(out, o + 2 * oStep + oDown + BLOCK);
        a3.intoArray(out, o + 3 * oStep);
        b3.intoArray(out, o + 3 * oStep + BLOCK);
        c3.intoArray(out, o + 3 * oStep + oDown);
        d3.intoArray(out, o + 3 * oStep + oDown + BLOCK);
    }

    private static void tile3(
            Taps taps,
            float[] x,
            int at,
            int down,
            float[] w,
            int wAt,
            int wStep,
            float[] bias,
            int b,
            float[] out,
            int o,
            int oStep,
            int oDown) {
        FloatVector a0 = broadcast(S, bias[b]), b0 = a0, c0 = a0, d0 = a0;
        FloatVector a1 = broadcast(S, bias[b + 1]), b1 = a1, c1 = a1, d1 = a1;
        FloatVector a2 = broadcast(S, bias[b + 2]), b2 = a2, c2 = a2, d2 = a2;
        for (int i = 0; i < taps.count; i++) {
            int upper = at + taps.input[i];
            int lower = upper + down;
            int k = wAt + taps.weight[i];
            FloatVector w0 = broadcast(S, w[k]);
            FloatVector w1 = broadcast(S, w[k + wStep]);
            FloatVector w2 = broadcast(S, w[k + 2 * wStep]);
            FloatVector p = fromArray(S, x, upper);
            a0 = p.fma(w0, a0);
            a1 = p.fma(w1, a1);
            a2 = p.fma(w2, a2);
            FloatVector q = fromArray(S, x, upper + BLOCK);
            b0 = q.fma(w0, b0);
            b1 = q.fma(w1, b1);
            b2 = q.fma(w2, b2);
            FloatVector r = fromArray(S, x, lower);
            c0 = r.fma(w0, c0);
            c1 = r.fma(w1, c1);
            c2 = r.fma(w2, c2);
            FloatVector s = fromArray(S, x, lower + BLOCK);
            d0 = s.fma(w0, d0);
            d1 = s.fma(w1, d1);
            d2 = s.fma(w2, d2);
        }
        a0.intoArray(out, o);
        b0.intoArray(out, o + BLOCK);
        c0.intoArray(out, o + oDown);
        d0.intoArray(out, o + oDown + BLOCK);
        a1.intoArray(out, o + oStep);
        b1.intoArray(out, o + oStep + BLOCK);
        c1.intoArray(out, o + oStep + oDown);
        d1.intoArray(out, o + oStep + oDown + BLOCK);
        a2.intoArray(out, o + 2 * oStep);
        b2.intoArray(out, o + 2 * oStep + BLOCK);
        c2.intoArray(out, o + 2 * oStep + oDown);
        d2.intoArray(out, o + 2 * oStep + oDown + BLOCK);
    }

    private static void tile2(
            Taps taps,
            float[] x,
            int at,
            int down,
            float[] w,
            int wAt,
            int wStep,
            float[] bias,
            int b,
            float[] out,
            int o,
            int oStep,
            int oDown) {
        FloatVector a0 = broadcast(S, bias[b]), b0 = a0, c0 = a0, d0 = a0;
        FloatVector a1 = broadcast(S, bias[b + 1]), b1 = a1, c1 = a1, d1 = a1;
        for (int i = 0; i < taps.count; i++) {
            int upper = at + taps.input[i];
            int lower = upper + down;
            int k = wAt + taps.weight[i];
            FloatVector w0 = broadcast(S, w[k]);
            FloatVector w1 = broadcast(S, w[k + wStep]);
            FloatVector p = fromArray(S, x, upper);
            a0 = p.fma(w0, a0);
            a1 = p.fma(w1, a1);
            FloatVector q = fromArray(S, x, upper + BLOCK);
            b0 = q.fma(w0, b0);
            b1 = q.fma(w1, b1);
            FloatVector r = fromArray(S, x, lower);
            c0 = r.fma(w0, c0);
            c1 = r.fma(w1, c1);
            FloatVector s = fromArray(S, x, lower + BLOCK);
            d0 = s.fma(w0, d0);
            d1 = s.fma(w1, d1);
        }
        a0.intoArray(out, o);
        b0.intoArray(out, o + BLOCK);
        c0.intoArray(out, o + oDown);
        d0.intoArray(out, o + oDown + BLOCK);
        a1.intoArray(out, o + oStep);
        b1.intoArray(out, o + oStep + BLOCK);
        c1.intoArray(out, o + oStep + oDown);
        d1.intoArray(out, o + oStep + oDown + BLOCK);
    }

    private static void tile1(
            Taps taps,
            float[] x,
            int at,
            int down,
            float[] w,
            int wAt,
            float[] bias,
            int b,
            float[] out,
            int o,
            int oDown) {
        FloatVector a0 = broadcast(S, bias[b]), b0 = a0, c0 = a0, d0 = a0;
        for (int i = 0; i < taps.count; i++) {
            int upper = at + taps.input[i];
            int lower = upper + down;
            int k = wAt + taps.weight[i];
            FloatVector w0 = broadcast(S, w[k]);
            FloatVector p = fromArray(S, x, upper);
            a0 = p.fma(w0, a0);
            FloatVector q = fromArray(S, x, upper + BLOCK);
            b0 = q.fma(w0, b0);
            FloatVector r = fromArray(S, x, lower);
            c0 = r.fma(w0, c0);
            FloatVector s = fromArray(S, x, lower + BLOCK);
            d0 = s.fma(w0, d0);
        }
        a0.intoArray(out, o);
        b0.intoArray(out, o + BLOCK);
        c0.intoArray(out, o + oDown);
        d0.intoArray(out, o + oDown + BLOCK);
    }
}
