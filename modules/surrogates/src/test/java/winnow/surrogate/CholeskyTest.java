package winnow.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;

class CholeskyTest {

    @Test
    void multipliesBackToTheMatrix() {
        for (int n : new int[] {1, 2, 3, 4, 5, 8, 13, 30}) {
            var a = matrix(n);
            var u = copy(a, n);
            assertThat(Cholesky.factor(u, 0, n)).isTrue();
            for (int i = 0; i < n; i++) {
                for (int k = i; k < n; k++) {
                    double sum = 0;
                    for (int m = 0; m <= i; m++) {
                        sum += u[m][i] * u[m][k];
                    }
                    assertThat(sum).isCloseTo(a[i][k], within(1e-10));
                }
            }
        }
    }

    @Test
    void isTheSameInEveryBitWhenItGrewByColumns() {
        int n = 29;
        var a = matrix(n);
        var whole = copy(a, n);
        Cholesky.factor(whole, 0, n);
        for (int from = 0; from < n; from++) {
            var grown = copy(a, n);
            assertThat(Cholesky.factor(grown, 0, from)).isTrue();
            assertThat(Cholesky.factor(grown, from, n)).isTrue();
            for (int i = 0; i < n; i++) {
                assertThat(Arrays.copyOfRange(grown[i], i, n)).containsExactly(Arrays.copyOfRange(whole[i], i, n));
            }
        }
    }

    @Test
    void solvesAndInverts() {
        int n = 14;
        var a = matrix(n);
        var u = copy(a, n);
        Cholesky.factor(u, 0, n);
        var inverse = Cholesky.square(Cholesky.inverse(u, n), n);
        var block = new double[n][3];
        var single = new double[n];
        for (int i = 0; i < n; i++) {
            block[i][2] = single[i] = Math.cos(i);
        }
        Cholesky.forward(u, n, block, 3);
        Cholesky.forward(u, n, single);
        for (int i = 0; i < n; i++) {
            assertThat(block[i][2]).isCloseTo(single[i], within(1e-12));
        }
        Cholesky.backward(u, n, single);
        for (int i = 0; i < n; i++) {
            double back = 0;
            double byInverse = 0;
            for (int k = 0; k < n; k++) {
                back += a[i][k] * single[k];
                byInverse += (k <= i ? inverse[i][k] : inverse[k][i]) * Math.cos(k);
            }
            assertThat(back).isCloseTo(Math.cos(i), within(1e-9));
            assertThat(byInverse).isCloseTo(single[i], within(1e-9));
        }
    }

    @Test
    void saysThatAMatrixIsNotPositiveDefinite() {
        assertThat(Cholesky.factor(new double[][] {{1, 2}, {0, 1}}, 0, 2)).isFalse();
        assertThat(Cholesky.factor(new double[][] {{Double.NaN}}, 0, 1)).isFalse();
    }

    private static double[][] matrix(int n) {
        var random = RandomStream.of(1, "matrix", n);
        var b = new double[n][n];
        for (double[] row : b) {
            Arrays.setAll(row, i -> random.nextGaussian());
        }
        var a = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                a[i][k] = (i == k ? 1 : 0) + Cholesky.dot(b[i], b[k], 0, n);
            }
        }
        return a;
    }

    private static double[][] copy(double[][] a, int n) {
        return Arrays.stream(a).map(row -> Arrays.copyOf(row, n)).toArray(double[][]::new);
    }
}
