package winnow.strategy;

import winnow.testkit.StrategyContract;

class EvolutionTest extends StrategyContract {

    EvolutionTest() {
        super(Evolution.offer(), "c799c993ab571a81");
    }
}
