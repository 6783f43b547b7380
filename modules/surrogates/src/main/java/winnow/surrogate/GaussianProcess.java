package winnow.surrogate;

import java.util.Arrays;
import java.util.stream.IntStream;
import smile.math.BFGS;
import winnow.search.Posterior;
import winnow.search.Surrogate;
import winnow.space.SearchSpace;

/**
 * A Gaussian process with a length scale for each parameter, whose hyperparameters are the most probable ones.
 *
 * <p>Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006; the recipe is close to that of Optuna and
 * OSS Vizier: an ARD Matérn-5/2 {@link Kernel}, priors as in {@link MapObjective}, losses through {@link Warp}, L-BFGS
 * (Smile's) from two fixed points. Of more than 128 points the hyperparameters are first fitted to 128 of them, and then
 * refined on all, so that a fit depends on its arguments alone and still takes few large steps. Of more than
 * {@code most} points it keeps the best quarter and a fixed random rest.
 */
public final class GaussianProcess implements Surrogate {
    private static final int FEW = 128;
    private static final int STEPS_FEW = 40;
    private static final int STEPS_MANY = 5;
    private static final int CORRECTIONS = 6;
    private static final double TOLERANCE = 1e-4;

    private final int most;
    private final Recent<Evidence, Posterior> recent = new Recent<>(8);

    /** A process that is exact for up to 500 points. */
    public GaussianProcess() {
        this(500);
    }

    /**
     * A process that is exact for up to so many points.
     *
     * @param most at least 4
     */
    public GaussianProcess(int most) {
        if (most < 4) {
            throw new IllegalArgumentException("most is " + most + ": a Gaussian process needs at least 4 points");
        }
        this.most = most;
    }

    @Override
    public Posterior fit(SearchSpace space, double[][] points, double[] losses, long seed) {
        return recent.of(new Evidence(space, points, losses, 0), this::fitted);
    }

    private Posterior fitted(Evidence evidence) {
        var features = Features.of(evidence.space());
        var chosen = Subset.of(evidence.losses(), most);
        var points = Subset.pick(evidence.points(), chosen);
        var x = features.of(points);
        var losses = Subset.pick(evidence.losses(), chosen);
        var kernel = hyperparameters(features, x, Warp.of(losses));
        return GaussianPosterior.of(evidence.space(), kernel, most, chosen, points, losses);
    }

    /** The means of what was evaluated, each with the configuration's own deviation. */
    double[] evaluated(SearchSpace space, double[][] points, double[] losses) {
        var posterior = (GaussianPosterior) fit(space, points, losses, 0);
        var whole = posterior.kernel().own() == 0 ? posterior.halved() : posterior;
        return whole.means(points);
    }

    private static Kernel hyperparameters(Features features, double[][] x, double[] y) {
        int n = y.length;
        var all = new MapObjective(features, x, y);
        if (n <= FEW) {
            return all.kernel(best(all));
        }
        var few = IntStream.range(0, FEW).map(i -> (int) ((long) i * n / FEW)).toArray();
        var sample = new MapObjective(features, columns(x, few), Subset.pick(y, few));
        double[] theta = sized(best(sample), all.size());
        minimise(all, theta, STEPS_MANY);
        return all.kernel(theta);
    }

    private static double[] best(MapObjective objective) {
        double[] best = {};
        double least = Double.POSITIVE_INFINITY;
        for (double[] start : starts(objective.size(), objective.columns())) {
            double value = minimise(objective, start, STEPS_FEW);
            if (best.length == 0 || value < least) {
                best = start;
                least = value;
            }
        }
        return best;
    }

    /** Hyperparameters for more repeats than a sample had: own deviations begin as small. */
    private static double[] sized(double[] theta, int size) {
        double[] result = Arrays.copyOf(theta, size);
        if (size > theta.length) {
            result[theta.length] = StrictMath.log(1e-2);
        }
        return result;
    }

    /** Smooth with little noise, and rough with much. */
    private static double[][] starts(int size, int d) {
        double[] smooth = new double[size];
        double[] rough = new double[size];
        Arrays.fill(rough, 0, d, StrictMath.log(4));
        Arrays.fill(smooth, d + 1, size, StrictMath.log(1e-3));
        Arrays.fill(rough, d + 1, size, StrictMath.log(0.1));
        return new double[][] {smooth, rough};
    }

    /** Minimises in place. */
    private static double minimise(MapObjective objective, double[] theta, int steps) {
        double[] start = theta.clone();
        double before = objective.f(start);
        double after = BFGS.minimize(objective, CORRECTIONS, theta, TOLERANCE, steps);
        if (after <= before && Arrays.stream(theta).allMatch(Double::isFinite)) {
            return after;
        }
        System.arraycopy(start, 0, theta, 0, theta.length);
        return before;
    }

    private static double[][] columns(double[][] x, int[] chosen) {
        return Arrays.stream(x).map(column -> Subset.pick(column, chosen)).toArray(double[][]::new);
    }
}
