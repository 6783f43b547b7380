package winnow.testkit;

import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;

/**
 * A strategy for tests of schedulers: draws so many configurations, then says that it is exhausted. Its memory counts
 * the trials.
 *
 * @param most how many trials there may be
 */
public record Drawing(int most) implements Strategy<Integer> {

    /** One that never ends. */
    public static final Drawing ENDLESS = new Drawing(Integer.MAX_VALUE);

    @Override
    public Integer initial() {
        return 0;
    }

    @Override
    public Integer learn(Integer trials, History history, StudyEvent event) {
        return event instanceof StudyEvent.TrialCreated ? trials + 1 : trials;
    }

    @Override
    public Suggestion suggest(Integer trials, History history, Ask ask, RandomStream random) {
        return trials >= most
                ? new Suggestion.Exhausted("that was all")
                : new Suggestion.Propose(history.space().draw(random), "");
    }
}
