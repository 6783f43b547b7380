package winnow.strategy;

import winnow.testkit.StrategyContract;

class ForestSearchTest extends StrategyContract {

    ForestSearchTest() {
        super(ForestSearch.offer(Models.SURROGATES), "263a6a9dac845e5e");
    }

    @Override
    protected boolean repeatsWhatIsPromising() {
        return true;
    }
}
