package winnow.surrogate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import winnow.random.RandomStream;
import winnow.search.Posterior;
import winnow.search.Prediction;
import winnow.search.Surrogate;
import winnow.space.SearchSpace;

/**
 * A few small neural networks, each with a Bayesian linear last layer; their means differ, and that is uncertainty too.
 *
 * <p>The last layer is that of DNGO (Snoek et al., "Scalable Bayesian Optimization Using Deep Neural Networks", 2015),
 * the ensemble that of Lakshminarayanan et al. ("Simple and Scalable Predictive Uncertainty Estimation", 2017). Two
 * hidden layers of 32 tanh units; 600 steps of Adam on batches of 32, the same for any number of observations, so that a
 * fit of five takes well below a second and its cost does not grow. Given other observations the hidden layers stay, and
 * the last layers are fitted anew. Losses go through {@link Warp}; categories are one-hot, numbers scaled to -1 to 1.
 * Written in plain Java: for nets of this size a library's call costs more than the arithmetic.
 */
public final class NeuralNetworks implements Surrogate {
    private static final int WIDTH = 32;

    private final int members;
    private final int steps;
    private final Recent<Evidence, Posterior> recent = new Recent<>(8);

    /** Five networks, 600 steps. */
    public NeuralNetworks() {
        this(5, 600);
    }

    /**
     * Networks of one's choice.
     *
     * @param members how many networks, at least 1
     * @param steps of training, at least 1
     */
    public NeuralNetworks(int members, int steps) {
        if (members < 1 || steps < 1) {
            throw new IllegalArgumentException(
                    "members is " + members + " and steps is " + steps + ": both must be at least 1");
        }
        this.members = members;
        this.steps = steps;
    }

    @Override
    public Posterior fit(SearchSpace space, double[][] points, double[] losses, long seed) {
        return recent.of(new Evidence(space, points, losses, seed), this::fitted);
    }

    private Posterior fitted(Evidence evidence) {
        var features = Features.of(evidence.space());
        double[][] inputs = inputs(features, evidence.points());
        double[] y = Warp.of(evidence.losses());
        int[] sizes = {inputs[0].length, WIDTH, WIDTH, 1};
        var nets = IntStream.range(0, members)
                .mapToObj(i ->
                        Perceptron.trained(sizes, inputs, y, steps, RandomStream.of(evidence.seed(), "network", i)))
                .toList();
        return Ensemble.of(evidence.space(), features, nets, evidence.points(), y, evidence.losses());
    }

    private static double[][] inputs(Features features, double[][] points) {
        int width = features.columns().stream().mapToInt(NeuralNetworks::width).sum();
        double[][] rows = features.rows(points);
        double[][] inputs = new double[points.length][width];
        for (int i = 0; i < rows.length; i++) {
            int at = 0;
            for (int c = 0; c < features.size(); c++) {
                boolean isOneHot = features.column(c).kind() == Features.Kind.CATEGORY;
                int category = (int) rows[i][c];
                if (isOneHot && category >= 0) {
                    inputs[i][at + category] = 1;
                } else if (!isOneHot) {
                    inputs[i][at] = 2 * rows[i][c] - 1;
                }
                at += width(features.column(c));
            }
        }
        return inputs;
    }

    private static int width(Features.Column column) {
        return column.kind() == Features.Kind.CATEGORY ? column.options() : 1;
    }

    /** Networks that were trained, and their last layers given observations; losses are those of the first values. */
    private record Ensemble(
            SearchSpace space,
            Features features,
            List<Perceptron> nets,
            List<BayesianLinear> tops,
            double[][] points,
            double[] y,
            double[] losses)
            implements Posterior {

        static Ensemble of(
                SearchSpace space,
                Features features,
                List<Perceptron> nets,
                double[][] points,
                double[] y,
                double[] losses) {
            double[][] inputs = inputs(features, points);
            var tops = nets.stream()
                    .map(net -> BayesianLinear.fitted(
                            Arrays.stream(inputs).map(net::features).toArray(double[][]::new), y))
                    .toList();
            return new Ensemble(space, features, nets, tops, points, y, losses);
        }

        @Override
        public Prediction predict(double[][] queries) {
            double[][] inputs = inputs(features, queries);
            double[] means = new double[queries.length];
            double[] variances = new double[queries.length];
            for (int i = 0; i < queries.length; i++) {
                double squares = 0;
                for (int n = 0; n < nets.size(); n++) {
                    double[] phi = nets.get(n).features(inputs[i]);
                    double mean = tops.get(n).mean(phi);
                    means[i] += mean / nets.size();
                    squares += (tops.get(n).variance(phi) + mean * mean) / nets.size();
                }
                variances[i] = Math.max(0, squares - means[i] * means[i]);
            }
            return new Prediction(means, variances);
        }

        @Override
        public Optional<double[]> losses(double[] means) {
            return Optional.of(Warp.back(means, losses));
        }

        @Override
        public Posterior given(double[][] newPoints, double[] newLosses) {
            Evidence.check(space, newPoints, newLosses);
            return of(space, features, nets, newPoints, Warp.of(newLosses), newLosses);
        }

        @Override
        public Posterior pending(double[][] running) {
            if (running.length == 0) {
                return this;
            }
            var all = Arrays.copyOf(points, points.length + running.length);
            System.arraycopy(running, 0, all, points.length, running.length);
            var believed = Arrays.copyOf(y, all.length);
            System.arraycopy(means(running), 0, believed, y.length, running.length);
            return of(space, features, nets, all, believed, losses);
        }
    }
}
