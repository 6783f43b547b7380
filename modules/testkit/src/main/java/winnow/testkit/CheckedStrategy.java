package winnow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;

/** A strategy whose suggestions are checked: the same arguments give the same one, inside the space. */
record CheckedStrategy<M>(Strategy<M> strategy) implements Strategy<M> {

    @Override
    public M initial() {
        return strategy.initial();
    }

    @Override
    public M learn(M memory, History history, StudyEvent event) {
        int before = memory.hashCode();
        M learnt = strategy.learn(memory, history, event);
        assertThat(strategy.learn(memory, history, event)).isEqualTo(learnt).hasSameHashCodeAs(learnt);
        assertThat(memory.hashCode()).as("a memory never changes").isEqualTo(before);
        return learnt;
    }

    @Override
    public Suggestion suggest(M memory, History history, Ask ask, RandomStream random) {
        var fresh = random.split("again", 0);
        var suggestion = strategy.suggest(memory, history, ask, random.split("again", 0));
        assertThat(strategy.suggest(memory, history, ask, fresh)).isEqualTo(suggestion);
        if (suggestion instanceof Suggestion.Propose propose) {
            assertThat(history.space().problems(propose.configuration())).isEmpty();
            assertThat(history.isTried(propose.configuration())).isFalse();
        }
        return suggestion;
    }
}
