package winnow.strategy;

import winnow.testkit.StrategyContract;

class ForestSearchTest extends StrategyContract {

    ForestSearchTest() {
        super(ForestSearch.offer(Models.SURROGATES), "0f1de3dd63b82ce0");
    }

    @Override
    protected boolean repeatsWhatIsPromising() {
        return true;
    }
}
