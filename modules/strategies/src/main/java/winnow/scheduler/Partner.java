package winnow.scheduler;

import java.util.List;
import winnow.study.SpecProblem;
import winnow.study.StudySpec;

/** Schedulers that make sense with one strategy only. */
final class Partner {
    private Partner() {}

    /**
     * That a spec names another strategy.
     *
     * @param strategy the one that makes sense
     * @param otherwise the scheduler that does the same with any strategy
     */
    static List<SpecProblem> problems(StudySpec spec, String strategy, String otherwise) {
        var named = spec.strategy().name();
        return named.equals(strategy)
                ? List.of()
                : List.of(new SpecProblem(
                        "strategy",
                        "scheduler " + spec.scheduler().name() + " proposes by strategy " + strategy + ", not " + named
                                + ": leave strategy out, or use scheduler " + otherwise + " with " + named));
    }
}
