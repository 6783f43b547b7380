package winnow.strategy;

import java.util.List;
import winnow.search.Strategy;
import winnow.study.Offer;
import winnow.surrogate.GaussianProcess;
import winnow.surrogate.NeuralNetworks;
import winnow.surrogate.RandomForest;

/** The models that tests give to strategies: those that the program gives them. */
public final class Models {
    static final Surrogates SURROGATES = new Surrogates(GaussianProcess::new, RandomForest::new, NeuralNetworks::new);

    private Models() {}

    public static List<Offer<Strategy<?>>> offers() {
        return Strategies.offers(SURROGATES);
    }
}
