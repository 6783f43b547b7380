package winnow.simulator;

import winnow.random.RandomStream;
import winnow.space.Configuration;
import winnow.space.SearchSpace;
import winnow.trial.Metrics;

/**
 * Learning curves that look real: a power law towards a floor that depends on the configuration, with noise. Curves
 * cross, since configurations with a lower floor may learn more slowly.
 *
 * <p>The loss after epoch e is {@code floor + 2 e^-rate + noise}, where the floor grows with the squared distance of the
 * encoded configuration from an optimum drawn by the seed, and rate and noise are drawn from configuration and seed.
 *
 * @param space where the optimum lies
 * @param seed of the problem
 * @param noise standard deviation of the noise, at least 0
 * @param metric the name of the loss
 */
public record SyntheticCurves(SearchSpace space, long seed, double noise, String metric) implements Problem {

    @Override
    public Metrics measure(Configuration configuration, long trialSeed, int epoch) {
        var random = RandomStream.of(seed ^ trialSeed, "noise", epoch);
        double loss = floor(configuration) + 2 * Math.pow(epoch, -rate(configuration)) + noise * random.nextGaussian();
        return Metrics.of(metric, loss);
    }

    /** What a configuration would reach after endless training, without noise; at least 0. */
    public double floor(Configuration configuration) {
        var optimum = RandomStream.of(seed, "optimum", 0);
        double sum = 0;
        for (double u : space.encode(configuration)) {
            double best = optimum.nextDouble();
            double distance = Double.isNaN(u) ? 0.3 : u - best;
            sum += distance * distance;
        }
        return sum;
    }

    @Override
    public double seconds(Configuration configuration, int epoch) {
        return 0.5 + RandomStream.of(seed, "seconds", configuration.hashCode()).nextDouble();
    }

    private double rate(Configuration configuration) {
        return 0.3 + RandomStream.of(seed, "rate", configuration.hashCode()).nextDouble();
    }
}
