package winnow.kernel;

import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of the rows of two matrices, with vectors along the rows; for few images it beats {@link MatrixProduct}, whose
 * vectors along the images would be mostly empty.
 *
 * <pre>
 * c[i][n] = sum over t of  w[i][t] y[n][t]
 * </pre>
 *
 * Each lane sums for itself, 16 columns apart; then the lanes are added up.
 */
final class RowProduct {
    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int BLOCK = Lanes.BLOCK;

    /** Rows of either matrix that are taken at a time. */
    private static final int TILE = 4;

    private final float[] lanes = new float[TILE * TILE * BLOCK];
    private final float[] sums = new float[TILE * TILE];

    /**
     * Multiplies.
     *
     * @param w {@code [rows][width]}, rows readable up to a multiple of 4
     * @param width of a row of either matrix, a multiple of 16
     * @param y {@code [count][width]}, rows readable up to a multiple of 4
     * @param c gets {@code [rows][cRow]}, of each row the first {@code count} rounded up to 4, those beyond {@code count}
     *     zero
     */
    void multiply(float[] w, int rows, int width, float[] y, int count, float[] c, int cRow) {
        for (int n = 0; n < count; n += TILE) {
            int some = Math.min(TILE, count - n);
            for (int i = 0; i < rows; i += TILE) {
                for (int lane = 0; lane < BLOCK; lane += Lanes.WIDTH) {
                    tile(w, i * width + lane, width, y, n * width + lane, width, width / BLOCK, lanes, lane);
                }
                LaneSums.add(lanes, 1, TILE * TILE, TILE * TILE, sums);
                for (int k = 0; k < TILE * TILE; k++) {
                    c[(i + k / TILE) * cRow + n + k % TILE] = k % TILE < some ? sums[k] : 0;
                }
            }
        }
    }

    private static void tile(
            float[] w, int wAt, int wRow, float[] y, int yAt, int yRow, int blocks, float[] to, int at) {
        FloatVector a0 = zero(S), b0 = a0, c0 = a0, d0 = a0;
        FloatVector a1 = zero(S), b1 = a1, c1 = a1, d1 = a1;
        FloatVector a2 = zero(S), b2 = a2, c2 = a2, d2 = a2;
        FloatVector a3 = zero(S), b3 = a3, c3 = a3, d3 = a3;
        for (int t = 0, wi = wAt, yi = yAt; t < blocks; t++, wi += BLOCK, yi += BLOCK) {
            FloatVector y0 = fromArray(S, y, yi);
            FloatVector y1 = fromArray(S, y, yi + yRow);
            FloatVector y2 = fromArray(S, y, yi + 2 * yRow);
            FloatVector y3 = fromArray(S, y, yi + 3 * yRow);
            FloatVector a = fromArray(S, w, wi);
            a0 = a.fma(y0, a0);
            a1 = a.fma(y1, a1);
            a2 = a.fma(y2, a2);
            a3 = a.fma(y3, a3);
            FloatVector b = fromArray(S, w, wi + wRow);
            b0 = b.fma(y0, b0);
            b1 = b.fma(y1, b1);
            b2 = b.fma(y2, b2);
            b3 = b.fma(y3, b3);
            FloatVector c = fromArray(S, w, wi + 2 * wRow);
            c0 = c.fma(y0, c0);
            c1 = c.fma(y1, c1);
            c2 = c.fma(y2, c2);
            c3 = c.fma(y3, c3);
            FloatVector d = fromArray(S, w, wi + 3 * wRow);
            d0 = d.fma(y0, d0);
            d1 = d.fma(y1, d1);
            d2 = d.fma(y2, d2);
            d3 = d.fma(y3, d3);
        }
        a0.intoArray(to, at);
        a1.intoArray(to, at + 1 * BLOCK);
        a2.intoArray(to, at + 2 * BLOCK);
        a3.intoArray(to, at + 3 * BLOCK);
        b0.intoArray(to, at + 4 * BLOCK);
        b1.intoArray(to, at + 5 * BLOCK);
        b2.intoArray(to, at + 6 * BLOCK);
        b3.intoArray(to, at + 7 * BLOCK);
        c0.intoArray(to, at + 8 * BLOCK);
        c1.intoArray(to, at + 9 * BLOCK);
        c2.intoArray(to, at + 10 * BLOCK);
        c3.intoArray(to, at + 11 * BLOCK);
        d0.intoArray(to, at + 12 * BLOCK);
        d1.intoArray(to, at + 13 * BLOCK);
        d2.intoArray(to, at + 14 * BLOCK);
        d3.intoArray(to, at + 15 * BLOCK);
    }
}
