package winnow.strategy;

import winnow.testkit.StrategyContract;

class GeneticTest extends StrategyContract {

    GeneticTest() {
        super(Genetic.offer(), "5f8183b2b37983c4");
    }
}
