package winnow.testkit;

import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;

/** A strategy that is equal to every other, so that states are compared by what is remembered. */
record MadeAnew<M>(Strategy<M> strategy) implements Strategy<M> {

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
        return strategy.suggest(memory, history, ask, random);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MadeAnew<?>;
    }

    @Override
    public int hashCode() {
        return 1;
    }
}
