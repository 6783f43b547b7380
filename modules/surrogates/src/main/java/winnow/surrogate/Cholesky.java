package winnow.surrogate;

/**
 * The factor {@code U} of a symmetric positive definite matrix {@code A = U'U}, and what is solved with it.
 *
 * <p>A factor of n rows is {@code double[n][>= n]}, of which the part from the diagonal on is used. Sums are taken in
 * blocks of four rows, in an order that depends on row and column alone: a factor that grew by columns is equal in every
 * bit to one made at once, and loops over columns are simple enough for the compiler to turn into vector instructions.
 *
 * <pre>
 * U  n x n  upper triangular factor
 * V  n x m  U'^-1 B, for m right-hand sides B
 * </pre>
 */
final class Cholesky {
    private static final int BLOCK = 4;

    private Cholesky() {}

    /**
     * Factors in place.
     *
     * @param u the matrix from the diagonal on; columns before {@code from} are factored already
     * @param from the first column to factor, 0 for all
     * @param n rows and columns
     * @return whether the matrix is positive definite; if not, {@code u} is of no use
     */
    static boolean factor(double[][] u, int from, int n) {
        for (int first = 0; first < n; first += BLOCK) {
            int end = Math.min(n, first + BLOCK);
            for (int k = first; k < end; k++) {
                for (int m = first; m < k; m++) {
                    subtract(u[k], u[m], u[m][k], Math.max(k, from), n);
                }
                if (k >= from) {
                    if (!(u[k][k] > 0)) {
                        return false;
                    }
                    u[k][k] = Math.sqrt(u[k][k]);
                }
                divide(u[k], u[k][k], Math.max(k + 1, from), n);
            }
            for (int row = end; row < n; row++) {
                subtractBlock(u, first, row, u[row], u, Math.max(row, from), n);
            }
        }
        return true;
    }

    /** Replaces m right-hand sides, the columns of {@code b} ({@code n x m}), by {@code U'^-1 B}. */
    static void forward(double[][] u, int n, double[][] b, int m) {
        for (int first = 0; first < n; first += BLOCK) {
            int end = Math.min(n, first + BLOCK);
            for (int k = first; k < end; k++) {
                for (int l = first; l < k; l++) {
                    subtract(b[k], b[l], u[l][k], 0, m);
                }
                divide(b[k], u[k][k], 0, m);
            }
            for (int row = end; row < n; row++) {
                subtractBlock(u, first, row, b[row], b, 0, m);
            }
        }
    }

    /** {@code U'^-1} in full, {@code n x n} lower triangular. */
    static double[][] inverse(double[][] u, int n) {
        double[][] v = new double[n][n];
        for (int first = 0; first < n; first += BLOCK) {
            int end = Math.min(n, first + BLOCK);
            for (int k = first; k < end; k++) {
                v[k][k] = 1;
                for (int l = first; l < k; l++) {
                    subtract(v[k], v[l], u[l][k], 0, l + 1);
                }
                divide(v[k], u[k][k], 0, k + 1);
            }
            for (int row = end; row < n; row++) {
                subtractBlock(u, first, row, v[row], v, 0, end);
            }
        }
        return v;
    }

    /** The lower triangle of {@code V'V}, which is {@code A^-1} if {@code V} is {@link #inverse}. */
    static double[][] square(double[][] v, int n) {
        double[][] result = new double[n][n];
        int first = 0;
        for (; first + BLOCK <= n; first += BLOCK) {
            double[] v0 = v[first];
            double[] v1 = v[first + 1];
            double[] v2 = v[first + 2];
            double[] v3 = v[first + 3];
            for (int i = 0; i < first + BLOCK; i++) {
                addFour(result[i], v0, v1, v2, v3, v0[i], v1[i], v2[i], v3[i], i + 1);
            }
        }
        for (; first < n; first++) {
            for (int i = 0; i <= first; i++) {
                subtract(result[i], v[first], -v[first][i], 0, i + 1);
            }
        }
        return result;
    }

    /** Replaces one right-hand side by {@code U'^-1 b}. */
    static void forward(double[][] u, int n, double[] b) {
        for (int k = 0; k < n; k++) {
            double[] row = u[k];
            b[k] /= row[k];
            subtract(b, row, b[k], k + 1, n);
        }
    }

    /** Replaces {@code b} by {@code U^-1 b}. */
    static void backward(double[][] u, int n, double[] b) {
        for (int k = n - 1; k >= 0; k--) {
            b[k] = (b[k] - dot(u[k], b, k + 1, n)) / u[k][k];
        }
    }

    /** The sum of products from {@code from} to below {@code to}, in four partial sums. */
    static double dot(double[] a, double[] b, int from, int to) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < to; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** Takes the four rows of {@code b} from {@code first} on, weighted by a column of {@code u}, off a row. */
    private static void subtractBlock(
            double[][] u, int first, int column, double[] row, double[][] b, int from, int to) {
        addFour(
                row,
                b[first],
                b[first + 1],
                b[first + 2],
                b[first + 3],
                -u[first][column],
                -u[first + 1][column],
                -u[first + 2][column],
                -u[first + 3][column],
                from,
                to);
    }

    private static void addFour(
            double[] row,
            double[] a,
            double[] b,
            double[] c,
            double[] d,
            double wa,
            double wb,
            double wc,
            double wd,
            int to) {
        addFour(row, a, b, c, d, wa, wb, wc, wd, 0, to);
    }

    private static void addFour(
            double[] row,
            double[] a,
            double[] b,
            double[] c,
            double[] d,
            double wa,
            double wb,
            double wc,
            double wd,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            row[i] += (wa * a[i] + wb * b[i]) + (wc * c[i] + wd * d[i]);
        }
    }

    private static void subtract(double[] row, double[] other, double weight, int from, int to) {
        for (int i = from; i < to; i++) {
            row[i] -= weight * other[i];
        }
    }

    private static void divide(double[] row, double by, int from, int to) {
        for (int i = from; i < to; i++) {
            row[i] /= by;
        }
    }
}
