package winnow.surrogate;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import smile.math.DifferentiableMultivariateFunction;

/**
 * Minus the logarithm of the posterior density of a kernel's hyperparameters, to be minimised.
 *
 * <p>The marginal likelihood and its gradient are those of Rasmussen and Williams (2006), equations 5.8 and 5.9. Priors
 * are those of Optuna's Gaussian process: Gamma(2, 1) on the amplitude, Gamma(1.1, 30) on the noise (and on
 * configurations' own deviations, which only repeated ones can tell from noise; without them there are none), and
 * {@code exp(-0.1 / w - 0.1 w)} on each inverse squared length scale; densities are of the parameters, not of their
 * logarithms.
 *
 * <pre>
 * theta  d + 2  log inverse squared length scales, log amplitude, log (noise - 1e-6); d + 3 with repeats: log own
 * X      d x n  features
 * y      n      standardised values
 * U      n x n  Cholesky factor of K
 * G      n x n  1/2 (K^-1 - alpha alpha'), the derivative by K
 * </pre>
 */
final class MapObjective implements DifferentiableMultivariateFunction {
    static final double LEAST_NOISE = 1e-6;

    private static final double MOST_LOG = 12;
    private static final double IMPOSSIBLE = 1e10;

    private final Features features;
    private final double[][] x;
    private final double[] y;
    private final int n;
    private final boolean hasRepeats;

    MapObjective(Features features, double[][] x, double[] y) {
        this.features = features;
        this.x = x;
        this.y = y;
        n = y.length;
        var distinct = new HashSet<List<Double>>();
        hasRepeats = IntStream.range(0, n).anyMatch(i -> !distinct.add(row(i)));
    }

    private List<Double> row(int i) {
        return Arrays.stream(x).map(column -> column[i]).toList();
    }

    /** How many columns there are. */
    int columns() {
        return features.size();
    }

    /** How many hyperparameters there are. */
    int size() {
        return features.size() + (hasRepeats ? 3 : 2);
    }

    /** The kernel of hyperparameters. */
    Kernel kernel(double[] theta) {
        int d = features.size();
        var weights = new double[d];
        for (int c = 0; c < d; c++) {
            weights[c] = StrictMath.exp(limited(theta[c]));
        }
        double amplitude = StrictMath.exp(limited(theta[d]));
        double own = hasRepeats ? StrictMath.exp(limited(theta[d + 2])) : 0;
        return new Kernel(features, weights, amplitude, own, LEAST_NOISE + StrictMath.exp(limited(theta[d + 1])));
    }

    private static double limited(double logarithm) {
        return Math.max(-MOST_LOG, Math.min(MOST_LOG, logarithm));
    }

    @Override
    public double f(double[] theta) {
        return g(theta, new double[theta.length]);
    }

    @Override
    public double g(double[] theta, double[] gradient) {
        Arrays.fill(gradient, 0);
        var kernel = kernel(theta);
        var u = new double[n][n];
        kernel.covariances(x, u, 0, n);
        if (!Cholesky.factor(u, 0, n)) {
            return IMPOSSIBLE;
        }
        var alpha = y.clone();
        Cholesky.forward(u, n, alpha);
        Cholesky.backward(u, n, alpha);
        double value = 0.5 * Cholesky.dot(y, alpha, 0, n);
        for (int i = 0; i < n; i++) {
            value += StrictMath.log(u[i][i]);
        }
        addLikelihoodSlopes(kernel, Cholesky.square(Cholesky.inverse(u, n), n), alpha, gradient);
        return value + prior(kernel, gradient);
    }

    /** Adds the sum over i, k of G times dK / dtheta; the triangle below the diagonal counts twice. */
    private void addLikelihoodSlopes(Kernel kernel, double[][] inverse, double[] alpha, double[] gradient) {
        int d = features.size();
        var distances = new double[n];
        var pull = new double[n];
        double byAmplitude = 0;
        double byNoise = 0;
        double byOwn = 0;
        for (int i = 0; i < n; i++) {
            kernel.distances(x, i, x, distances, 0, i);
            for (int k = 0; k < i; k++) {
                double g = inverse[i][k] - alpha[i] * alpha[k];
                byAmplitude += g * kernel.amplitude() * Matern.value(distances[k]);
                byOwn += distances[k] == 0 ? g * kernel.own() : 0;
                pull[k] = g * kernel.amplitude() * Matern.slope(distances[k]);
            }
            double onDiagonal = 0.5 * (inverse[i][i] - alpha[i] * alpha[i]);
            byAmplitude += onDiagonal * kernel.amplitude();
            byNoise += onDiagonal;
            byOwn += onDiagonal * kernel.own();
            for (int c = 0; c < d; c++) {
                gradient[c] += kernel.weights()[c] * pulled(c, i, pull);
            }
        }
        gradient[d] += byAmplitude;
        gradient[d + 1] += byNoise * (kernel.noise() - LEAST_NOISE);
        if (hasRepeats) {
            gradient[d + 2] += byOwn;
        }
    }

    private double pulled(int c, int i, double[] pull) {
        double sum = 0;
        double[] column = x[c];
        boolean isCategory = features.column(c).isCategory();
        for (int k = 0; k < i; k++) {
            double difference = column[k] - column[i];
            double square = isCategory ? (difference == 0 ? 0 : 1) : difference * difference;
            sum += pull[k] * square;
        }
        return sum;
    }

    private double prior(Kernel kernel, double[] gradient) {
        int d = features.size();
        double value = 0;
        for (int c = 0; c < d; c++) {
            double w = kernel.weights()[c];
            value += 0.1 / w + 0.1 * w;
            gradient[c] += -0.1 / w + 0.1 * w;
        }
        double a = kernel.amplitude();
        value += a - StrictMath.log(a);
        gradient[d] += a - 1;
        double s = kernel.noise();
        value += 30 * s - 0.1 * StrictMath.log(s);
        gradient[d + 1] += (30 - 0.1 / s) * (s - LEAST_NOISE);
        if (hasRepeats) {
            double own = kernel.own();
            value += 30 * own - 0.1 * StrictMath.log(own);
            gradient[d + 2] += 30 * own - 0.1;
        }
        return value;
    }
}
