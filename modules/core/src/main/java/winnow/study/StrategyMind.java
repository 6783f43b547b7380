package winnow.study;

import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;

/** A strategy together with what it remembers. */
record StrategyMind<M>(Strategy<M> strategy, M memory) {

    static <M> StrategyMind<M> of(Strategy<M> strategy) {
        return new StrategyMind<>(strategy, strategy.initial());
    }

    StrategyMind<M> learn(History history, StudyEvent event) {
        M learnt = strategy.learn(memory, history, event);
        return learnt == memory ? this : new StrategyMind<>(strategy, learnt);
    }

    Suggestion suggest(History history, Ask ask, RandomStream random) {
        return strategy.suggest(memory, history, ask, random);
    }
}
