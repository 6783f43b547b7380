package winnow.surrogate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import winnow.search.History;
import winnow.space.Configuration;
import winnow.space.SearchSpace;

/**
 * The best configuration where values are noisy: of those evaluated, the one whose loss a Gaussian process expects to be
 * lowest, given all values at once.
 *
 * <p>The lowest of many noisy values is mostly a lucky one. A configuration that was evaluated several times, or whose
 * neighbours are as good as it is, is believed more; without noise the two agree. The loss of a configuration is the
 * smooth surface and a deviation of its own: repeated evaluations tell this from noise; where there are none, half of
 * what is not smooth is taken for each.
 */
public final class NoisyIncumbent {
    private NoisyIncumbent() {}

    /**
     * The place of the best configuration in a list of evaluations.
     *
     * @param space theirs
     * @param evaluated configurations in the order of their evaluation, as often as they were evaluated; at least one
     * @param losses as many, lower is better; infinite where an evaluation failed
     * @return the first evaluation of the configuration with the lowest mean
     * @throws IllegalArgumentException if shapes differ or a loss is NaN or minus infinity
     */
    public static int of(SearchSpace space, List<Configuration> evaluated, double[] losses) {
        var points = evaluated.stream().map(space::encode).toArray(double[][]::new);
        double[] means = new GaussianProcess().evaluated(space, points, losses);
        int best = 0;
        for (int i = 1; i < means.length; i++) {
            boolean isOpen = !Double.isFinite(losses[best]);
            best = Double.isFinite(losses[i]) && (isOpen || means[i] < means[best]) ? i : best;
        }
        return evaluated.indexOf(evaluated.get(best));
    }

    /**
     * The trial of the best configuration at the largest budget that any trial was observed at.
     *
     * @return empty if no trial was observed
     */
    public static Optional<Integer> of(History history) {
        int budget = history.all().stream().mapToInt(t -> t.budget()).max().orElse(0);
        var trials = new ArrayList<Integer>();
        var configurations = new ArrayList<Configuration>();
        var losses = new ArrayList<Double>();
        for (var trial : history.all()) {
            var loss = history.loss(trial, budget);
            if (loss.isPresent() && Double.isFinite(loss.getAsDouble())) {
                trials.add(trial.number());
                configurations.add(trial.configuration());
                losses.add(loss.getAsDouble());
            }
        }
        if (trials.isEmpty()) {
            return Optional.empty();
        }
        var values = losses.stream().mapToDouble(Double::doubleValue).toArray();
        return Optional.of(trials.get(of(history.space(), configurations, values)));
    }
}
