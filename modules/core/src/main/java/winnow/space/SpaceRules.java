package winnow.space;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import winnow.space.expression.ExpressionException;
import winnow.text.Nearest;

/** The rules between the parameters, conditions and constraints of a space. */
final class SpaceRules {
    static final int MOST_PARAMETERS = 1_000;

    private final Collection<? extends Parameter> parameters;
    private final Set<String> alsoKnown;
    private final Map<String, Parameter> byName = new LinkedHashMap<>();
    private final List<SpaceProblem> problems = new ArrayList<>();

    SpaceRules(Collection<? extends Parameter> parameters, Set<String> alsoKnown) {
        this.parameters = parameters;
        this.alsoKnown = alsoKnown;
    }

    private void add(String subject, String field, String message) {
        problems.add(new SpaceProblem(subject, field, message));
    }

    List<SpaceProblem> problems(Collection<Constraint> constraints) {
        names();
        boolean sound = problems.isEmpty();
        byName.values().forEach(this::conditions);
        sound &= problems.isEmpty() && cycles();
        if (sound && alsoKnown.isEmpty()) {
            reach();
        }
        constraints.forEach(this::constraint);
        return List.copyOf(problems);
    }

    private void names() {
        if (parameters.isEmpty() && alsoKnown.isEmpty()) {
            add("space", "space", "a space needs at least one parameter");
        }
        if (parameters.size() > MOST_PARAMETERS) {
            add("space", "space", "a space has at most 1000 parameters, not " + parameters.size());
        }
        for (Parameter parameter : parameters) {
            if (byName.putIfAbsent(parameter.name(), parameter) != null) {
                add(parameter.name(), "name", "there are two parameters of this name");
            }
        }
    }

    private void conditions(Parameter child) {
        child.when().ifPresent(when -> when.anyOf().forEach((parent, values) -> condition(child, parent, values)));
    }

    private void condition(Parameter child, String parentName, Set<Value> values) {
        String field = "when." + parentName;
        Parameter parent = byName.get(parentName);
        if (parent == null) {
            if (!alsoKnown.contains(parentName)) {
                Set<String> names = new LinkedHashSet<>(byName.keySet());
                names.addAll(alsoKnown);
                names.remove(child.name());
                add(child.name(), field, "no parameter '" + parentName + "'" + Nearest.hint(parentName, names));
            }
        } else if (parent.cardinality().isEmpty()) {
            add(
                    child.name(),
                    field,
                    "'" + parentName + "' is continuous and has no single value to depend on; give it"
                            + " a step, or depend on a choice or an integer");
        } else {
            values.stream().filter(value -> !parent.contains(value)).forEach(value -> {
                String hint = parent instanceof ChoiceParameter choice
                        ? Nearest.hint(
                                value.text(),
                                choice.options().stream().map(Value::text).toList())
                        : ": it is " + parent.describe();
                add(child.name(), field, "'" + parentName + "' cannot be " + value.text() + hint);
            });
        }
    }

    /** Reports each parameter that depends on itself; whether there is none. */
    private boolean cycles() {
        Map<String, Boolean> finished = new HashMap<>();
        int before = problems.size();
        byName.keySet().forEach(name -> visit(name, new LinkedHashSet<>(), finished));
        return problems.size() == before;
    }

    private void visit(String name, Set<String> path, Map<String, Boolean> finished) {
        if (path.contains(name)) {
            List<String> circle = new ArrayList<>(path);
            circle = circle.subList(circle.indexOf(name), circle.size());
            add(name, "when", "the conditions go in a circle: " + String.join(" -> ", circle) + " -> " + name);
            return;
        }
        Parameter parameter = byName.get(name);
        if (finished.containsKey(name) || parameter == null) {
            return;
        }
        path.add(name);
        parameter.when().ifPresent(when -> when.anyOf().keySet().forEach(parent -> visit(parent, path, finished)));
        path.remove(name);
        finished.put(name, true);
    }

    private void reach() {
        try {
            for (Parameter parameter : new ConditionTree(List.copyOf(byName.values())).impossible()) {
                add(
                        parameter.name(),
                        "when",
                        "it never takes part: the conditions on it and on its parents contradict" + " each other");
            }
        } catch (ConditionTree.EntangledException e) {
            add(
                    "space",
                    "space",
                    "the conditions are too entangled: they have more than 20,000 combinations to tell"
                            + " apart; let conditions form a tree");
        }
    }

    private void constraint(Constraint constraint) {
        Set<String> names = new HashSet<>(constraint.expression().names());
        names.retainAll(alsoKnown);
        if (!byName.keySet().containsAll(names)) {
            return; // about a parameter that is reported elsewhere
        }
        try {
            Constraint.check(constraint.expression(), byName.values());
        } catch (ExpressionException e) {
            add(constraint.source(), "constraint", "column " + e.column() + ": " + e.problem());
        }
    }
}
