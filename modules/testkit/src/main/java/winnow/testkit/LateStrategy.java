package winnow.testkit;

import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;

/** Lets trials be drawn at random until many are observed, then asks the strategy, which has learnt all along. */
record LateStrategy<M>(Strategy<M> strategy, int observed) implements Strategy<M> {

    @Override
    public M initial() {
        return strategy.initial();
    }

    @Override
    public M learn(M memory, History history, StudyEvent event) {
        return strategy.learn(memory, history, event);
    }

    @Override
    public Suggestion suggest(M memory, History history, Ask ask, RandomStream random) {
        return ask.trial() < observed
                ? new Suggestion.Propose(history.space().draw(random), "")
                : strategy.suggest(memory, history, ask, random);
    }
}
