package winnow.strategy;

import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Suggestion;

/**
 * How a strategy begins that knows nothing yet: with points of a scrambled Sobol sequence, which cover the space better
 * than as many random ones. A point that was tried or breaks a constraint is replaced by a random one.
 */
final class StartUp {
    private StartUp() {}

    /**
     * The suggestion of a start.
     *
     * @param seed the study's
     */
    static Suggestion suggest(long seed, History history, Ask ask, RandomStream random) {
        var space = history.space();
        var configuration = space.decode(new SobolPoints(seed, space.dimensions()).at(ask.proposals()));
        return history.tried().containsKey(configuration) || !space.constraintsHold(configuration)
                ? new Untried(space, history).draw(random)
                : new Suggestion.Propose(configuration, "to begin with");
    }
}
