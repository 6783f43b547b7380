package winnow.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import winnow.study.SpecProblem;
import winnow.study.StudySpec;

/** Refuses earlier studies for a strategy that does not learn, so that nobody believes that it did. */
final class Unteachable {
    private Unteachable() {}

    /** The check of such a strategy's offer: what else is wrong, and that. */
    static Function<StudySpec, List<SpecProblem>> and(Function<StudySpec, List<SpecProblem>> others) {
        return spec -> {
            var problems = new ArrayList<>(others.apply(spec));
            problems.addAll(problems(spec, "strategy " + spec.strategy().name() + " does not learn"));
            return problems;
        };
    }

    /** The check of such a strategy's offer. */
    static List<SpecProblem> problems(StudySpec spec) {
        return and(none -> List.of()).apply(spec);
    }

    /**
     * The problem, if there is one.
     *
     * @param why nothing is learnt, as the beginning of a sentence
     */
    static List<SpecProblem> problems(StudySpec spec, String why) {
        return spec.warmStart().isEmpty()
                ? List.of()
                : List.of(new SpecProblem(
                        "warm_start",
                        why + ", so earlier studies would change nothing: take warm_start away, or choose a strategy"
                                + " that learns, for example tpe or bayesian"));
    }
}
