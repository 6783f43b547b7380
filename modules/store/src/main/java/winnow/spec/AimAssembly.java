package winnow.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import winnow.trial.Aim;
import winnow.trial.Goal;

/**
 * The study's metrics, of an objective whose shape was checked: given as {@code metric} and {@code goal}, as a list
 * {@code metrics}, or left to the objective.
 */
final class AimAssembly {
    private static final String OBJECTIVE = "objective";
    private static final String METRICS = "objective.metrics";

    private final Yaml.Mapping root;
    private final Map<String, Goal> declared;
    private final Problems problems;

    /** @param declared what the objective says that it measures; empty if it does not say */
    AimAssembly(Yaml.Mapping root, Map<String, Goal> declared, Problems problems) {
        this.root = root;
        this.declared = declared;
        this.problems = problems;
    }

    /** The metrics, the main one first; empty if something is wrong with them. */
    List<Aim> aims() {
        var list = key(root.find(OBJECTIVE), "metrics");
        var aims = list.isPresent() ? several((Yaml.Sequence) list.get()) : single();
        return problems.isClean(OBJECTIVE) ? aims : List.of();
    }

    private List<Aim> single() {
        var node = root.find(OBJECTIVE);
        if (declared.isEmpty() && text(node, "metric").isEmpty()) {
            add("objective.metric", "is missing: " + SpecGrammar.METRIC);
        }
        if (declared.isEmpty() && text(node, "goal").isEmpty()) {
            add("objective.goal", "is missing: " + SpecGrammar.GOAL);
        }
        if (!problems.isClean(OBJECTIVE)) {
            return List.of();
        }
        var metric = text(node, "metric")
                .orElseGet(() -> declared.keySet().iterator().next());
        var goal = goal(metric, text(node, "goal"), "objective.goal");
        var aims = goal.map(g -> List.of(new Aim(metric, g))).orElse(List.of());
        checkFirst(aims, "objective.metric");
        return aims;
    }

    private List<Aim> several(Yaml.Sequence list) {
        for (var other : List.of("metric", "goal")) {
            if (key(root.find(OBJECTIVE), other).isPresent()) {
                add(OBJECTIVE + "." + other, "goes without metrics: give one metric with its goal, or a list");
            }
        }
        var aims = new ArrayList<Aim>();
        var seen = new HashSet<String>();
        for (int i = 0; i < list.items().size(); i++) {
            var path = Paths.in(METRICS, i);
            var item = Optional.of(list.items().get(i));
            var metric = text(item, "metric").orElseThrow();
            if (!seen.add(metric)) {
                add(path + ".metric", metric + " is there twice");
            }
            goal(metric, text(item, "goal"), path + ".goal").ifPresent(goal -> aims.add(new Aim(metric, goal)));
            if (metric.equals(Aim.TRAINING_SECONDS) && root.find("lockstep").isPresent()) {
                add(
                        path + ".metric",
                        "makes a study depend on time: it cannot be used with lockstep, which makes the trials the same"
                                + " for any number of slots");
            }
        }
        checkFirst(aims, METRICS + "[0].metric");
        return aims;
    }

    private void checkFirst(List<Aim> aims, String path) {
        if (!aims.isEmpty() && aims.get(0).isTimed()) {
            add(
                    path,
                    "cannot be the first metric, by which the best trial is known: the fastest is one that has learnt"
                            + " nothing");
        }
    }

    /** Which way a metric is better: as said, if that is not against its nature. */
    private Optional<Goal> goal(String metric, Optional<String> word, String path) {
        var natural = Optional.ofNullable(metric.equals(Aim.TRAINING_SECONDS) ? Goal.MINIMIZE : declared.get(metric));
        var said = word.map(SpecAssembly::goal);
        if (said.isEmpty() && natural.isEmpty()) {
            add(path, "is missing: " + SpecGrammar.GOAL);
        }
        natural.filter(n -> said.isPresent() && n != said.get())
                .ifPresent(n -> add(
                        path,
                        metric + " is better when it is " + (n == Goal.MINIMIZE ? "small" : "large")
                                + ": the goal must be " + SpecAssembly.goal(n)));
        return said.or(() -> natural);
    }

    private void add(String path, String message) {
        problems.add(Paths.placeOf(root, path), path, message);
    }

    private static Optional<Yaml> key(Optional<Yaml> node, String name) {
        return node.filter(Yaml.Mapping.class::isInstance).flatMap(m -> ((Yaml.Mapping) m).find(name));
    }

    private static Optional<String> text(Optional<Yaml> node, String name) {
        return key(node, name).map(value -> ((Yaml.Scalar) value).text());
    }
}
