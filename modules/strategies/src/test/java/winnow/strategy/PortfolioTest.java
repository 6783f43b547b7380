package winnow.strategy;

import winnow.testkit.StrategyContract;

class PortfolioTest extends StrategyContract {

    PortfolioTest() {
        super(Portfolio.offer(Strategies.members()), "56581b88853486b8");
    }
}
