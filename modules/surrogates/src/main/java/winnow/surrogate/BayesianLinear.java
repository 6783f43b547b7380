package winnow.surrogate;

import java.util.Arrays;

/**
 * Linear regression with a normal prior on its weights, whose precision and that of the noise are the most probable ones
 * (MacKay, "Bayesian Interpolation", 1992).
 *
 * <pre>
 * Phi  n x m  features
 * U    m x m  Cholesky factor of  A = a I + b Phi'Phi
 * w    m      b A^-1 Phi'y
 * </pre>
 *
 * @param mean w
 * @param factor U
 */
record BayesianLinear(double[] mean, double[][] factor) {
    private static final int ROUNDS = 30;
    private static final double ENOUGH = 0.01;
    private static final double MOST_PRECISION = 1e6;

    static BayesianLinear fitted(double[][] phi, double[] y) {
        int m = phi[0].length;
        double[][] gram = new double[m][m];
        double[] sums = new double[m];
        for (int row = 0; row < phi.length; row++) {
            for (int i = 0; i < m; i++) {
                sums[i] += phi[row][i] * y[row];
                for (int k = i; k < m; k++) {
                    gram[i][k] += phi[row][i] * phi[row][k];
                }
            }
        }
        double a = 1;
        double b = 10;
        var fit = at(gram, sums, a, b);
        for (int round = 0; round < ROUNDS; round++) {
            double trace = 0;
            for (double[] row : Cholesky.inverse(fit.factor, m)) {
                trace += Cholesky.dot(row, row, 0, m);
            }
            double known = Math.max(1e-3, m - a * trace);
            double before = a;
            a = clamped(known / Math.max(1e-12, Cholesky.dot(fit.mean, fit.mean, 0, m)));
            b = clamped(Math.max(1e-3, phi.length - known) / Math.max(1e-12, misfit(phi, y, fit.mean)));
            fit = at(gram, sums, a, b);
            if (Math.abs(a - before) < ENOUGH * before) {
                break;
            }
        }
        return fit;
    }

    private static double clamped(double precision) {
        return Math.max(1e-3, Math.min(MOST_PRECISION, precision));
    }

    private static BayesianLinear at(double[][] gram, double[] sums, double a, double b) {
        int m = sums.length;
        double[][] u = new double[m][m];
        for (int i = 0; i < m; i++) {
            for (int k = i; k < m; k++) {
                u[i][k] = b * gram[i][k] + (i == k ? a : 0);
            }
        }
        if (!Cholesky.factor(u, 0, m)) {
            throw new IllegalStateException("features of the network are not finite");
        }
        double[] mean = Arrays.stream(sums).map(s -> b * s).toArray();
        Cholesky.forward(u, m, mean);
        Cholesky.backward(u, m, mean);
        return new BayesianLinear(mean, u);
    }

    private static double misfit(double[][] phi, double[] y, double[] w) {
        double sum = 0;
        for (int row = 0; row < phi.length; row++) {
            double miss = y[row] - Cholesky.dot(phi[row], w, 0, w.length);
            sum += miss * miss;
        }
        return sum;
    }

    double mean(double[] features) {
        return Cholesky.dot(features, mean, 0, mean.length);
    }

    /** Of the line, free of noise. */
    double variance(double[] features) {
        double[] v = features.clone();
        Cholesky.forward(factor, v.length, v);
        return Cholesky.dot(v, v, 0, v.length);
    }
}
