package winnow.strategy;

import winnow.testkit.StrategyContract;

class ForestSearchTest extends StrategyContract {

    ForestSearchTest() {
        super(ForestSearch.offer(Models.SURROGATES), "ed4271b9511cbdf4");
    }

    @Override
    protected boolean repeatsWhatIsPromising() {
        return true;
    }
}
