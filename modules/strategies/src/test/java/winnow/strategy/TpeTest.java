package winnow.strategy;

import winnow.testkit.StrategyContract;

class TpeTest extends StrategyContract {

    TpeTest() {
        super(Tpe.offer(), "5e0c81034ffbd606");
    }
}
