package winnow.strategy;

import winnow.testkit.StrategyContract;

class BayesianSearchTest extends StrategyContract {

    BayesianSearchTest() {
        super(BayesianSearch.offer(Models.SURROGATES), "42513a880b89ca0d");
    }

    @Override
    protected boolean repeatsWhatIsPromising() {
        return true;
    }
}
