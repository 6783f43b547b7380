package winnow.strategy;

import winnow.testkit.StrategyContract;

class BayesianSearchTest extends StrategyContract {

    BayesianSearchTest() {
        super(BayesianSearch.offer(Models.SURROGATES), "6fdccf29cb3f16cd");
    }

    @Override
    protected boolean repeatsWhatIsPromising() {
        return true;
    }
}
