package winnow.simulator.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import winnow.random.RandomStream;
import winnow.search.History;
import winnow.space.Configuration;

/**
 * Names the configuration with the lowest mean, each mean drawn towards that of all trials: by {@code weight} values of
 * the latter. So one lucky value does not beat several good ones. Where no configuration was evaluated twice it names
 * that of the lowest value.
 *
 * @param weight 0 for plain means
 */
public record ShrunkenMean(double weight) implements IncumbentRule {

    private record Sum(int count, double losses) {
        Sum plus(Sum other) {
            return new Sum(count + other.count, losses + other.losses);
        }
    }

    public ShrunkenMean {
        if (!(weight >= 0)) {
            throw new IllegalArgumentException("weight is " + weight + ": it must be at least 0");
        }
    }

    @Override
    public Configuration choose(History history, RandomStream random) {
        var sums = new LinkedHashMap<Configuration, Sum>();
        for (var trial : history.all()) {
            history.bestLoss(trial).ifPresent(loss -> sums.merge(trial.configuration(), new Sum(1, loss), Sum::plus));
        }
        var all = sums.values().stream().reduce(new Sum(0, 0), Sum::plus);
        double mean = all.losses() / all.count();
        return sums.entrySet().stream()
                .min(java.util.Comparator.comparingDouble(e ->
                        (e.getValue().losses() + weight * mean) / (e.getValue().count() + weight)))
                .map(Map.Entry::getKey)
                .orElseThrow(() -> new IllegalArgumentException("nothing was observed, so nothing can be named"));
    }
}
