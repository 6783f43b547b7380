package winnow.report;

import java.util.ArrayList;
import java.util.List;
import winnow.report.Forest.Guess;
import winnow.search.StudyEvent.TrialCreated;

/**
 * What a model expected of trials, beside what was observed.
 *
 * @param isOwn whether the strategy's own model expected it before the trials began, as the journal says; otherwise a
 *     forest that was fitted afterwards to other trials
 * @param asked of how many trials something was expected; more than {@code of} where trials did not come so far
 * @param of trials that were observed at the epoch in question
 */
record Guesses(boolean isOwn, int asked, List<At> of) {
    /** Fewer of the strategy's own say nothing. */
    private static final int FEWEST = 10;

    /** A guess of a trial's metric at an epoch. */
    record At(int epoch, Guess guess) {}

    Guesses {
        of = List.copyOf(of);
    }

    /** The strategy's own where there are {@value #FEWEST}, else the forest's. */
    static Guesses of(ReportInput input) {
        var own = own(input);
        if (own.of().size() >= FEWEST) {
            return own;
        }
        int budget = input.forest().budget();
        var afterwards = input.forest().guesses().stream()
                .map(guess -> new At(budget, guess))
                .toList();
        return new Guesses(false, afterwards.size(), afterwards);
    }

    private static Guesses own(ReportInput input) {
        var found = new ArrayList<At>();
        int asked = 0;
        for (var entry : input.entries()) {
            for (var event : entry.events()) {
                if (event instanceof TrialCreated created && created.expected().isPresent()) {
                    asked++;
                    var expected = created.expected().get();
                    var state = input.state();
                    state.trial(created.trial())
                            .at(expected.epoch())
                            .map(observation -> observation
                                    .metrics()
                                    .find(state.history().metric())
                                    .orElse(Double.NaN))
                            .filter(Double::isFinite)
                            .map(value -> new Guess(
                                    created.trial(), value, expected.value(), expected.low(), expected.high()))
                            .ifPresent(guess -> found.add(new At(expected.epoch(), guess)));
                }
            }
        }
        return new Guesses(true, asked, found);
    }

    /** How many intervals hold what was observed. */
    long held() {
        return of.stream().filter(at -> at.guess().holds()).count();
    }
}
