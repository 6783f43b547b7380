package winnow.strategy;

import java.util.List;
import java.util.Optional;
import winnow.search.History;
import winnow.space.Configuration;
import winnow.space.Constraint;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.trial.Trial;

/** Histories and spaces made by hand. */
final class Histories {
    private Histories() {}

    static History plus(History history, Configuration configuration) {
        int number = history.trials().size();
        return history.plus(Trial.created(number, configuration, "test", "", Optional.empty(), 0, number));
    }

    /** A space of which a constraint leaves nothing. */
    static SearchSpace impossible() {
        var parameters = List.of(RealParameter.of("x", 0, 1, Scale.LINEAR));
        return new SearchSpace(parameters, List.of(Constraint.parse("x > 2", parameters)));
    }
}
