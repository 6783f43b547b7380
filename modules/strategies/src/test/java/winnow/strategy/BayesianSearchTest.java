package winnow.strategy;

import winnow.testkit.StrategyContract;

class BayesianSearchTest extends StrategyContract {

    BayesianSearchTest() {
        super(BayesianSearch.offer(Models.SURROGATES), "1cf82a1d251742dd");
    }

    @Override
    protected boolean repeatsWhatIsPromising() {
        return true;
    }
}
