package winnow.strategy;

import java.util.OptionalInt;
import winnow.space.ChoiceParameter;
import winnow.space.Parameter;
import winnow.space.SearchSpace;

/**
 * How many trials begin a search with a model, when a spec does not say: as many as a model of main effects alone has
 * coefficients, since with fewer some options have never been seen and the model takes the first good region for the only one.
 * A number has one coefficient, an unordered choice one less than it has options.
 *
 * <p>10 at least and 50 at most; beyond 10 no more than a quarter of the trials, so that it is 10 where a study does not say how
 * many it may open.
 */
final class StartLength {
    private static final int LEAST = 10;
    private static final int MOST = 50;
    private static final int SHARE = 4;

    private StartLength() {}

    /** @param trials how many a study may open; empty: nobody knows */
    static int of(SearchSpace space, OptionalInt trials) {
        long coefficients =
                space.parameters().stream().mapToLong(StartLength::coefficients).sum();
        int affordable = Math.min(MOST, trials.orElse(0) / SHARE);
        return (int) Math.max(LEAST, Math.min(affordable, coefficients));
    }

    private static long coefficients(Parameter parameter) {
        long values = parameter.cardinality().orElse(Long.MAX_VALUE);
        boolean isUnordered = parameter instanceof ChoiceParameter choice && !choice.ordered();
        return isUnordered ? values - 1 : Math.min(1, values - 1);
    }
}
