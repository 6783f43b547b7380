package winnow.strategy;

import java.util.ArrayList;
import java.util.List;
import winnow.search.Strategy;
import winnow.study.Offer;

/** The strategies that a spec can name. */
public final class Strategies {
    private Strategies() {}

    /** Those without a model, and those that search with one of the given models; the simplest first. */
    public static List<Offer<Strategy<?>>> offers(Surrogates surrogates) {
        var members = new ArrayList<>(members());
        members.add(BayesianSearch.offer(surrogates));
        members.add(ForestSearch.offer(surrogates));
        members.add(NeuralSearch.offer(surrogates));
        return offers(members);
    }

    /** Those without a surrogate model of the loss, the simplest first. */
    public static List<Offer<Strategy<?>>> offers() {
        return offers(members());
    }

    private static List<Offer<Strategy<?>>> offers(List<Offer<Strategy<?>>> members) {
        var offers = new ArrayList<>(List.of(ManualPoints.offer(), GridSearch.offer()));
        offers.addAll(members);
        offers.add(Portfolio.offer(members));
        return List.copyOf(offers);
    }

    /** Those that can be members of a portfolio: they go on for as long as anything is untried. */
    static List<Offer<Strategy<?>>> members() {
        return List.of(
                RandomSearch.offer(),
                SobolSearch.offer(),
                Tpe.offer(),
                Bohb.offer(),
                Dehb.offer(),
                Genetic.offer(),
                Nsga2.offer(),
                Evolution.offer(),
                Differential.offer(),
                Cmaes.offer());
    }
}
