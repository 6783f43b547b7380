package winnow.strategy;

import winnow.testkit.StrategyContract;

class CmaesTest extends StrategyContract {

    CmaesTest() {
        super(Cmaes.offer(), "5b12d820f086c211");
    }
}
