package winnow.strategy;

import java.util.Optional;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Suggestion;

/**
 * How a strategy begins that knows nothing yet: with points of a scrambled Sobol sequence, which cover the space better
 * than as many random ones. A point that was tried or breaks a constraint is replaced by a random one.
 *
 * <p>One that knows earlier studies begins with the best configurations of these, measured again here, since losses of
 * different studies cannot be compared: every second proposal is one. Of the others every second is a small change of a
 * good one, and the rest are points of the sequence, in case the earlier studies mislead.
 */
final class StartUp {
    /** Of so many of the best, one is changed. */
    private static final int CHANGED = 10;

    private StartUp() {}

    /** The suggestion of a start. */
    static Suggestion suggest(Evidence evidence, History history, Ask ask, RandomStream random) {
        if (evidence.precedents().isEmpty() || ask.proposals() % 4 == 3) {
            return sobol(evidence.seed(), history, ask, random);
        }
        return ask.proposals() % 2 == 0
                ? known(evidence.precedents(), history, ask.proposals() / 2)
                        .orElseGet(() -> sobol(evidence.seed(), history, ask, random))
                : changed(evidence, history, ask, random);
    }

    private static Suggestion sobol(long seed, History history, Ask ask, RandomStream random) {
        var space = history.space();
        var configuration = space.decode(new SobolPoints(seed, space.dimensions()).at(ask.proposals()));
        return history.tried().containsKey(configuration) || !space.constraintsHold(configuration)
                ? new Untried(space, history).draw(random)
                : new Suggestion.Propose(configuration, "to begin with");
    }

    /**
     * The best of earlier studies that was not tried here.
     *
     * @param rank how many that are as good or better are passed over, counted from 0
     */
    static Optional<Suggestion> known(Precedents precedents, History history, int rank) {
        var ranked = precedents.ranked();
        for (int i = rank; i < ranked.length; i++) {
            var configuration = history.space().decode(Chart.filled(precedents.point(ranked[i]), 0.5));
            if (!history.tried().containsKey(configuration)) {
                return Optional.of(new Suggestion.Propose(configuration, "good in an earlier study"));
            }
        }
        return Optional.empty();
    }

    private static Suggestion changed(Evidence evidence, History history, Ask ask, RandomStream random) {
        var ranked = evidence.precedents().ranked();
        if (ranked.length == 0) {
            return sobol(evidence.seed(), history, ask, random);
        }
        var point = evidence.precedents().point(ranked[random.nextInt(Math.min(CHANGED, ranked.length))]);
        var chart = evidence.chart(history);
        var variation = new Variation(chart.axes());
        return Attempts.first(
                chart,
                history,
                random,
                stream -> variation.changed(point, 0, stream),
                "near what was good in an earlier study");
    }
}
