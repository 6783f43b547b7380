package winnow.strategy;

import winnow.testkit.StrategyContract;

class DifferentialTest extends StrategyContract {

    DifferentialTest() {
        super(Differential.offer(), "3023b46b72d55d84");
    }
}
