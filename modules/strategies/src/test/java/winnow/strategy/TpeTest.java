package winnow.strategy;

import winnow.testkit.StrategyContract;

class TpeTest extends StrategyContract {

    TpeTest() {
        super(Tpe.offer(), "2b3579edd6552265");
    }
}
