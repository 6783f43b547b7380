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
 * A random forest whose trees' disagreement is its uncertainty.
 *
 * <p>Hutter, Hoos and Leyton-Brown, "Sequential Model-Based Optimization for General Algorithm Configuration", 2011, with
 * the settings of SMAC: bootstrapped trees, five sixths of the columns at each split, mean and variance by the law of
 * total variance from means and variances of leaves (Hutter et al., "Algorithm runtime prediction", 2014). Losses go
 * through {@link Warp}, which contains the logarithm. Smile's forest knows no variance of leaves, so the trees are our
 * own. It has no hyperparameters to keep: given other observations, it grows anew. Of more than 1,000 points it
 * keeps the best quarter and a fixed random rest.
 *
 * @param trees how many, at least 2
 */
public record RandomForest(int trees) implements Surrogate {
    private static final RegressionTree.Growth GROWTH = new RegressionTree.Growth(5.0 / 6, 3, 1, 64);
    private static final int MOST = 1000;
    private static final double LEAST_VARIANCE = 1e-8;

    /** SMAC's ten trees. */
    public RandomForest() {
        this(10);
    }

    /** @throws IllegalArgumentException if there are fewer than two trees */
    public RandomForest {
        if (trees < 2) {
            throw new IllegalArgumentException("trees is " + trees + ": a forest needs at least 2");
        }
    }

    @Override
    public Posterior fit(SearchSpace space, double[][] points, double[] losses, long seed) {
        Evidence.check(space, points, losses);
        int[] chosen = Subset.of(losses, MOST);
        var known = Subset.pick(losses, chosen);
        return grown(space, Subset.pick(points, chosen), Warp.of(known), known, seed);
    }

    private Grown grown(SearchSpace space, double[][] points, double[] values, double[] losses, long seed) {
        var features = Features.of(space);
        var rows = features.rows(points);
        var grown = IntStream.range(0, trees)
                .mapToObj(i -> {
                    var random = RandomStream.of(seed, "tree", i);
                    int[] drawn = new int[points.length];
                    Arrays.setAll(drawn, k -> random.nextInt(points.length));
                    return RegressionTree.grown(features, rows, values, drawn, GROWTH, random);
                })
                .toList();
        return new Grown(this, space, seed, grown, points, values, losses);
    }

    /** A forest that stands; losses are those of the first of its values, which are of points that were observed. */
    private record Grown(
            RandomForest forest,
            SearchSpace space,
            long seed,
            List<RegressionTree> trees,
            double[][] points,
            double[] values,
            double[] losses)
            implements Posterior {

        @Override
        public Prediction predict(double[][] queries) {
            double[] means = new double[queries.length];
            double[] variances = new double[queries.length];
            double[][] rows = trees.get(0).features().rows(queries);
            for (int i = 0; i < queries.length; i++) {
                double squares = 0;
                for (var tree : trees) {
                    var leaf = tree.leaf(rows[i]);
                    means[i] += leaf.mean() / trees.size();
                    squares += (leaf.variance() + leaf.mean() * leaf.mean()) / trees.size();
                }
                variances[i] = Math.max(LEAST_VARIANCE, squares - means[i] * means[i]);
            }
            return new Prediction(means, variances);
        }

        @Override
        public Optional<double[]> losses(double[] means) {
            return Optional.of(Warp.back(means, losses));
        }

        @Override
        public Posterior given(double[][] newPoints, double[] newLosses) {
            return forest.fit(space, newPoints, newLosses, seed);
        }

        @Override
        public Posterior pending(double[][] running) {
            if (running.length == 0) {
                return this;
            }
            var all = Arrays.copyOf(points, points.length + running.length);
            System.arraycopy(running, 0, all, points.length, running.length);
            var believed = Arrays.copyOf(values, all.length);
            System.arraycopy(means(running), 0, believed, values.length, running.length);
            return forest.grown(space, all, believed, losses, seed);
        }
    }
}
