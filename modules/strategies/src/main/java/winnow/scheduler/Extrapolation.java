package winnow.scheduler;

import java.util.function.IntToDoubleFunction;
import org.apache.commons.math3.special.Beta;

/**
 * What a learning curve so far says about its loss at a later epoch: a mixture of Student's t distributions.
 *
 * <p>The loss at epoch e is taken to be {@code c + a f(e)} with normal noise, where f falls from 1 towards 0: a power of
 * e, an exponential, or an inverse logarithm (pow3, exp3 and ilog2 of Domhan et al., IJCAI 2015). For a given f the
 * model is linear, and with a normal-inverse-gamma prior its posterior and evidence are closed formulas (Murphy,
 * "Machine Learning", 2012, section 7.6.3); the fs, with steepnesses on a grid, are averaged by their evidence. So no
 * sampler is needed, and the answer is a pure function of the curve.
 *
 * <table>
 * <caption>Symbols</caption>
 * <tr><td>n</td><td>epochs observed</td></tr>
 * <tr><td>z</td><td>losses, shifted and scaled to mean 0 and deviation 1, n</td></tr>
 * <tr><td>f</td><td>shape, n; the design matrix is [1 f], n x 2</td></tr>
 * <tr><td>Λ</td><td>posterior precision of (c, a) in units of the noise, 2 x 2</td></tr>
 * <tr><td>α, β</td><td>posterior of the noise: inverse gamma</td></tr>
 * </table>
 */
final class Extrapolation {
    private static final int STEPS = 12;
    private static final double MILDEST_POWER = 0.1;
    private static final double STEEPEST_POWER = 4;
    /** Of the time constant of an exponential, in epochs, and in multiples of the horizon. */
    private static final double SHORTEST = 0.5;

    private static final double LONGEST = 2;
    /** Prior precision of (c, a): their deviation is 30 times that of the noise, which is some hundredths of the curve's. */
    private static final double PRECISION = 1.0 / (30 * 30);

    private static final double NOISE_SHAPE = 1;
    private static final double NOISE_SCALE = 0.001;

    /** A model that is less likely than the likeliest by this factor does not count. */
    private static final double NEGLIGIBLE = 1e-6;

    private static final int TABLE = 256;
    private static final double[][] POWERS = new double[STEPS][TABLE];

    static {
        for (int k = 0; k < STEPS; k++) {
            for (int i = 0; i < TABLE; i++) {
                POWERS[k][i] = Math.pow(i + 1, -power(k));
            }
        }
    }

    private final double[] z;
    private final double mean;
    private final double deviation;
    private final int horizon;
    private final double alpha;
    private final double[] logEvidence = new double[2 * STEPS + 1];
    private final double[] location = new double[2 * STEPS + 1];
    private final double[] scale = new double[2 * STEPS + 1];

    private Extrapolation(double[] losses, int horizon) {
        this.horizon = horizon;
        int n = losses.length;
        double sum = 0;
        for (double loss : losses) {
            sum += loss;
        }
        mean = sum / n;
        double squares = 0;
        for (double loss : losses) {
            squares += (loss - mean) * (loss - mean);
        }
        double spread = Math.sqrt(squares / n);
        deviation = spread > 0 ? spread : Math.max(Double.MIN_NORMAL, Math.abs(mean) * 1e-12);
        z = new double[n];
        for (int i = 0; i < n; i++) {
            z[i] = (losses[i] - mean) / deviation;
        }
        alpha = NOISE_SHAPE + n / 2.0;
    }

    /**
     * Fits a curve.
     *
     * @param losses at epochs 1, 2, …, all finite, at least one
     * @param horizon the epoch to look at, beyond them
     */
    static Extrapolation of(double[] losses, int horizon) {
        var extrapolation = new Extrapolation(losses, horizon);
        extrapolation.fit();
        return extrapolation;
    }

    private void fit() {
        double[] shape = new double[z.length];
        for (int k = 0; k < STEPS; k++) {
            for (int i = 0; i < shape.length; i++) {
                shape[i] = i < TABLE ? POWERS[k][i] : Math.pow(i + 1, -power(k));
            }
            fit(k, shape, Math.pow(horizon, -power(k)));
            double decay = Math.exp(-1 / (SHORTEST * Math.pow(LONGEST * horizon / SHORTEST, at(k))));
            double value = 1;
            for (int i = 0; i < shape.length; i++) {
                shape[i] = value;
                value *= decay;
            }
            fit(STEPS + k, shape, Math.pow(decay, horizon - 1));
        }
        for (int i = 0; i < shape.length; i++) {
            shape[i] = Math.log(2) / Math.log(i + 2);
        }
        fit(2 * STEPS, shape, Math.log(2) / Math.log(horizon + 1));
    }

    private static double at(int step) {
        return step / (STEPS - 1.0);
    }

    private static double power(int step) {
        return MILDEST_POWER * Math.pow(STEEPEST_POWER / MILDEST_POWER, at(step));
    }

    /** The posterior for one shape; {@code ahead} is its value at the horizon. */
    private void fit(int model, double[] shape, double ahead) {
        double sumF = 0;
        double sumFf = 0;
        double sumFz = 0;
        double sumZz = 0;
        for (int i = 0; i < z.length; i++) {
            sumF += shape[i];
            sumFf += shape[i] * shape[i];
            sumFz += shape[i] * z[i];
            sumZz += z[i] * z[i];
        }
        double l11 = z.length + PRECISION;
        double l22 = sumFf + PRECISION;
        double det = l11 * l22 - sumF * sumF;
        // The mean of z is 0, so that the right hand side of the normal equations is (0, sumFz).
        double c = -sumF * sumFz / det;
        double a = l11 * sumFz / det;
        double beta = NOISE_SCALE + Math.max(0, sumZz - a * sumFz) / 2;
        logEvidence[model] = -alpha * Math.log(beta) - Math.log(det) / 2;
        location[model] = c + a * ahead;
        double leverage = (l22 - 2 * ahead * sumF + ahead * ahead * l11) / det;
        scale[model] = Math.sqrt(beta / alpha * (1 + leverage));
    }

    /** The probability that the loss at the horizon is below a bar. */
    double below(double bar) {
        double standard = (bar - mean) / deviation;
        return averaged(model -> cumulative((standard - location[model]) / scale[model]));
    }

    /** The expected loss at the horizon. */
    double expected() {
        return mean + deviation * averaged(model -> location[model]);
    }

    private double averaged(IntToDoubleFunction value) {
        double weighted = 0;
        double weights = 0;
        double most = best();
        for (int model = 0; model < logEvidence.length; model++) {
            double weight = Math.exp(logEvidence[model] - most);
            if (weight > NEGLIGIBLE) {
                weights += weight;
                weighted += weight * value.applyAsDouble(model);
            }
        }
        return weighted / weights;
    }

    private double best() {
        double most = Double.NEGATIVE_INFINITY;
        for (double each : logEvidence) {
            most = Math.max(most, each);
        }
        return most;
    }

    /** Of Student's t distribution with 2α degrees of freedom. */
    private double cumulative(double t) {
        double degrees = 2 * alpha;
        double tail = Beta.regularizedBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
        return t < 0 ? tail : 1 - tail;
    }
}
