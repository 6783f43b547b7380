package winnow.strategy;

import winnow.testkit.StrategyContract;

class PortfolioTest extends StrategyContract {

    PortfolioTest() {
        super(Portfolio.offer(Strategies.members()), "56581b88853486b8");
    }

    /** That of its slowest member, and of comparing all trials. */
    @Override
    protected double mostMillis() {
        return 5;
    }
}
