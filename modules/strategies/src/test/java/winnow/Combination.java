package winnow;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import winnow.random.RandomStream;
import winnow.scheduler.Schedulers;
import winnow.search.Limits;
import winnow.search.Scheduler;
import winnow.search.Strategy;
import winnow.space.ChoiceParameter;
import winnow.space.Configuration;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.space.Value;
import winnow.strategy.Models;
import winnow.study.Choice;
import winnow.study.Offer;
import winnow.study.SpecProblem;
import winnow.study.StudySpec;
import winnow.study.StudyState;
import winnow.testkit.SampleSettings;
import winnow.testkit.SampleStudy;

/** A strategy and a scheduler of the catalogue, and a small study that joins them. */
record Combination(Offer<Strategy<?>> strategy, Offer<Scheduler<?>> scheduler) {
    private static final int TRIALS = 24;
    private static final int POINTS = 8;
    /** Low, so that few trials are enough for all brackets. */
    private static final long EPOCHS = 9;
    /** A grid of it, by the presets, has no more points than a study has trials. */
    static final SearchSpace SPACE = SearchSpace.of(
            RealParameter.of("learning_rate", 1e-4, 0.3, Scale.LOG),
            ChoiceParameter.of("layers", Value.of(1L), Value.of(2L)),
            ChoiceParameter.of("nesterov", Value.of(true), Value.of(false)));

    /** All that the catalogue's names allow to write. */
    static List<Combination> all() {
        return Models.offers().stream()
                .flatMap(
                        strategy -> Schedulers.offers().stream().map(scheduler -> new Combination(strategy, scheduler)))
                .toList();
    }

    /** Those that a spec may join. */
    static Stream<Combination> sensible() {
        return all().stream().filter(c -> c.problems().isEmpty());
    }

    /** Those that a spec may not join. */
    static Stream<Combination> senseless() {
        return all().stream().filter(c -> !c.problems().isEmpty());
    }

    /** What both say to a spec that joins them. */
    List<SpecProblem> problems() {
        var spec = study().spec();
        return Stream.of(strategy.check(), scheduler.check())
                .flatMap(check -> check.apply(spec).stream())
                .toList();
    }

    /** With presets where these are enough, and points where the strategy wants some. */
    SampleStudy study() {
        var bare = SampleStudy.of(SPACE).seed(4).limits(Limits.ofTrials(TRIALS));
        var presets = bare.strategy(SampleSettings.presets(strategy));
        boolean wantsPoints = strategy.check().apply(presets.spec()).stream()
                .anyMatch(p -> p.path().equals("points"));
        var pointed = wantsPoints ? bare.points(points()) : bare;
        var withScheduler = pointed.scheduler(choice(
                scheduler, choice -> bare.strategy(Choice.of(scheduler.partner().orElse("random")))
                        .scheduler(choice)
                        .spec()));
        return withScheduler.strategy(
                choice(strategy, choice -> pointed.strategy(choice).spec()));
    }

    private static List<Configuration> points() {
        var random = RandomStream.of(1, "points", 0);
        return Stream.generate(() -> SPACE.draw(random))
                .distinct()
                .limit(POINTS)
                .toList();
    }

    private static Choice choice(Offer<?> offer, Function<Choice, StudySpec> spec) {
        var presets = SampleSettings.presets(offer);
        var low = presets.settings().has("max_epochs")
                ? new Choice(presets.name(), presets.settings().with("max_epochs", Value.of(EPOCHS)))
                : presets;
        return offer.check().apply(spec.apply(low)).isEmpty()
                ? low
                : SampleSettings.drawn(offer, spec, RandomStream.of(1, offer.name(), 0));
    }

    StudyState begin(SampleStudy study) {
        return StudyState.initial(
                study.spec(),
                strategy.make().apply(study.strategy().settings(), study.spec()),
                scheduler.make().apply(study.scheduler().settings(), study.spec()));
    }

    @Override
    public String toString() {
        return strategy.name() + " with " + scheduler.name();
    }
}
