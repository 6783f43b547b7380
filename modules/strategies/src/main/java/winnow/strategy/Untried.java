package winnow.strategy;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import winnow.random.RandomStream;
import winnow.search.History;
import winnow.search.Suggestion;
import winnow.space.Configuration;
import winnow.space.InfeasibleException;
import winnow.space.SearchSpace;

/**
 * Draws what has not been tried.
 *
 * <p>Draws until it meets something untried; in a space small enough to be listed it soon gives up and chooses from the
 * list of what has been tried least, each equally likely. So a configuration is tried for the second time, where a
 * study allows that, only after all have been tried once.
 *
 * @param space where to draw
 * @param history what has been tried, and how often anything may be
 */
record Untried(SearchSpace space, History history) {
    /** The largest space that is listed. */
    static final long LISTED = 1_000_000;

    private static final int DRAWS = 1000;
    private static final int DRAWS_UNLISTED = 100_000;

    Suggestion draw(RandomStream random) {
        var size = listedSize();
        int draws = size.isEmpty() ? DRAWS_UNLISTED : Math.min(DRAWS, 8 * size.getAsInt());
        try {
            for (int draw = 0; draw < draws; draw++) {
                var drawn = space.draw(random);
                if (timesTried(drawn) == 0) {
                    return new Suggestion.Propose(drawn, "");
                }
            }
        } catch (InfeasibleException impossible) {
            return new Suggestion.Exhausted(String.valueOf(impossible.getMessage()));
        }
        if (size.isEmpty()) {
            return new Suggestion.Exhausted("none of " + draws + " configurations drawn was untried");
        }
        return leastTried(random)
                .<Suggestion>map(chosen -> new Suggestion.Propose(chosen, ""))
                .orElseGet(() -> new Suggestion.Exhausted("every configuration of the space has been tried"
                        + (history.repeats() == 1 ? "" : " " + history.repeats() + " times")));
    }

    private int timesTried(Configuration configuration) {
        return history.tried().getOrDefault(configuration, 0);
    }

    /** The number of configurations, constraints not looked at, if they can be listed. */
    private OptionalInt listedSize() {
        return space.cardinality()
                .filter(size -> size.compareTo(BigInteger.valueOf(LISTED)) <= 0)
                .map(size -> OptionalInt.of(size.intValueExact()))
                .orElse(OptionalInt.empty());
    }

    private Optional<Configuration> leastTried(RandomStream random) {
        @Nullable Configuration chosen = null;
        int least = history.repeats();
        int equals = 0;
        for (var it = space.configurations().filter(space::constraintsHold).iterator(); it.hasNext(); ) {
            var candidate = it.next();
            int times = timesTried(candidate);
            equals = times < least ? 0 : equals;
            least = Math.min(least, times);
            if (times == least && times < history.repeats() && random.nextInt(++equals) == 0) {
                chosen = candidate;
            }
        }
        return Optional.ofNullable(chosen);
    }
}
