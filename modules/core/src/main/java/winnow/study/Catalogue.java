package winnow.study;

import java.util.List;
import java.util.Optional;
import winnow.search.Scheduler;
import winnow.search.Strategy;

/** The strategies, schedulers and objectives that a spec can name. */
public record Catalogue(
        List<Offer<Strategy<?>>> strategies, List<Offer<Scheduler<?>>> schedulers, List<Offer<Objective>> objectives) {

    public Catalogue {
        strategies = List.copyOf(strategies);
        schedulers = List.copyOf(schedulers);
        objectives = List.copyOf(objectives);
    }

    public Strategy<?> strategy(StudySpec spec) {
        return make(strategies, spec.strategy(), spec);
    }

    public Scheduler<?> scheduler(StudySpec spec) {
        return make(schedulers, spec.scheduler(), spec);
    }

    public Objective objective(StudySpec spec) {
        return make(objectives, spec.objective().choice(), spec);
    }

    /** The state of a study before its first entry. */
    public StudyState begin(StudySpec spec) {
        return StudyState.initial(spec, strategy(spec), scheduler(spec));
    }

    public static <T> Optional<Offer<T>> find(List<Offer<T>> offers, String name) {
        return offers.stream().filter(o -> o.name().equals(name)).findFirst();
    }

    private static <T> T make(List<Offer<T>> offers, Choice choice, StudySpec spec) {
        return find(offers, choice.name())
                .orElseThrow(() -> new IllegalArgumentException("there is no " + choice.name() + "; there are "
                        + offers.stream().map(Offer::name).toList()))
                .make()
                .apply(choice.settings(), spec);
    }
}
