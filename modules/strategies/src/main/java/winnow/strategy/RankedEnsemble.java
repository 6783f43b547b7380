package winnow.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import winnow.random.RandomStream;
import winnow.search.Posterior;
import winnow.search.Prediction;

/**
 * Models of several studies as one: each weighs as much as it orders this study's observations well.
 *
 * <p>RGPE (Feurer, Letham, Hutter and Bakshy, "Practical Transfer Learning for Bayesian Optimization", 2022). A model
 * errs about two observations if it expects the worse one to be better. {@value #BOOTSTRAPS} times the study's
 * observations are drawn with replacement, and the model with the fewest errors among them wins, this study's own if it
 * is one of several; a model's weight is its share of wins. This study's own model is asked about each fifth of the
 * observations after it was given the rest, since it would know them by heart. Only orders are compared, so it does not
 * matter how another dataset moves or stretches losses, and a misleading study loses its weight. Departures: five folds
 * instead of leaving one out, at most {@value #MOST} observations, and weights are not made sparser over time.
 *
 * <p>With weights w the mean is the sum of w times the members' means and the variance that of w squared times theirs,
 * each member in its own standardised unit.
 *
 * @param members at least one
 * @param weights one each, positive, with sum 1
 */
record RankedEnsemble(List<Posterior> members, List<Double> weights) implements Posterior {
    private static final int BOOTSTRAPS = 100;
    private static final int MOST = 100;
    private static final int FOLDS = 5;
    /** With fewer observations of its own, nothing can be said about orders. */
    private static final int FEW = 3;

    /**
     * The ensemble of earlier studies' models and this study's.
     *
     * @param earlier one each, at least one
     * @param own this study's model, which has learnt how losses behave
     * @param current the same, given all that is to be believed
     * @param points n x d, what weights are made from
     * @param losses n, infinite where infeasible
     */
    static Posterior of(
            List<Posterior> earlier, Posterior own, Posterior current, double[][] points, double[] losses, long seed) {
        var all = new ArrayList<>(earlier);
        all.add(current);
        double[] weights = weights(earlier, own, points, losses, seed);
        var kept =
                IntStream.range(0, weights.length).filter(i -> weights[i] > 0).toArray();
        return new RankedEnsemble(
                Arrays.stream(kept).<Posterior>mapToObj(all::get).toList(),
                Arrays.stream(kept).mapToObj(i -> weights[i]).toList());
    }

    /** Weights of the earlier studies' models and, last, of this study's. */
    static double[] weights(List<Posterior> earlier, Posterior own, double[][] points, double[] losses, long seed) {
        int models = earlier.size() + 1;
        var weights = new double[models];
        if (losses.length < FEW) {
            Arrays.fill(weights, 0, models - 1, 1.0 / (models - 1));
            return weights;
        }
        int n = Math.min(MOST, losses.length);
        var chosen = IntStream.range(0, n)
                .map(i -> (int) ((long) i * losses.length / n))
                .toArray();
        var x = Arrays.stream(chosen).mapToObj(i -> points[i]).toArray(double[][]::new);
        var y = Arrays.stream(chosen).mapToDouble(i -> losses[i]).toArray();
        var errors = new boolean[models][][];
        for (int m = 0; m < models - 1; m++) {
            double[] means = earlier.get(m).means(x);
            errors[m] = errors(i -> means, y);
        }
        errors[models - 1] = errors(folds(own, x, y), y);
        var random = RandomStream.of(seed, "ensemble", n);
        for (int bootstrap = 0; bootstrap < BOOTSTRAPS; bootstrap++) {
            var counts = new int[n];
            for (int draw = 0; draw < n; draw++) {
                counts[random.nextInt(n)]++;
            }
            weights[winner(errors, counts)] += 1.0 / BOOTSTRAPS;
        }
        return weights;
    }

    /** What a model expects of all observations if it does not know one of them. */
    private interface Guess {
        double[] without(int observation);
    }

    private static Guess folds(Posterior own, double[][] x, double[] y) {
        int folds = Math.min(FOLDS, y.length);
        var means = new double[folds][];
        for (int fold = 0; fold < folds; fold++) {
            int left = fold;
            var known =
                    IntStream.range(0, y.length).filter(i -> i % folds != left).toArray();
            means[fold] = own.given(
                            Arrays.stream(known).mapToObj(i -> x[i]).toArray(double[][]::new),
                            Arrays.stream(known).mapToDouble(i -> y[i]).toArray())
                    .means(x);
        }
        return i -> means[i % folds];
    }

    private static boolean[][] errors(Guess guess, double[] y) {
        var errors = new boolean[y.length][y.length];
        for (int i = 0; i < y.length; i++) {
            double[] means = guess.without(i);
            for (int k = 0; k < y.length; k++) {
                errors[i][k] = y[i] < y[k] ? means[i] >= means[k] : y[i] > y[k] && means[i] <= means[k];
            }
        }
        return errors;
    }

    /** The model with the fewest errors; of equals the last, which is this study's own, or the newest study's. */
    private static int winner(boolean[][][] errors, int[] counts) {
        int winner = 0;
        long fewest = Long.MAX_VALUE;
        for (int m = 0; m < errors.length; m++) {
            long sum = 0;
            for (int i = 0; i < counts.length; i++) {
                for (int k = 0; k < counts.length && counts[i] > 0; k++) {
                    sum += errors[m][i][k] ? (long) counts[i] * counts[k] : 0;
                }
            }
            if (sum <= fewest) {
                fewest = sum;
                winner = m;
            }
        }
        return winner;
    }

    @Override
    public Prediction predict(double[][] points) {
        var means = new double[points.length];
        var variances = new double[points.length];
        for (int m = 0; m < members.size(); m++) {
            double weight = weights.get(m);
            var prediction = members.get(m).predict(points);
            for (int i = 0; i < points.length; i++) {
                means[i] += weight * prediction.means()[i];
                variances[i] += weight * weight * prediction.variances()[i];
            }
        }
        return new Prediction(means, variances);
    }

    @Override
    public double[] means(double[][] points) {
        var means = new double[points.length];
        for (int m = 0; m < members.size(); m++) {
            double weight = weights.get(m);
            double[] own = members.get(m).means(points);
            Arrays.setAll(means, i -> means[i] + weight * own[i]);
        }
        return means;
    }

    /** Weights stay; every member is given the same. */
    @Override
    public Posterior given(double[][] points, double[] losses) {
        return new RankedEnsemble(
                members.stream().map(m -> m.given(points, losses)).toList(), weights);
    }

    @Override
    public Posterior pending(double[][] points) {
        return new RankedEnsemble(members.stream().map(m -> m.pending(points)).toList(), weights);
    }

    @Override
    public Optional<Slope> slope(double[] point) {
        double mean = 0;
        double variance = 0;
        var meanSlope = new double[point.length];
        var varianceSlope = new double[point.length];
        for (int m = 0; m < members.size(); m++) {
            var slope = members.get(m).slope(point);
            if (slope.isEmpty()) {
                return Optional.empty();
            }
            double weight = weights.get(m);
            mean += weight * slope.get().mean();
            variance += weight * weight * slope.get().variance();
            for (int j = 0; j < point.length; j++) {
                meanSlope[j] += weight * slope.get().meanSlope()[j];
                varianceSlope[j] += weight * weight * slope.get().varianceSlope()[j];
            }
        }
        return Optional.of(new Slope(mean, variance, meanSlope, varianceSlope));
    }
}
