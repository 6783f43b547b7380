package winnow.strategy;

import java.util.Arrays;
import java.util.List;
import winnow.search.Dominance;
import winnow.search.History;

/**
 * Trials of a study with several metrics, told apart by one number: their places from best to worst, by front, then by
 * crowding, at a budget that all of them reached. So a strategy that compares trials looks for the front.
 */
final class FrontPlaces {
    private FrontPlaces() {}

    /**
     * The place of each trial, from 0; infinite where a metric is missing or not finite.
     *
     * @param trials numbers, ascending
     * @param budget in epochs
     */
    static double[] of(History history, List<Integer> trials, int budget) {
        var losses = trials.stream()
                .map(trial -> history.losses(history.trial(trial), budget))
                .toArray(double[][]::new);
        var places = new double[losses.length];
        int place = 0;
        for (int row : Dominance.order(losses)) {
            boolean isFinite = Arrays.stream(losses[row]).allMatch(Double::isFinite);
            places[row] = isFinite ? place++ : Double.POSITIVE_INFINITY;
        }
        return places;
    }
}
