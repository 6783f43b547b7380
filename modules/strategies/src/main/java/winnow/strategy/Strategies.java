package winnow.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import winnow.search.Strategy;
import winnow.study.Offer;

/** The strategies that a spec can name. */
public final class Strategies {
    private Strategies() {}

    /** Those without a model, and those that search with one of the given models. */
    public static List<Offer<Strategy<?>>> offers(Surrogates surrogates) {
        return Stream.concat(
                        offers().stream(),
                        Stream.<Offer<Strategy<?>>>of(
                                BayesianSearch.offer(surrogates),
                                ForestSearch.offer(surrogates),
                                NeuralSearch.offer(surrogates)))
                .toList();
    }

    /** Those without a model of the loss, the simplest first. */
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
                Bohb.offer(),
                Dehb.offer(),
                Genetic.offer(),
                Evolution.offer(),
                Differential.offer(),
                Cmaes.offer());
    }
}
