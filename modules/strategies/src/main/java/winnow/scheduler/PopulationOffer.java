package winnow.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import winnow.search.Scheduler;
import winnow.space.Parameter;
import winnow.space.RealParameter;
import winnow.space.SearchSpace;
import winnow.space.Value;
import winnow.study.Offer;
import winnow.study.Setting;
import winnow.study.Settings;
import winnow.study.SpecProblem;
import winnow.study.StudySpec;

/** Population-based training as a spec names it. */
final class PopulationOffer {
    private static final Setting POPULATION =
            Setting.integer("population", 8, 2, 100_000, "How many trials train side by side.");
    private static final Setting INTERVAL = Setting.integer(
            "interval", 3, 1, 1_000_000, "After how many epochs, again and again, the worst are replaced.");
    private static final Setting QUANTILE = Setting.real(
            "quantile", 0.25, 0, 0.5, "The share of the worst that is replaced, and of the best that replaces them.");
    private static final Setting RESAMPLE = Setting.real(
            "resample", 0.25, 0, 1, "The probability that a parameter of a fork is drawn anew rather than perturbed.");
    private static final Setting PERTURB = Setting.text(
                    "perturb",
                    "The parameters that a fork may change; the real ones if left out. One that shapes what is trained,"
                            + " such as a layer's width, does not fit another's checkpoint.")
            .list();

    private PopulationOffer() {}

    static Offer<Scheduler<?>> offer() {
        return Offer.<Scheduler<?>>of(
                        "pbt",
                        "Population-based training: the worst go on from copies of the best, with perturbed settings.",
                        List.of(POPULATION, INTERVAL, LadderSettings.MAX_EPOCHS, QUANTILE, RESAMPLE, PERTURB),
                        PopulationOffer::make)
                .checkedBy(PopulationOffer::problems);
    }

    private static PopulationTraining make(Settings settings, StudySpec spec) {
        int interval = settings.integer(INTERVAL.name());
        return new PopulationTraining(
                settings.integer(POPULATION.name()),
                Ladder.each(interval, settings.integer(LadderSettings.MAX_EPOCHS.name())),
                settings.real(QUANTILE.name()),
                settings.real(RESAMPLE.name()),
                changing(settings, spec.space()),
                spec.seed());
    }

    private static Set<String> changing(Settings settings, SearchSpace space) {
        if (!settings.has(PERTURB.name())) {
            var real = names(space, RealParameter.class::isInstance);
            return real.isEmpty() ? names(space, any -> true) : real;
        }
        var known = names(space, any -> true);
        var given = settings.list(PERTURB.name()).stream().map(Value::text).collect(Collectors.toSet());
        for (var name : given) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("perturb names " + name + ", which is no parameter of the space: "
                        + known.stream().sorted().collect(Collectors.joining(", ")) + " are");
            }
        }
        return given;
    }

    private static Set<String> names(SearchSpace space, Predicate<Parameter> which) {
        return space.parameters().stream().filter(which).map(Parameter::name).collect(Collectors.toSet());
    }

    private static List<SpecProblem> problems(StudySpec spec) {
        var problems = new ArrayList<>(LadderSettings.unaffordable(spec, INTERVAL));
        var interval = LadderSettings.integer(spec, INTERVAL);
        var max = LadderSettings.integer(spec, LadderSettings.MAX_EPOCHS);
        var population = LadderSettings.integer(spec, POPULATION);
        if (interval.isPresent() && max.isPresent() && interval.getAsInt() >= max.getAsInt()) {
            problems.add(new SpecProblem(
                    LadderSettings.path(INTERVAL),
                    "interval is " + interval.getAsInt() + ": no trial is ever replaced unless it is below max_epochs, "
                            + max.getAsInt()));
        }
        if (population.isPresent() && spec.points().size() > population.getAsInt()) {
            problems.add(new SpecProblem(
                    "points",
                    spec.points().size() + " points are given, and scheduler pbt begins with a population of "
                            + population.getAsInt() + ": the rest would not be tried; raise scheduler.population"));
        }
        var keep = spec.checkpoints().keep();
        if (population.isPresent() && keep.isPresent() && keep.getAsInt() < population.getAsInt()) {
            problems.add(new SpecProblem(
                    "checkpoints.keep",
                    "keep is " + keep.getAsInt()
                            + ", and scheduler pbt needs the checkpoints of its whole population of "
                            + population.getAsInt() + ": a fork goes on from its parent's"));
        }
        return problems;
    }
}
