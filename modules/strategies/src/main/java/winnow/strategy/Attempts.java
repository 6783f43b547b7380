package winnow.strategy;

import java.util.function.Function;
import winnow.random.RandomStream;
import winnow.search.History;
import winnow.search.Suggestion;

/** Tries a way of making points until one may be proposed: it keeps the constraints and was not tried. */
final class Attempts {
    private static final int MOST = 100;

    private Attempts() {}

    /**
     * The first point that may be proposed, of at most {@value #MOST}; otherwise a configuration that is merely untried.
     *
     * @param maker makes a point of d coordinates in [0, 1], another one each time
     * @param note why such a point, for a person
     */
    static Suggestion first(
            Chart chart, History history, RandomStream random, Function<RandomStream, double[]> maker, String note) {
        for (int attempt = 0; attempt < MOST; attempt++) {
            var configuration = chart.decode(maker.apply(random));
            if (!history.tried().containsKey(configuration) && history.space().constraintsHold(configuration)) {
                return new Suggestion.Propose(configuration, note);
            }
        }
        return new Untried(history.space(), history).draw(random);
    }
}
