package winnow.strategy;

import winnow.surrogate.GaussianProcess;
import winnow.surrogate.NeuralNetworks;
import winnow.surrogate.RandomForest;
import winnow.testkit.StrategyContract;

class NeuralSearchTest extends StrategyContract {
    /** Networks that are quickly trained, since the contract trains thousands. */
    private static final Surrogates SMALL =
            new Surrogates(GaussianProcess::new, RandomForest::new, () -> new NeuralNetworks(1, 5));

    NeuralSearchTest() {
        super(NeuralSearch.offer(SMALL), "a10b578ee922dcff");
    }

    @Override
    protected boolean repeatsWhatIsPromising() {
        return true;
    }
}
