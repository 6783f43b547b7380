package winnow.importance;

import java.util.List;
import winnow.search.History;
import winnow.space.Configuration;
import winnow.space.SearchSpace;
import winnow.trial.Trial;

/**
 * Configurations with their losses, all at one budget.
 *
 * @param space theirs
 * @param configurations n
 * @param losses n, finite; lower is better
 */
public record Sample(SearchSpace space, List<Configuration> configurations, double[] losses) {

    /** @throws IllegalArgumentException if numbers differ or a loss is not finite */
    public Sample {
        configurations = List.copyOf(configurations);
        if (configurations.size() != losses.length) {
            throw new IllegalArgumentException(
                    configurations.size() + " configurations and " + losses.length + " losses: as many are needed");
        }
        for (double loss : losses) {
            if (!Double.isFinite(loss)) {
                throw new IllegalArgumentException("a loss is " + loss + ": importance needs finite losses");
            }
        }
    }

    /**
     * The trials of a study at the largest budget that a third of all observed trials reached; those that never did, or
     * have no finite loss there, are left out.
     */
    public static Sample of(History history) {
        int budget = budget(history);
        var trials = trials(history);
        return new Sample(
                history.space(),
                trials.stream().map(Trial::configuration).toList(),
                trials.stream()
                        .mapToDouble(trial -> history.loss(trial, budget).orElseThrow())
                        .toArray());
    }

    /** The largest budget that a third of all observed trials reached; 0 if none was observed. */
    public static int budget(History history) {
        int[] budgets = history.all().stream()
                .mapToInt(Trial::budget)
                .filter(b -> b > 0)
                .sorted()
                .toArray();
        return budgets.length == 0 ? 0 : budgets[budgets.length - (budgets.length + 2) / 3];
    }

    /** The trials of {@link #of}, in its order. */
    public static List<Trial> trials(History history) {
        int budget = budget(history);
        return history.all().stream()
                .filter(trial -> {
                    var loss = history.loss(trial, budget);
                    return loss.isPresent() && Double.isFinite(loss.getAsDouble());
                })
                .toList();
    }

    /** The number of configurations. */
    public int size() {
        return losses.length;
    }

    double[][] points() {
        return configurations.stream().map(space::encode).toArray(double[][]::new);
    }
}
