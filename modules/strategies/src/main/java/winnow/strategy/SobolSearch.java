package winnow.strategy;

import java.util.List;
import java.util.Optional;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;
import winnow.space.Configuration;
import winnow.study.Offer;

/**
 * Tries the points of a scrambled Sobol sequence in order, which spreads trials more evenly than chance does.
 *
 * <p>A point whose configuration breaks a constraint or was tried already is passed over. When a thousand points in a row
 * were passed over, a configuration is drawn that is merely untried. See {@link SobolPoints}; Bergstra and Bengio, JMLR
 * 13, 2012, section 5, found the sequence better than random search for hyperparameters.
 */
public record SobolSearch() implements Strategy<SobolSearch.Memory> {
    private static final int MOST_PASSED_OVER = 1000;

    /**
     * What it remembers.
     *
     * @param seed of the scrambling, the study's
     * @param next the first point that may be due
     */
    public record Memory(long seed, int next) {}

    static Offer<Strategy<?>> offer() {
        return Offer.<Strategy<?>>of(
                        "sobol",
                        "Tries the points of a scrambled Sobol sequence, which are spread more evenly than random ones.",
                        List.of(),
                        (settings, spec) -> new SobolSearch())
                .checkedBy(Unteachable::problems);
    }

    @Override
    public Memory initial() {
        return new Memory(0, 0);
    }

    @Override
    public Memory learn(Memory memory, History history, StudyEvent event) {
        if (event instanceof StudyEvent.StudyStarted started) {
            return new Memory(started.seed(), 0);
        }
        return event instanceof StudyEvent.TrialCreated
                ? new Memory(memory.seed(), due(memory, history).map(Due::index).orElse(end(memory)))
                : memory;
    }

    @Override
    public Suggestion suggest(Memory memory, History history, Ask ask, RandomStream random) {
        return due(memory, history)
                .<Suggestion>map(due -> new Suggestion.Propose(due.configuration(), ""))
                .orElseGet(() -> new Untried(history.space(), history).draw(random));
    }

    private static int end(Memory memory) {
        return (int) Math.min(Integer.MAX_VALUE, (long) memory.next() + MOST_PASSED_OVER);
    }

    private record Due(int index, Configuration configuration) {}

    /** The first point, from the next one on, that may be tried and was not. */
    private static Optional<Due> due(Memory memory, History history) {
        var space = history.space();
        var points = new SobolPoints(memory.seed(), space.dimensions());
        for (int index = memory.next(); index < end(memory); index++) {
            var configuration = space.decode(points.at(index));
            if (!history.tried().containsKey(configuration) && space.constraintsHold(configuration)) {
                return Optional.of(new Due(index, configuration));
            }
        }
        return Optional.empty();
    }
}
