package winnow.scheduler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import winnow.search.Dominance;

/**
 * Scores of several losses from best to worst: by front, then by crowding, then by the main loss ({@link Dominance#order});
 * those that are not finite last.
 *
 * <p>Schmucker, Donini, Zafar, Salinas and Archambeau, "Multi-objective Asynchronous Successive Halving", 2021, compare
 * several such orders inside asynchronous halving; this one is NSGA-II's.
 *
 * @param scores from best to worst
 * @param places of each trial's score among them, from 0
 */
record FrontOrder(List<Score> scores, Map<Integer, Integer> places) {

    /** The order of some scores, each of another trial, given by their main losses. */
    static FrontOrder of(Iterable<Score> given) {
        var finite = new ArrayList<Score>();
        var rest = new ArrayList<Score>();
        given.forEach(score -> (score.isFinite() ? finite : rest).add(score));
        var scores = new ArrayList<Score>();
        for (int place : Dominance.order(finite.stream().map(Score::losses).toArray(double[][]::new))) {
            scores.add(finite.get(place));
        }
        scores.addAll(rest);
        var places = new HashMap<Integer, Integer>();
        for (var score : scores) {
            places.put(score.trial(), places.size());
        }
        return new FrontOrder(scores, places);
    }

    /** How many are better than a score that is among these. */
    OptionalInt better(Score score) {
        var place = places.get(score.trial());
        return place != null && scores.get(place).equals(score) ? OptionalInt.of(place) : OptionalInt.empty();
    }

    /** The best of those that dominate a score. */
    Optional<Score> dominator(Score score) {
        double[] losses = score.losses();
        return scores.stream()
                .filter(Score::isFinite)
                .filter(other -> Dominance.dominates(other.losses(), losses))
                .findFirst();
    }
}
