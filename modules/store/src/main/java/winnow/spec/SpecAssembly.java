package winnow.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import winnow.search.Limits;
import winnow.search.Target;
import winnow.space.ChoiceParameter;
import winnow.space.Configuration;
import winnow.space.SearchSpace;
import winnow.space.Value;
import winnow.study.Catalogue;
import winnow.study.CheckpointPolicy;
import winnow.study.Choice;
import winnow.study.ObjectiveChoice;
import winnow.study.Offer;
import winnow.study.Resources;
import winnow.study.Setting;
import winnow.study.Settings;
import winnow.study.StudySpec;
import winnow.study.TrialPolicy;
import winnow.text.Nearest;
import winnow.trial.Aim;
import winnow.trial.Goal;

/** Builds a study spec from a tree whose shape was checked, and checks what no single field shows. */
final class SpecAssembly {
    /** Strategies that end by themselves, so that a study needs no limit. */
    private static final Set<String> FINITE = Set.of("manual", "grid");

    private final Yaml.Mapping root;
    private final Catalogue catalogue;
    private final Problems problems;

    SpecAssembly(Yaml.Mapping root, Catalogue catalogue, Problems problems) {
        this.root = root;
        this.catalogue = catalogue;
        this.problems = problems;
    }

    /** The spec; throws {@link InvalidSpecException} with everything found here and before. */
    StudySpec spec() {
        var objective = objective();
        var scheduler = choice("scheduler", catalogue.schedulers(), SpecGrammar.USUAL_SCHEDULER);
        var usual = Catalogue.find(catalogue.schedulers(), scheduler.name()).flatMap(Offer::partner);
        var strategy =
                choice("strategy", catalogue.strategies(), usual.orElseGet(() -> SpecGrammar.usualStrategy(catalogue)));
        var limits = limits(objective);
        checkEnd(limits, strategy);
        var resources = resources();
        checkName();
        var spaces = new SpaceAssembly(root, problems);
        var space = spaces.space();
        int repeats = count("repeats").orElse(1);
        var points = space.map(s -> spaces.points(s, repeats)).orElse(List.of());
        var spec = new StudySpec(
                text("study").filter(StudySpec::isName).orElse("unnamed"),
                scalar("seed").map(s -> integral(s)).orElse(0L),
                objective.orElse(new ObjectiveChoice(Choice.of("unknown"), "loss", Goal.MINIMIZE)),
                space.orElseGet(() -> SearchSpace.of(ChoiceParameter.of("unknown", Value.of(0)))),
                problems.isClean("points") ? points : List.<Configuration>of(),
                strategy,
                scheduler,
                limits,
                resources,
                new TrialPolicy(
                        span("trial", "timeout"), whole("trial", "retries").orElse(0)),
                isTimed(limits) ? OptionalInt.empty() : count("lockstep"),
                new CheckpointPolicy(whole("checkpoints", "keep")),
                texts("warm_start"),
                repeats,
                text("engine").orElse(SpecGrammar.ENGINES.get(0)),
                new HookAssembly(root, problems).hooks());
        new OfferChecks(root, spec, catalogue, problems).run();
        problems.throwIfAny();
        return spec;
    }

    private void checkName() {
        text("study")
                .filter(name -> !StudySpec.isName(name))
                .ifPresent(name -> add("study", "'" + name + "' cannot name a folder"));
    }

    /** Without one of these limits a study whose strategy never runs dry would never end. */
    private void checkEnd(Limits limits, Choice strategy) {
        boolean ends = limits.trials().isPresent()
                || limits.epochs().isPresent()
                || limits.wallClock().isPresent()
                || FINITE.contains(strategy.name());
        if (!ends && problems.isClean("limits") && problems.isClean("strategy")) {
            add("limits", "the study would never end: give at least one of trials, epochs, wall_clock");
        }
        if (isTimed(limits)) {
            add("lockstep", "cannot be used with limits.wall_clock, which makes a study depend on time");
        }
    }

    private boolean isTimed(Limits limits) {
        return limits.wallClock().isPresent() && root.find("lockstep").isPresent();
    }

    private Optional<ObjectiveChoice> objective() {
        var node = root.find("objective");
        if (node.isEmpty() || !problems.isClean("objective")) {
            return Optional.empty();
        }
        var choice = choice("objective", catalogue.objectives(), "");
        var aims = new AimAssembly(root, offer(catalogue.objectives(), choice).metrics(), problems).aims();
        return aims.isEmpty() ? Optional.empty() : Optional.of(new ObjectiveChoice(choice, aims));
    }

    static Goal goal(String word) {
        return word.equals("minimize") ? Goal.MINIMIZE : Goal.MAXIMIZE;
    }

    static String goal(Goal goal) {
        return goal == Goal.MINIMIZE ? "minimize" : "maximize";
    }

    private <T> Choice choice(String key, List<Offer<T>> offers, String usual) {
        var name = root.find(key).flatMap(MappingShape.Chosen::nameOf).orElse(usual);
        var offer = Catalogue.find(offers, name);
        if (offer.isEmpty() || !problems.isClean(key)) {
            return Choice.of(name);
        }
        var settings = new LinkedHashMap<String, List<Value>>();
        for (var setting : offer.get().settings()) {
            root.find(key)
                    .filter(Yaml.Mapping.class::isInstance)
                    .flatMap(m -> ((Yaml.Mapping) m).find(setting.name()))
                    .map(node -> values(setting, node))
                    .or(setting::preset)
                    .ifPresent(values -> settings.put(setting.name(), values));
        }
        return new Choice(name, new Settings(settings));
    }

    private static List<Value> values(Setting setting, Yaml node) {
        var nodes = node instanceof Yaml.Sequence sequence ? sequence.items() : List.of(node);
        var values = new ArrayList<Value>();
        for (var item : nodes) {
            var value = ((Yaml.Scalar) item).value().orElseThrow();
            values.add(setting.kind() == Setting.Kind.REAL ? Value.of(value.number()) : value);
        }
        return values;
    }

    private static <T> Offer<T> offer(List<Offer<T>> offers, Choice choice) {
        return Catalogue.find(offers, choice.name()).orElseThrow();
    }

    private Limits limits(Optional<ObjectiveChoice> objective) {
        var wallClock = span("limits", "wall_clock");
        return new Limits(
                whole("limits", "trials"),
                whole("limits", "epochs"),
                wallClock,
                target(objective),
                whole("limits", "failures"));
    }

    private Optional<Target> target(Optional<ObjectiveChoice> objective) {
        var path = "limits.target";
        var entry = section("limits").flatMap(l -> l.find("target")).filter(t -> problems.isClean(path));
        if (entry.isEmpty() || objective.isEmpty()) {
            return Optional.empty();
        }
        var pair = ((Yaml.Mapping) entry.get()).pairs().iterator().next();
        double bound = ((Yaml.Scalar) pair.value()).value().orElseThrow().number();
        var metric = pair.name();
        var aims = objective.get().aims();
        var aim = aims.stream().filter(a -> a.metric().equals(metric)).findFirst();
        if (aim.isPresent()) {
            return Optional.of(new Target(metric, aim.get().goal(), bound));
        }
        Map<String, Goal> declared =
                offer(catalogue.objectives(), objective.get().choice()).metrics();
        var goal = Optional.ofNullable(declared.get(metric));
        if (goal.isEmpty()) {
            var known = declared.isEmpty() ? aims.stream().map(Aim::metric).toList() : declared.keySet();
            problems.add(
                    pair.key().place(),
                    Paths.in(path, metric),
                    "the objective does not measure this" + Nearest.hint(metric, known));
        }
        return goal.map(g -> new Target(metric, g, bound));
    }

    private Resources resources() {
        double gpus = scalar("resources", "gpus")
                .map(s -> s.value().orElseThrow().number())
                .orElse(0.0);
        if (gpus > 1 && gpus != Math.rint(gpus)) {
            add("resources.gpus", "must be a fraction of one GPU or a whole number, not " + gpus);
            gpus = 0;
        }
        return new Resources(whole("resources", "cpus").orElse(1), gpus, whole("resources", "slots"));
    }

    private void add(String path, String message) {
        problems.add(Paths.placeOf(root, path), path, message);
    }

    private Optional<Yaml.Mapping> section(String key) {
        return root.find(key).filter(Yaml.Mapping.class::isInstance).map(Yaml.Mapping.class::cast);
    }

    /** A field of a section that is there, single and without problems. */
    private Optional<Yaml.Scalar> scalar(String section, String key) {
        return clean(section(section).flatMap(s -> s.find(key)), Paths.in(section, key));
    }

    private Optional<Yaml.Scalar> scalar(String key) {
        return clean(root.find(key), key);
    }

    private Optional<Yaml.Scalar> clean(Optional<Yaml> node, String path) {
        return node.filter(n -> n instanceof Yaml.Scalar && problems.isClean(path))
                .map(Yaml.Scalar.class::cast);
    }

    private Optional<String> text(String key) {
        return scalar(key).map(Yaml.Scalar::text);
    }

    private OptionalInt whole(String section, String key) {
        return scalar(section, key)
                .map(s -> OptionalInt.of(Math.toIntExact(integral(s))))
                .orElse(OptionalInt.empty());
    }

    private OptionalInt count(String key) {
        return scalar(key)
                .map(s -> OptionalInt.of(Math.toIntExact(integral(s))))
                .orElse(OptionalInt.empty());
    }

    private static long integral(Yaml.Scalar scalar) {
        return ((Value.Integral) scalar.value().orElseThrow()).value();
    }

    private Optional<Duration> span(String section, String key) {
        return scalar(section, key).flatMap(s -> TimeSpan.parse(s.text()));
    }

    private List<String> texts(String key) {
        return root.find(key).filter(n -> n instanceof Yaml.Sequence && problems.isClean(key)).stream()
                .flatMap(n -> ((Yaml.Sequence) n).items().stream())
                .map(n -> ((Yaml.Scalar) n).text())
                .toList();
    }
}
