package winnow.strategy;

import winnow.testkit.StrategyContract;

class TpeTest extends StrategyContract {

    TpeTest() {
        super(Tpe.offer(), "5e0c81034ffbd606");
    }

    /** What a user may wait for; a fifth of it on a machine with nothing else to do. */
    @Override
    protected double mostMillis() {
        return 5;
    }
}
