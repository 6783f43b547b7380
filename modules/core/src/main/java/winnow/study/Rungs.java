package winnow.study;

import java.util.Comparator;
import java.util.List;
import winnow.search.Rung;
import winnow.trial.Trial;

/** The rungs of a study's scheduler, as its plan shows them. */
final class Rungs {
    private Rungs() {}

    /** The rungs above a trial's budget, lowest first: those of its own bracket, or of all if that has none. */
    static List<Rung> above(StudyState state, Trial trial) {
        int trials = state.limits()
                .trials()
                .orElse(Math.max(1, state.history().trials().size()));
        var brackets = state.scheduler().plan(trials).brackets();
        var own = brackets.stream().filter(b -> b.index() == trial.bracket()).toList();
        return (own.isEmpty() ? brackets : own)
                .stream()
                        .flatMap(b -> b.rungs().stream())
                        .filter(r -> r.budget() > trial.budget())
                        .sorted(Comparator.comparingInt(Rung::budget))
                        .toList();
    }
}
