package winnow.strategy;

import java.util.List;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;
import winnow.study.Offer;

/**
 * Draws configurations uniformly from the encoded space, as far as its constraints allow, and never one that was tried
 * while anything untried is left.
 *
 * <p>Bergstra and Bengio, "Random Search for Hyper-Parameter Optimization", JMLR 13, 2012.
 */
public record RandomSearch() implements Strategy<Nothing> {

    static Offer<Strategy<?>> offer() {
        return Offer.<Strategy<?>>of(
                        "random",
                        "Draws configurations at random, each only once.",
                        List.of(),
                        (settings, spec) -> new RandomSearch())
                .checkedBy(Unteachable::problems);
    }

    @Override
    public Nothing initial() {
        return Nothing.NOTHING;
    }

    @Override
    public Nothing learn(Nothing memory, History history, StudyEvent event) {
        return memory;
    }

    @Override
    public Suggestion suggest(Nothing memory, History history, Ask ask, RandomStream random) {
        return new Untried(history.space(), history).draw(random);
    }
}
