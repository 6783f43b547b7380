package winnow.surrogate;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import winnow.search.Posterior;
import winnow.search.Prediction;
import winnow.space.SearchSpace;

/**
 * A Gaussian process given observations.
 *
 * <pre>
 * n      points observed; p >= n  with those pending
 * X      d x p  features
 * U      p x p  Cholesky factor of the covariances with noise
 * alpha  n      K^-1 y, y = the losses' values (Warp)
 * </pre>
 *
 * <p>Predictions are of the smooth surface; at a point that was evaluated, of that with its own deviation. Pending
 * points are rows of U only: observed at their own mean, they leave alpha as it is.
 */
final class GaussianPosterior implements Posterior {
    private static final int LANES = 64;
    private static final double MOST_JITTER = 1e3;

    /** How many observations may follow those of a fit before a posterior of limited size chooses anew. */
    private static final int FOLLOWING = 100;

    private final SearchSpace space;
    private final Kernel kernel;
    private final int most;
    private final int[] chosen;
    private final double[][] points;
    private final double[][] x;
    private final double[][] u;
    private final double[] alpha;
    private final double[] losses;

    private GaussianPosterior(
            SearchSpace space,
            Kernel kernel,
            int most,
            int[] chosen,
            double[][] points,
            double[][] x,
            double[][] u,
            double[] alpha,
            double[] losses) {
        this.space = space;
        this.kernel = kernel;
        this.most = most;
        this.chosen = chosen;
        this.points = points;
        this.x = x;
        this.u = u;
        this.alpha = alpha;
        this.losses = losses;
    }

    /** The posterior of losses at the chosen points; more noise is assumed where rounding asks for it. */
    static GaussianPosterior of(
            SearchSpace space, Kernel kernel, int most, int[] chosen, double[][] points, double[] losses) {
        int n = points.length;
        var y = Warp.of(losses);
        var x = kernel.features().of(points);
        for (double jitter = 0; jitter < MOST_JITTER; jitter = Math.max(1e-6, 10 * jitter)) {
            var noisier = kernel.noisier(jitter);
            var u = new double[n][n];
            noisier.covariances(x, u, 0, n);
            if (Cholesky.factor(u, 0, n)) {
                return new GaussianPosterior(space, noisier, most, chosen, points, x, u, solved(u, y), losses);
            }
        }
        throw new IllegalStateException("covariances of " + n + " points cannot be factored with noise " + MOST_JITTER);
    }

    private static double[] solved(double[][] u, double[] y) {
        var alpha = y.clone();
        Cholesky.forward(u, y.length, alpha);
        Cholesky.backward(u, y.length, alpha);
        return alpha;
    }

    /** The same with half of the noise taken for configurations' own deviations. */
    GaussianPosterior halved() {
        return of(space, kernel.halved(), most, chosen, points, losses);
    }

    /** The hyperparameters. */
    Kernel kernel() {
        return kernel;
    }

    @Override
    public Posterior given(double[][] newPoints, double[] newLosses) {
        Evidence.check(space, newPoints, newLosses);
        var kept = kept(newLosses);
        var all = Subset.pick(newPoints, kept);
        var known = Subset.pick(newLosses, kept);
        int same = (int) IntStream.range(0, Math.min(observed(), all.length))
                .takeWhile(i -> Arrays.equals(points[i], all[i]))
                .count();
        return same < observed() || u.length > observed()
                ? of(space, kernel, most, kept, all, known)
                : grown(all)
                        .<Posterior>map(g -> new GaussianPosterior(
                                space, kernel, most, kept, all, g.x, g.u, solved(g.u, Warp.of(known)), known))
                        .orElseGet(() -> of(space, kernel, most, kept, all, known));
    }

    /** Those kept so far and all that follow, until these are too many. */
    private int[] kept(double[] newLosses) {
        int first = chosen[chosen.length - 1] + 1;
        int n = newLosses.length;
        if (n <= most || first > n) {
            return Subset.of(newLosses, most);
        }
        int settled = first + (n - first) / FOLLOWING * FOLLOWING;
        int[] base = settled == first ? chosen : Subset.of(Arrays.copyOf(newLosses, settled), most);
        return IntStream.concat(Arrays.stream(base), IntStream.range(settled, n))
                .toArray();
    }

    /** Features and factor of points that begin with those observed. */
    private record Grown(double[][] x, double[][] u) {}

    private Optional<Grown> grown(double[][] all) {
        int n = all.length;
        var allX = kernel.features().of(all);
        var grown = new double[n][];
        for (int i = 0; i < n; i++) {
            grown[i] = i < u.length ? Arrays.copyOf(u[i], n) : new double[n];
        }
        kernel.covariances(allX, grown, u.length, n);
        return Cholesky.factor(grown, u.length, n) ? Optional.of(new Grown(allX, grown)) : Optional.empty();
    }

    private int observed() {
        return alpha.length;
    }

    @Override
    public Posterior pending(double[][] running) {
        if (running.length == 0) {
            return this;
        }
        var all = Arrays.copyOf(points, points.length + running.length);
        System.arraycopy(running, 0, all, points.length, running.length);
        return grown(all)
                .<Posterior>map(g -> new GaussianPosterior(space, kernel, most, chosen, all, g.x, g.u, alpha, losses))
                .orElse(this);
    }

    @Override
    public Prediction predict(double[][] queries) {
        var means = new double[queries.length];
        var variances = new double[queries.length];
        var block = new double[u.length][LANES];
        for (int first = 0; first < queries.length; first += LANES) {
            int m = Math.min(LANES, queries.length - first);
            var y = kernel.features().of(Arrays.copyOfRange(queries, first, first + m));
            predict(y, m, block, means, variances, first);
        }
        return new Prediction(means, variances);
    }

    @Override
    public double[] means(double[][] queries) {
        var means = new double[queries.length];
        var y = kernel.features().of(queries);
        var covariances = new double[queries.length];
        for (int i = 0; i < observed(); i++) {
            kernel.distances(x, i, y, covariances, 0, queries.length);
            kernel.covariances(covariances, 0, queries.length);
            for (int l = 0; l < means.length; l++) {
                means[l] += alpha[i] * covariances[l];
            }
        }
        return means;
    }

    @Override
    public Optional<double[]> losses(double[] means) {
        return Optional.of(Warp.back(means, losses));
    }

    private void predict(double[][] y, int m, double[][] block, double[] means, double[] variances, int first) {
        double[] prior = new double[m];
        Arrays.fill(prior, kernel.amplitude());
        for (int i = 0; i < u.length; i++) {
            kernel.distances(x, i, y, block[i], 0, m);
            for (int l = 0; l < m; l++) {
                prior[l] = block[i][l] == 0 ? kernel.amplitude() + kernel.own() : prior[l];
            }
            kernel.covariances(block[i], 0, m);
            if (i < observed()) {
                for (int l = 0; l < m; l++) {
                    means[first + l] += alpha[i] * block[i][l];
                }
            }
        }
        Cholesky.forward(u, u.length, block, m);
        var explained = new double[m];
        for (double[] row : block) {
            for (int l = 0; l < m; l++) {
                explained[l] += row[l] * row[l];
            }
        }
        for (int l = 0; l < m; l++) {
            variances[first + l] = Math.max(0, prior[l] - explained[l]);
        }
    }

    /** Rasmussen and Williams (2006), equations 2.25 and 2.26, derived by the query. */
    @Override
    public Optional<Slope> slope(double[] query) {
        int p = u.length;
        var features = kernel.features();
        var y = features.of(new double[][] {query});
        var squared = new double[p];
        for (int c = 0; c < features.size(); c++) {
            addDistances(c, y[c][0], squared);
        }
        var k = new double[p];
        Arrays.setAll(k, i -> kernel.amplitude() * Matern.value(squared[i]));
        double mean = Cholesky.dot(alpha, k, 0, observed());
        var solved = k.clone();
        Cholesky.forward(u, p, solved);
        double variance = Math.max(0, kernel.amplitude() - Cholesky.dot(solved, solved, 0, p));
        Cholesky.backward(u, p, solved);
        for (int i = 0; i < p; i++) {
            squared[i] = kernel.amplitude() * Matern.slope(squared[i]);
        }
        var meanSlope = new double[query.length];
        var varianceSlope = new double[query.length];
        for (int c = 0; c < features.size(); c++) {
            var column = features.column(c);
            if (column.isCategory() || Double.isNaN(query[column.place()])) {
                continue;
            }
            double byMean = 0;
            double byVariance = 0;
            double twice = 2 * kernel.weights()[c];
            for (int i = 0; i < p; i++) {
                double change = squared[i] * twice * (y[c][0] - x[c][i]);
                byMean += i < observed() ? alpha[i] * change : 0;
                byVariance += solved[i] * change;
            }
            meanSlope[column.place()] = byMean;
            varianceSlope[column.place()] = -2 * byVariance;
        }
        return Optional.of(new Slope(mean, variance, meanSlope, varianceSlope));
    }

    private void addDistances(int c, double value, double[] into) {
        double weight = kernel.weights()[c];
        boolean isCategory = kernel.features().column(c).isCategory();
        for (int i = 0; i < into.length; i++) {
            double difference = x[c][i] - value;
            into[i] += weight * (isCategory ? (difference == 0 ? 0 : 1) : difference * difference);
        }
    }
}
