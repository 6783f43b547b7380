package winnow.surrogate;

import java.util.Arrays;
import winnow.random.RandomStream;

/**
 * A small network of hidden layers of tanh and one linear output, trained by Adam (Kingma and Ba, 2015) on squared
 * errors with weight decay.
 *
 * <pre>
 * sizes   inputs, hidden widths ..., 1
 * weights[l]  row o of layer l: its inputs' weights, then its bias; flat
 * </pre>
 */
final class Perceptron {
    private static final int BATCH = 32;
    private static final double RATE = 0.01;
    private static final double DECAY = 1e-4;
    private static final double FIRST_MOMENT = 0.9;
    private static final double SECOND_MOMENT = 0.999;

    private final int[] sizes;
    private final double[][] weights;

    private Perceptron(int[] sizes, double[][] weights) {
        this.sizes = sizes;
        this.weights = weights;
    }

    /**
     * Trains a network for so many steps, the rate falling to nothing as a cosine.
     *
     * @param inputs {@code n x sizes[0]}
     * @param targets n
     */
    static Perceptron trained(int[] sizes, double[][] inputs, double[] targets, int steps, RandomStream random) {
        var net = new Perceptron(sizes, drawn(sizes, random));
        double[][] gradient = net.zeros();
        double[][] first = net.zeros();
        double[][] second = net.zeros();
        double[][] activity = net.activity();
        double[][] error = net.activity();
        for (int step = 1; step <= steps; step++) {
            for (double[] layer : gradient) {
                Arrays.fill(layer, 0);
            }
            for (int b = 0; b < BATCH; b++) {
                int row = random.nextInt(inputs.length);
                net.run(inputs[row], activity);
                double miss = activity[activity.length - 1][0] - targets[row];
                net.addGradient(activity, error, miss / BATCH, gradient);
            }
            net.step(gradient, first, second, step, RATE * 0.5 * (1 + StrictMath.cos(Math.PI * step / steps)));
        }
        return net;
    }

    /** The last hidden layer's activity and a 1, for a linear model on top. */
    double[] features(double[] input) {
        double[][] activity = activity();
        run(input, activity);
        double[] hidden = activity[sizes.length - 2];
        double[] features = Arrays.copyOf(hidden, hidden.length + 1);
        features[hidden.length] = 1;
        return features;
    }

    private static double[][] drawn(int[] sizes, RandomStream random) {
        double[][] weights = new double[sizes.length - 1][];
        for (int l = 0; l < weights.length; l++) {
            int in = sizes[l];
            double scale = Math.sqrt(2.0 / Math.max(1, in + sizes[l + 1]));
            weights[l] = new double[sizes[l + 1] * (in + 1)];
            Arrays.setAll(weights[l], i -> i % (in + 1) == in ? 0 : scale * random.nextGaussian());
        }
        return weights;
    }

    private double[][] zeros() {
        return Arrays.stream(weights).map(layer -> new double[layer.length]).toArray(double[][]::new);
    }

    private double[][] activity() {
        return Arrays.stream(sizes).mapToObj(double[]::new).toArray(double[][]::new);
    }

    private void run(double[] input, double[][] activity) {
        System.arraycopy(input, 0, activity[0], 0, sizes[0]);
        for (int l = 0; l < weights.length; l++) {
            int in = sizes[l];
            for (int o = 0; o < sizes[l + 1]; o++) {
                int at = o * (in + 1);
                double sum = weights[l][at + in];
                for (int i = 0; i < in; i++) {
                    sum += weights[l][at + i] * activity[l][i];
                }
                activity[l + 1][o] = l == weights.length - 1 ? sum : tanh(sum);
            }
        }
    }

    private static double tanh(double x) {
        double e = Matern.exponential(2 * Math.abs(x));
        double size = (1 - e) / (1 + e);
        return x < 0 ? -size : size;
    }

    private void addGradient(double[][] activity, double[][] error, double miss, double[][] gradient) {
        error[sizes.length - 1][0] = miss;
        for (int l = weights.length - 1; l >= 0; l--) {
            int in = sizes[l];
            Arrays.fill(error[l], 0);
            for (int o = 0; o < sizes[l + 1]; o++) {
                double slope = l == weights.length - 1 ? 1 : 1 - activity[l + 1][o] * activity[l + 1][o];
                double pull = error[l + 1][o] * slope;
                int at = o * (in + 1);
                for (int i = 0; i < in; i++) {
                    gradient[l][at + i] += pull * activity[l][i];
                    error[l][i] += pull * weights[l][at + i];
                }
                gradient[l][at + in] += pull;
            }
        }
    }

    private void step(double[][] gradient, double[][] first, double[][] second, int step, double rate) {
        double firstBias = 1 - StrictMath.pow(FIRST_MOMENT, step);
        double secondBias = 1 - StrictMath.pow(SECOND_MOMENT, step);
        for (int l = 0; l < weights.length; l++) {
            for (int i = 0; i < weights[l].length; i++) {
                double g = gradient[l][i] + DECAY * weights[l][i];
                first[l][i] = FIRST_MOMENT * first[l][i] + (1 - FIRST_MOMENT) * g;
                second[l][i] = SECOND_MOMENT * second[l][i] + (1 - SECOND_MOMENT) * g * g;
                weights[l][i] -= rate * (first[l][i] / firstBias) / (Math.sqrt(second[l][i] / secondBias) + 1e-8);
            }
        }
    }
}
