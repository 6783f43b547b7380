package winnow.strategy;

import winnow.testkit.StrategyContract;

class Nsga2Test extends StrategyContract {

    Nsga2Test() {
        super(Nsga2.offer(), "e2dea3a69e0ba7fb");
    }
}
