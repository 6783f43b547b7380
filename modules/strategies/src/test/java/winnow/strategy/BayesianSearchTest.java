package winnow.strategy;

import winnow.testkit.StrategyContract;

class BayesianSearchTest extends StrategyContract {

    BayesianSearchTest() {
        super(BayesianSearch.offer(Models.SURROGATES), "aa27ba5646c29d3a");
    }

    @Override
    protected boolean repeatsWhatIsPromising() {
        return true;
    }
}
