package winnow.strategy;

import java.util.ArrayList;
import java.util.List;
import winnow.search.Strategy;
import winnow.study.Offer;

/** The strategies that a spec can name. */
public final class Strategies {
    private Strategies() {}

    /** One a strategy, the simplest first. */
    public static List<Offer<Strategy<?>>> offers() {
        var offers = new ArrayList<>(List.of(ManualPoints.offer(), GridSearch.offer()));
        offers.addAll(members());
        offers.add(Portfolio.offer(members()));
        return List.copyOf(offers);
    }

    /** Those that can be members of a portfolio: they go on for as long as anything is untried. */
    static List<Offer<Strategy<?>>> members() {
        return List.of(
                RandomSearch.offer(),
                SobolSearch.offer(),
                Tpe.offer(),
                Genetic.offer(),
                Evolution.offer(),
                Differential.offer(),
                Cmaes.offer());
    }
}
