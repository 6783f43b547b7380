package winnow.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix products whose right factor and result have vectors along their rows; all three passes of a dense layer are one.
 *
 * <pre>
 * c[i][j] = start[j] + sum over t of  a[i][t] b[t][j]
 * </pre>
 *
 * Strides say how each matrix lies: {@code a[i][t]} is at {@code aAt + i aRow + t aStep}, {@code b[t][j]} at {@code bAt +
 * t bStep + j}, {@code c[i][j]} at {@code cAt + i cRow + j}.
 */
final class MatrixProduct {
    /** Rows come in multiples of this; what lies beyond the true rows must be readable and may be written. */
    static final int ROWS = 8;

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int WIDTH = Lanes.WIDTH;

    /** Most vectors of a tile's row: 4 x 4 sums need more registers than AVX2 has. */
    private static final int WIDEST = Lanes.MANY_REGISTERS ? 4 : 2;

    private MatrixProduct() {}

    /**
     * Multiplies.
     *
     * @param rows of a and c; rounded up to a multiple of 4, or of 8 if columns is at most a vector's width
     * @param columns of b and c, a multiple of 16
     * @param terms columns of a and rows of b
     * @param start what a row begins with, from 0 on, moving on by {@code startStep} (1 or 0) with the column
     */
    static void multiply(
            float[] a,
            int aAt,
            int aRow,
            int aStep,
            int rows,
            float[] b,
            int bAt,
            int bStep,
            int columns,
            int terms,
            float[] start,
            int startStep,
            float[] c,
            int cAt,
            int cRow) {
        int vectors = columns / WIDTH;
        int tiles = (vectors + WIDEST - 1) / WIDEST;
        for (int tile = 0, from = 0; tile < tiles; tile++) {
            int wide = (vectors - from + tiles - tile - 1) / (tiles - tile);
            int j = from * WIDTH;
            int height = wide == 1 ? 8 : 4;
            for (int i = 0; i < rows; i += height) {
                int ai = aAt + i * aRow;
                int ci = cAt + i * cRow + j;
                switch (wide) {
                    case 4 -> tile4x4(a, ai, aRow, aStep, b, bAt + j, bStep, terms, start, j * startStep, c, ci, cRow);
                    case 3 -> tile4x3(a, ai, aRow, aStep, b, bAt + j, bStep, terms, start, j * startStep, c, ci, cRow);
                    case 2 -> tile4x2(a, ai, aRow, aStep, b, bAt + j, bStep, terms, start, j * startStep, c, ci, cRow);
                    default -> tile8x1(a, ai, aRow, aStep, b, bAt + j, bStep, terms, start, j * startStep, c, ci, cRow);
                }
            }
            from += wide;
        }
    }

    private static void tile4x4(
            float[] a,
            int aAt,
            int aRow,
            int aStep,
            float[] b,
            int bAt,
            int bStep,
            int terms,
            float[] start,
            int startAt,
            float[] c,
            int cAt,
            int cRow) {
        FloatVector p0 = fromArray(S, start, startAt), p1 = p0, p2 = p0, p3 = p0;
        FloatVector q0 = fromArray(S, start, startAt + WIDTH), q1 = q0, q2 = q0, q3 = q0;
        FloatVector r0 = fromArray(S, start, startAt + 2 * WIDTH), r1 = r0, r2 = r0, r3 = r0;
        FloatVector s0 = fromArray(S, start, startAt + 3 * WIDTH), s1 = s0, s2 = s0, s3 = s0;
        for (int t = 0, at = aAt, bt = bAt; t < terms; t++, at += aStep, bt += bStep) {
            FloatVector p = fromArray(S, b, bt);
            FloatVector q = fromArray(S, b, bt + WIDTH);
            FloatVector r = fromArray(S, b, bt + 2 * WIDTH);
            FloatVector s = fromArray(S, b, bt + 3 * WIDTH);
            FloatVector x0 = broadcast(S, a[at]);
            p0 = p.fma(x0, p0);
            q0 = q.fma(x0, q0);
            r0 = r.fma(x0, r0);
            s0 = s.fma(x0, s0);
            FloatVector x1 = broadcast(S, a[at + aRow]);
            p1 = p.fma(x1, p1);
            q1 = q.fma(x1, q1);
            r1 = r.fma(x1, r1);
            s1 = s.fma(x1, s1);
            FloatVector x2 = broadcast(S, a[at + 2 * aRow]);
            p2 = p.fma(x2, p2);
            q2 = q.fma(x2, q2);
            r2 = r.fma(x2, r2);
            s2 = s.fma(x2, s2);
            FloatVector x3 = broadcast(S, a[at + 3 * aRow]);
            p3 = p.fma(x3, p3);
            q3 = q.fma(x3, q3);
            r3 = r.fma(x3, r3);
            s3 = s.fma(x3, s3);
        }
        p0.intoArray(c, cAt);
        q0.intoArray(c, cAt + WIDTH);
        r0.intoArray(c, cAt + 2 * WIDTH);
        s0.intoArray(c, cAt + 3 * WIDTH);
        p1.intoArray(c, cAt + cRow);
        q1.intoArray(c, cAt + cRow + WIDTH);
        r1.intoArray(c, cAt + cRow + 2 * WIDTH);
        s1.intoArray(c, cAt + cRow + 3 * WIDTH);
        p2.intoArray(c, cAt + 2 * cRow);
        q2.intoArray(c, cAt + 2 * cRow + WIDTH);
        r2.intoArray(c, cAt + 2 * cRow + 2 * WIDTH);
        s2.intoArray(c, cAt + 2 * cRow + 3 * WIDTH);
        p3.intoArray(c, cAt + 3 * cRow);
        q3.intoArray(c, cAt + 3 * cRow + WIDTH);
        r3.intoArray(c, cAt + 3 * cRow + 2 * WIDTH);
        s3.intoArray(c, cAt + 3 * cRow + 3 * WIDTH);
    }

    private static void tile4x3(
            float[] a,
            int aAt,
            int aRow,
            int aStep,
            float[] b,
            int bAt,
            int bStep,
            int terms,
            float[] start,
            int startAt,
            float[] c,
            int cAt,
            int cRow) {
        FloatVector p0 = fromArray(S, start, startAt), p1 = p0, p2 = p0, p3 = p0;
        FloatVector q0 = fromArray(S, start, startAt + WIDTH), q1 = q0, q2 = q0, q3 = q0;
        FloatVector r0 = fromArray(S, start, startAt + 2 * WIDTH), r1 = r0, r2 = r0, r3 = r0;
        for (int t = 0, at = aAt, bt = bAt; t < terms; t++, at += aStep, bt += bStep) {
            FloatVector p = fromArray(S, b, bt);
            FloatVector q = fromArray(S, b, bt + WIDTH);
            FloatVector r = fromArray(S, b, bt + 2 * WIDTH);
            FloatVector x0 = broadcast(S, a[at]);
            p0 = p.fma(x0, p0);
            q0 = q.fma(x0, q0);
            r0 = r.fma(x0, r0);
            FloatVector x1 = broadcast(S, a[at + aRow]);
            p1 = p.fma(x1, p1);
            q1 = q.fma(x1, q1);
            r1 = r.fma(x1, r1);
            FloatVector x2 = broadcast(S, a[at + 2 * aRow]);
            p2 = p.fma(x2, p2);
            q2 = q.fma(x2, q2);
            r2 = r.fma(x2, r2);
            FloatVector x3 = broadcast(S, a[at + 3 * aRow]);
            p3 = p.fma(x3, p3);
            q3 = q.fma(x3, q3);
            r3 = r.fma(x3, r3);
        }
        p0.intoArray(c, cAt);
        q0.intoArray(c, cAt + WIDTH);
        r0.intoArray(c, cAt + 2 * WIDTH);
        p1.intoArray(c, cAt + cRow);
        q1.intoArray(c, cAt + cRow + WIDTH);
        r1.intoArray(c, cAt + cRow + 2 * WIDTH);
        p2.intoArray(c, cAt + 2 * cRow);
        q2.intoArray(c, cAt + 2 * cRow + WIDTH);
        r2.intoArray(c, cAt + 2 * cRow + 2 * WIDTH);
        p3.intoArray(c, cAt + 3 * cRow);
        q3.intoArray(c, cAt + 3 * cRow + WIDTH);
        r3.intoArray(c, cAt + 3 * cRow + 2 * WIDTH);
    }

    private static void tile4x2(
            float[] a,
            int aAt,
            int aRow,
            int aStep,
            float[] b,
            int bAt,
            int bStep,
            int terms,
            float[] start,
            int startAt,
            float[] c,
            int cAt,
            int cRow) {
        FloatVector p0 = fromArray(S, start, startAt), p1 = p0, p2 = p0, p3 = p0;
        FloatVector q0 = fromArray(S, start, startAt + WIDTH), q1 = q0, q2 = q0, q3 = q0;
        for (int t = 0, at = aAt, bt = bAt; t < terms; t++, at += aStep, bt += bStep) {
            FloatVector p = fromArray(S, b, bt);
            FloatVector q = fromArray(S, b, bt + WIDTH);
            FloatVector x0 = broadcast(S, a[at]);
            p0 = p.fma(x0, p0);
            q0 = q.fma(x0, q0);
            FloatVector x1 = broadcast(S, a[at + aRow]);
            p1 = p.fma(x1, p1);
            q1 = q.fma(x1, q1);
            FloatVector x2 = broadcast(S, a[at + 2 * aRow]);
            p2 = p.fma(x2, p2);
            q2 = q.fma(x2, q2);
            FloatVector x3 = broadcast(S, a[at + 3 * aRow]);
            p3 = p.fma(x3, p3);
            q3 = q.fma(x3, q3);
        }
        p0.intoArray(c, cAt);
        q0.intoArray(c, cAt + WIDTH);
        p1.intoArray(c, cAt + cRow);
        q1.intoArray(c, cAt + cRow + WIDTH);
        p2.intoArray(c, cAt + 2 * cRow);
        q2.intoArray(c, cAt + 2 * cRow + WIDTH);
        p3.intoArray(c, cAt + 3 * cRow);
        q3.intoArray(c, cAt + 3 * cRow + WIDTH);
    }

    private static void tile8x1(
            float[] a,
            int aAt,
            int aRow,
            int aStep,
            float[] b,
            int bAt,
            int bStep,
            int terms,
            float[] start,
            int startAt,
            float[] c,
            int cAt,
            int cRow) {
        FloatVector p0 = fromArray(S, start, startAt), p1 = p0, p2 = p0, p3 = p0, p4 = p0, p5 = p0, p6 = p0, p7 = p0;
        for (int t = 0, at = aAt, bt = bAt; t < terms; t++, at += aStep, bt += bStep) {
            FloatVector p = fromArray(S, b, bt);
            FloatVector x0 = broadcast(S, a[at]);
            p0 = p.fma(x0, p0);
            FloatVector x1 = broadcast(S, a[at + aRow]);
            p1 = p.fma(x1, p1);
            FloatVector x2 = broadcast(S, a[at + 2 * aRow]);
            p2 = p.fma(x2, p2);
            FloatVector x3 = broadcast(S, a[at + 3 * aRow]);
            p3 = p.fma(x3, p3);
            FloatVector x4 = broadcast(S, a[at + 4 * aRow]);
            p4 = p.fma(x4, p4);
            FloatVector x5 = broadcast(S, a[at + 5 * aRow]);
            p5 = p.fma(x5, p5);
            FloatVector x6 = broadcast(S, a[at + 6 * aRow]);
            p6 = p.fma(x6, p6);
            FloatVector x7 = broadcast(S, a[at + 7 * aRow]);
            p7 = p.fma(x7, p7);
        }
        p0.intoArray(c, cAt);
        p1.intoArray(c, cAt + cRow);
        p2.intoArray(c, cAt + 2 * cRow);
        p3.intoArray(c, cAt + 3 * cRow);
        p4.intoArray(c, cAt + 4 * cRow);
        p5.intoArray(c, cAt + 5 * cRow);
        p6.intoArray(c, cAt + 6 * cRow);
        p7.intoArray(c, cAt + 7 * cRow);
    }
}
