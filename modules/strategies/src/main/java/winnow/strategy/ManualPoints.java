package winnow.strategy;

import java.util.List;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;
import winnow.study.Offer;
import winnow.study.SpecProblem;
import winnow.study.StudySpec;

/** Proposes nothing of its own: a study tries the points of its spec, and no others. */
public record ManualPoints() implements Strategy<Nothing> {

    static Offer<Strategy<?>> offer() {
        return Offer.<Strategy<?>>of(
                        "manual",
                        "Tries the configurations listed under points, in order, and no others.",
                        List.of(),
                        (settings, spec) -> new ManualPoints())
                .checkedBy(Unteachable.and(ManualPoints::problems));
    }

    private static List<SpecProblem> problems(StudySpec spec) {
        return spec.points().isEmpty()
                ? List.of(new SpecProblem(
                        "points",
                        "strategy manual needs points: it tries the configurations listed there, and none are"))
                : List.of();
    }

    @Override
    public Nothing initial() {
        return Nothing.NOTHING;
    }

    @Override
    public Nothing learn(Nothing memory, History history, StudyEvent event) {
        return memory;
    }

    @Override
    public Suggestion suggest(Nothing memory, History history, Ask ask, RandomStream random) {
        return new Suggestion.Exhausted("every point of the spec has been tried");
    }
}
