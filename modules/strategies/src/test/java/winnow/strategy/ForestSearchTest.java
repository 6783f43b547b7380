package winnow.strategy;

import winnow.testkit.StrategyContract;

class ForestSearchTest extends StrategyContract {

    ForestSearchTest() {
        super(ForestSearch.offer(Models.SURROGATES), "2925ddb6fb755d49");
    }

    @Override
    protected boolean repeatsWhatIsPromising() {
        return true;
    }
}
