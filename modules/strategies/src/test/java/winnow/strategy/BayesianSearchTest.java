package winnow.strategy;

import winnow.testkit.StrategyContract;

class BayesianSearchTest extends StrategyContract {

    BayesianSearchTest() {
        super(BayesianSearch.offer(Models.SURROGATES), "3d33af6a257cd1b0");
    }

    @Override
    protected boolean repeatsWhatIsPromising() {
        return true;
    }
}
