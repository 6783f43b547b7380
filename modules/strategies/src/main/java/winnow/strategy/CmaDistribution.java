package winnow.strategy;

import java.util.Arrays;
import java.util.List;
import winnow.random.RandomStream;

/**
 * The normal distribution of CMA-ES over the ordered axes of a space, and its adaptation. Immutable; equal by content.
 *
 * <p>Hansen, "The CMA Evolution Strategy: A Tutorial", arXiv 1604.00772, with its constants and without negative
 * weights. Steps longer than {@code sqrt(n) + 2 n / (n + 2)} are shortened to that, so that trials which were not drawn
 * from this distribution can be learnt from (Hansen, "Injecting External Solutions Into CMA-ES", arXiv 1110.4181): those
 * of earlier generations that were slow, given points, other strategies'. On an axis with levels the probability of
 * leaving the mean's level is kept above 1 / (n lambda) (Hamano et al., "CMA-ES with Margin", GECCO 2022); unlike there,
 * what is learnt from is the middle of the level that was tried, since a journal knows no more.
 *
 * <table>
 * <caption>Symbols</caption>
 * <tr><td>n, lambda</td><td>axes, trials in a generation</td></tr>
 * <tr><td>m, sigma, a, C</td><td>a point is m + sigma a y with y ~ N(0, C); a are the margin's factors, n</td></tr>
 * <tr><td>root</td><td>L with C = L L^T, n x n by rows; L^-1 stands where the tutorial has C^(-1/2), as in Krause,
 * Arbones and Igel, "CMA-ES with Optimal Covariance Update and Storage Complexity", NIPS 2016</td></tr>
 * <tr><td>p, q</td><td>evolution paths of sigma and of C, n</td></tr>
 * </table>
 */
record CmaDistribution(
        int lambda,
        int generation,
        double sigma,
        Doubles mean,
        Doubles margins,
        Doubles covariance,
        Doubles root,
        Doubles sigmaPath,
        Doubles covariancePath) {
    private static final double LEAST_PIVOT = 1e-14;
    private static final double PROMISING = 0.1;

    /** Before the first generation. */
    static CmaDistribution around(double[] mean, double sigma, int lambda) {
        int n = mean.length;
        var identity = new double[n * n];
        for (int j = 0; j < n; j++) {
            identity[j * n + j] = 1;
        }
        return around(mean, sigma, lambda, identity);
    }

    /**
     * Before the first generation, when it is known where good points are: as in WS-CMA-ES (Nomura et al., "Warm Starting
     * CMA-ES for Hyperparameter Optimization", AAAI 2021), the normal distribution nearest to a mixture of normal
     * distributions of standard deviation {@value #PROMISING} around these points.
     *
     * @param points at least one, n coordinates each; NaN counts as the mean of the others, or 0.5
     */
    static CmaDistribution over(double[][] points, int n, int lambda) {
        var mean = new double[n];
        for (int j = 0; j < n; j++) {
            int place = j;
            mean[j] = Arrays.stream(points)
                    .mapToDouble(p -> p[place])
                    .filter(x -> !Double.isNaN(x))
                    .average()
                    .orElse(0.5);
        }
        var spread = new double[n * n];
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < n; k++) {
                double sum = 0;
                for (var point : points) {
                    sum += Double.isNaN(point[j] + point[k]) ? 0 : (point[j] - mean[j]) * (point[k] - mean[k]);
                }
                spread[j * n + k] = sum / points.length + (j == k ? PROMISING * PROMISING : 0);
            }
        }
        var root = cholesky(spread, n);
        double logarithm = 0;
        for (int j = 0; j < n; j++) {
            logarithm += StrictMath.log(root[j * n + j]) / n;
        }
        double sigma = StrictMath.exp(logarithm);
        for (int i = 0; i < spread.length; i++) {
            spread[i] /= sigma * sigma;
        }
        return around(mean, sigma, lambda, spread);
    }

    private static CmaDistribution around(double[] mean, double sigma, int lambda, double[] covariance) {
        int n = mean.length;
        var ones = new double[n];
        Arrays.fill(ones, 1);
        return new CmaDistribution(
                lambda,
                0,
                sigma,
                Doubles.of(mean),
                Doubles.of(ones),
                Doubles.of(covariance),
                Doubles.of(cholesky(covariance, n)),
                Doubles.of(new double[n]),
                Doubles.of(new double[n]));
    }

    int dimensions() {
        return mean.size();
    }

    /** A point drawn, n coordinates, reflected into [0, 1]. */
    double[] draw(RandomStream random) {
        int n = dimensions();
        var z = new double[n];
        Arrays.setAll(z, j -> random.nextGaussian());
        var point = new double[n];
        for (int j = 0; j < n; j++) {
            double y = 0;
            for (int k = 0; k <= j; k++) {
                y += root.get(j * n + k) * z[k];
            }
            point[j] = Variation.reflected(mean.get(j) + sigma * margins.get(j) * y);
        }
        return point;
    }

    /** The standard deviation along an axis. */
    double deviation(int j) {
        return sigma * margins.get(j) * Math.sqrt(covariance.get(j * dimensions() + j));
    }

    /**
     * The distribution after a generation.
     *
     * @param axes n of them
     * @param points the better half of the generation or less, best first, n coordinates each; NaN counts as the mean
     * @param weights of the points, positive, with sum 1
     */
    CmaDistribution after(List<Axis> axes, double[][] points, double[] weights) {
        int n = dimensions();
        double square = 0;
        for (double weight : weights) {
            square += weight * weight;
        }
        var rates = Rates.of(n, 1 / square);
        var steps = new double[points.length][];
        var step = new double[n];
        for (int i = 0; i < points.length; i++) {
            steps[i] = step(points[i]);
            for (int j = 0; j < n; j++) {
                step[j] += weights[i] * steps[i][j];
            }
        }
        var m = mean.toArray();
        for (int j = 0; j < n; j++) {
            m[j] = Math.max(0, Math.min(1, m[j] + sigma * margins.get(j) * step[j]));
        }
        var p = path(sigmaPath, rates.sigma(), rates.effective(), whitened(step));
        double length = length(p);
        double age = 1 - StrictMath.pow(1 - rates.sigma(), 2.0 * (generation + 1));
        boolean isSteady = length / Math.sqrt(age) < (1.4 + 2.0 / (n + 1)) * rates.expected();
        var q = path(covariancePath, rates.path(), rates.effective(), isSteady ? step : new double[n]);
        var c = adapted(rates, isSteady, q, steps, weights);
        double growth = rates.sigma() / rates.damping() * (length / rates.expected() - 1);
        double newSigma = Math.min(1, sigma * StrictMath.exp(Math.min(1, growth)));
        var a = margins.toArray();
        CmaMargin.keep(axes, m, a, newSigma, c, 1.0 / (n * lambda));
        return with(newSigma, m, a, c, p, q);
    }

    private CmaDistribution with(double newSigma, double[] m, double[] a, double[] c, double[] p, double[] q) {
        return new CmaDistribution(
                lambda,
                generation + 1,
                newSigma,
                Doubles.of(m),
                Doubles.of(a),
                Doubles.of(c),
                Doubles.of(cholesky(c, dimensions())),
                Doubles.of(p),
                Doubles.of(q));
    }

    /** The lower triangle L with L L^T = c, n x n by rows; pivots that rounding made too small are raised. */
    private static double[] cholesky(double[] c, int n) {
        var l = new double[n * n];
        for (int j = 0; j < n; j++) {
            for (int k = 0; k <= j; k++) {
                double sum = c[j * n + k];
                for (int i = 0; i < k; i++) {
                    sum -= l[j * n + i] * l[k * n + i];
                }
                l[j * n + k] = j == k ? Math.sqrt(Math.max(LEAST_PIVOT, sum)) : sum / l[k * n + k];
            }
        }
        return l;
    }

    /** y of a point, shortened if it is too long. */
    private double[] step(double[] point) {
        int n = dimensions();
        var y = new double[n];
        for (int j = 0; j < n; j++) {
            y[j] = Double.isNaN(point[j]) ? 0 : (point[j] - mean.get(j)) / (sigma * margins.get(j));
        }
        double length = length(whitened(y));
        double most = Math.sqrt(n) + 2.0 * n / (n + 2);
        if (length > most) {
            for (int j = 0; j < n; j++) {
                y[j] *= most / length;
            }
        }
        return y;
    }

    /** The z of which y is made: root z = y. */
    private double[] whitened(double[] y) {
        int n = dimensions();
        var z = new double[n];
        for (int j = 0; j < n; j++) {
            double sum = y[j];
            for (int k = 0; k < j; k++) {
                sum -= root.get(j * n + k) * z[k];
            }
            z[j] = sum / root.get(j * n + j);
        }
        return z;
    }

    private static double[] path(Doubles before, double rate, double effective, double[] step) {
        var path = before.toArray();
        double gain = Math.sqrt(rate * (2 - rate) * effective);
        for (int j = 0; j < path.length; j++) {
            path[j] = (1 - rate) * path[j] + gain * step[j];
        }
        return path;
    }

    private double[] adapted(Rates rates, boolean isSteady, double[] q, double[][] steps, double[] weights) {
        int n = dimensions();
        double stalled = isSteady ? 0 : rates.path() * (2 - rates.path());
        double kept = 1 + rates.one() * stalled - rates.one() - rates.many();
        var c = covariance.toArray();
        for (int j = 0; j < n; j++) {
            for (int k = 0; k <= j; k++) {
                double many = 0;
                for (int i = 0; i < steps.length; i++) {
                    many += weights[i] * steps[i][j] * steps[i][k];
                }
                c[j * n + k] = kept * c[j * n + k] + rates.one() * q[j] * q[k] + rates.many() * many;
                c[k * n + j] = c[j * n + k];
            }
        }
        return c;
    }

    private static double length(double[] vector) {
        double square = 0;
        for (double x : vector) {
            square += x * x;
        }
        return Math.sqrt(square);
    }

    /** The constants of the tutorial, for n axes and so many effective parents. */
    private record Rates(
            double effective, double sigma, double damping, double path, double one, double many, double expected) {
        static Rates of(int n, double effective) {
            double sigma = (effective + 2) / (n + effective + 5);
            double damping = 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + sigma;
            double path = (4 + effective / n) / (n + 4 + 2 * effective / n);
            double one = 2 / ((n + 1.3) * (n + 1.3) + effective);
            double many = Math.min(1 - one, 2 * (effective - 2 + 1 / effective) / ((n + 2.0) * (n + 2.0) + effective));
            double expected = Math.sqrt(n) * (1 - 1.0 / (4 * n) + 1.0 / (21.0 * n * n));
            return new Rates(effective, sigma, damping, path, one, Math.max(0, many), expected);
        }
    }
}
