package winnow.testkit;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.Bracket;
import winnow.search.History;
import winnow.search.Move;
import winnow.search.Plan;
import winnow.search.Rung;
import winnow.search.Scheduler;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.Suggestion;
import winnow.search.Verdict;
import winnow.space.Parameter;
import winnow.study.Catalogue;
import winnow.study.Objective;
import winnow.study.Offer;
import winnow.study.Setting;
import winnow.study.SpecProblem;
import winnow.study.StudySpec;
import winnow.text.Nearest;
import winnow.trial.Goal;
import winnow.trial.Observation;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

/**
 * A small catalogue whose parts stand in for the real ones where a test needs any: strategies {@code random},
 * {@code manual} and {@code grid}, schedulers {@code none} and {@code asha}, objectives {@code lenet5} (declared only,
 * nothing can be trained), {@code synthetic} (declared only) and {@code open} (which declares no metrics).
 */
public final class SampleCatalogue {
    private static final Set<String> KNOWN =
            Set.of("learning_rate", "momentum", "optimizer", "batch_size", "dropout", "weight_decay", "activation");

    private SampleCatalogue() {}

    public static Catalogue catalogue() {
        return new Catalogue(
                List.of(random(), manual(), grid()), List.of(none(), asha()), List.of(lenet(), synthetic(), open()));
    }

    private static Offer<Strategy<?>> random() {
        return Offer.of("random", "Draws configurations at random.", List.of(), (settings, spec) -> new Draws());
    }

    private static Offer<Strategy<?>> manual() {
        return Offer.<Strategy<?>>of(
                        "manual", "Tries the given points only.", List.of(), (settings, spec) -> new PointsOnly())
                .checkedBy(spec -> spec.points().isEmpty()
                        ? List.of(new SpecProblem("points", "the strategy manual needs points"))
                        : List.of());
    }

    private static Offer<Strategy<?>> grid() {
        return Offer.<Strategy<?>>of(
                        "grid",
                        "Tries every point of a grid.",
                        List.of(
                                Setting.integer("points", 5, 1, 1000, "values for each continuous parameter"),
                                Setting.truth("shuffle", true, "whether in random order")),
                        (settings, spec) -> new Draws())
                .checkedBy(SampleCatalogue::tooManyPoints);
    }

    private static List<SpecProblem> tooManyPoints(StudySpec spec) {
        var size = spec.space()
                .grid(spec.strategy().settings().integer("points"))
                .cardinality()
                .orElseThrow();
        var limit = spec.limits().trials();
        boolean fits = limit.isEmpty() || size.compareTo(BigInteger.valueOf(limit.getAsInt())) <= 0;
        return fits
                ? List.of()
                : List.of(new SpecProblem(
                        "limits.trials", "the grid has " + size + " points, more than the limit of trials"));
    }

    private static Offer<Scheduler<?>> none() {
        return Offer.of(
                "none",
                "Trains every trial to the end.",
                List.of(Setting.integer("max_epochs", 9, 1, 100_000, "budget of every trial, in epochs")),
                (settings, spec) -> new Steps(settings.integer("max_epochs"), settings.integer("max_epochs")));
    }

    private static Offer<Scheduler<?>> asha() {
        return Offer.<Scheduler<?>>of(
                        "asha",
                        "Pauses trials and promotes the best.",
                        List.of(
                                Setting.integer("min_epochs", 1, 1, 100_000, "first rung, in epochs"),
                                Setting.integer("max_epochs", 9, 1, 100_000, "last rung, in epochs")
                                        .required(),
                                Setting.real("factor", 3, 2, 100, "how many times larger each rung is"),
                                Setting.word("ties", "older", List.of("older", "newer"), "which of equals is promoted"),
                                Setting.integer("rungs", 1, 1, 100_000, "rungs, in epochs")
                                        .list()),
                        (settings, spec) -> new Steps(settings.integer("min_epochs"), settings.integer("max_epochs")))
                .checkedBy(spec -> {
                    var settings = spec.scheduler().settings();
                    return settings.integer("min_epochs") < settings.integer("max_epochs")
                            ? List.of()
                            : List.of(new SpecProblem(
                                    "scheduler.max_epochs", "must be more than min_epochs, or nothing is promoted"));
                });
    }

    private static Offer<Objective> lenet() {
        Map<String, Goal> metrics = new LinkedHashMap<>();
        metrics.put("validation_loss", Goal.MINIMIZE);
        metrics.put("validation_accuracy", Goal.MAXIMIZE);
        return Offer.<Objective>of(
                        "lenet5",
                        "Trains LeNet-5 on images.",
                        List.of(
                                Setting.word(
                                        "dataset",
                                        "fashion-mnist-sample",
                                        List.of("fashion-mnist", "fashion-mnist-sample"),
                                        "which images"),
                                Setting.real("validation", 0.2, 0.01, 0.9, "share of the images kept for validation"),
                                Setting.text("data", "folder of the images"),
                                Setting.real("class_weights", 1, 0, 1000, "weight of each class")
                                        .list()),
                        (settings, spec) -> start -> {
                            throw new UnsupportedOperationException("a sample objective trains nothing");
                        })
                .measuring(metrics)
                .checkedBy(SampleCatalogue::unknownParameters);
    }

    private static List<SpecProblem> unknownParameters(StudySpec spec) {
        return spec.space().parameters().stream()
                .map(Parameter::name)
                .filter(name -> !KNOWN.contains(name))
                .map(name ->
                        new SpecProblem("space." + name, "lenet5 has no such parameter" + Nearest.hint(name, KNOWN)))
                .toList();
    }

    private static Offer<Objective> synthetic() {
        return Offer.<Objective>of("synthetic", "Learning curves by formula.", List.of(), (settings, spec) -> start -> {
                    throw new UnsupportedOperationException("a sample objective trains nothing");
                })
                .measuring(Map.of("loss", Goal.MINIMIZE));
    }

    private static Offer<Objective> open() {
        return Offer.of(
                "open",
                "Measures whatever it likes.",
                List.of(Setting.text("command", "what to run").required()),
                (settings, spec) -> start -> {
                    throw new UnsupportedOperationException("a sample objective trains nothing");
                });
    }

    /** The memory of parts that remember nothing. */
    public enum Nothing {
        NOTHING
    }

    /** Draws from the space, whatever was drawn before. */
    record Draws() implements Strategy<Nothing> {
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
            return new Suggestion.Propose(history.space().draw(random), "drawn");
        }
    }

    /** Has nothing to propose beyond the points of the spec. */
    record PointsOnly() implements Strategy<Nothing> {
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
            return new Suggestion.Exhausted("all given points were tried");
        }
    }

    /**
     * Trains every trial to a first budget; then, of those that wait, every second one to a last budget, and stops
     * trials whose loss is not finite or above 3 on the way.
     */
    record Steps(int first, int last) implements Scheduler<Nothing> {
        @Override
        public Nothing initial() {
            return Nothing.NOTHING;
        }

        @Override
        public Nothing learn(Nothing memory, History history, StudyEvent event) {
            return memory;
        }

        @Override
        public Move next(Nothing memory, History history, boolean mayOpen) {
            if (mayOpen) {
                return new Move.Open(first, 0, 0, "the next trial");
            }
            for (var trial : history.trials()) {
                if (trial.status() == TrialStatus.PAUSED) {
                    return trial.number() % 2 == 0
                            ? new Move.Promote(trial.number(), last, 1, "an even number")
                            : new Move.Judge(trial.number(), new Verdict.Stop("an odd number"));
                }
            }
            return new Move.Wait("nothing waits");
        }

        @Override
        public Verdict judge(Nothing memory, History history, Trial trial, Observation observation) {
            var loss = history.loss(observation).orElse(Double.POSITIVE_INFINITY);
            return loss > 3 ? new Verdict.Stop("the loss is above 3") : Verdict.CONTINUE;
        }

        @Override
        public Verdict settle(Nothing memory, History history, Trial trial) {
            return trial.budget() >= last ? new Verdict.Complete("the last budget") : new Verdict.Pause("may go on");
        }

        @Override
        public Plan plan(int trials) {
            return new Plan(List.of(new Bracket(0, List.of(new Rung(0, first, trials)))), List.of());
        }
    }
}
