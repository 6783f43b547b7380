package winnow.simulator.bench;

import winnow.random.RandomStream;
import winnow.search.History;
import winnow.space.Configuration;

/** Which of the configurations that were evaluated is named the best. */
@FunctionalInterface
public interface IncumbentRule {

    /** That of the lowest loss observed, the earliest of equals. */
    IncumbentRule LOWEST = (history, random) ->
            history.trial(history.incumbent().orElseThrow().trial()).configuration();

    /**
     * The configuration to go on with.
     *
     * @param history trials that were all observed once, at epoch 1, in the order of their ends; at least one
     * @param random for a rule that draws
     */
    Configuration choose(History history, RandomStream random);
}
