package winnow.strategy;

import java.util.List;
import winnow.search.Strategy;
import winnow.study.Offer;

/** The strategies that a spec can name. */
public final class Strategies {
    private Strategies() {}

    /** One a strategy, the simplest first. */
    public static List<Offer<Strategy<?>>> offers() {
        return List.of(
                ManualPoints.offer(), //
                GridSearch.offer(),
                RandomSearch.offer(),
                SobolSearch.offer(),
                Tpe.offer(),
                Genetic.offer(),
                Evolution.offer(),
                Differential.offer());
    }
}
