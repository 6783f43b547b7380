package winnow.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import winnow.random.RandomStream;
import winnow.space.ChoiceParameter;
import winnow.space.Condition;
import winnow.space.Configuration;
import winnow.space.Constraint;
import winnow.space.Feasibility;
import winnow.space.InfeasibleException;
import winnow.space.IntegerParameter;
import winnow.space.Parameter;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.space.SpaceProblem;
import winnow.space.Value;
import winnow.space.expression.Expression;
import winnow.space.expression.ExpressionException;
import winnow.text.Nearest;

/**
 * Builds the search space and the points of a spec whose shape was checked. What is wrong in one parameter is not held
 * against others that depend on it.
 */
final class SpaceAssembly {
    private static final String SPACE = "space";
    private static final String POINTS = "points";
    private static final String CONSTRAINTS = "constraints";

    private final Yaml.Mapping root;
    private final Problems problems;
    /** Every parameter that could be built, without its condition; by name in the order of the file. */
    private final Map<String, Parameter> unconditional = new LinkedHashMap<>();
    /** Names of parameters that stand in the file. */
    private final Set<String> named = new LinkedHashSet<>();

    private final Map<String, Yaml.Scalar> constraintNodes = new HashMap<>();

    SpaceAssembly(Yaml.Mapping root, Problems problems) {
        this.root = root;
        this.problems = problems;
    }

    /** The space; empty if anything is wrong with it. */
    Optional<SearchSpace> space() {
        if (!(root.find(SPACE).orElse(null) instanceof Yaml.Mapping space)
                || space.pairs().isEmpty()
                || space.pairs().size() > SpecGrammar.MOST_PARAMETERS) {
            return Optional.empty();
        }
        space.pairs().forEach(pair -> named.add(pair.name()));
        space.pairs().forEach(this::buildUnconditional);
        var parameters = new ArrayList<Parameter>();
        for (var pair : space.pairs()) {
            var parameter = unconditional.get(pair.name());
            if (parameter != null) {
                parameters.add(conditional(parameter, pair));
            }
        }
        Set<String> unbuilt = new LinkedHashSet<>(named);
        parameters.forEach(p -> unbuilt.remove(p.name()));
        var constraints = constraints(parameters, unbuilt);
        SearchSpace.problems(parameters, constraints, unbuilt).forEach(this::add);
        if (!problems.isClean(SPACE) || !problems.isClean(CONSTRAINTS)) {
            return Optional.empty();
        }
        var built = new SearchSpace(parameters, constraints);
        checkPossible(built);
        return problems.isClean(CONSTRAINTS) ? Optional.of(built) : Optional.empty();
    }

    private void checkPossible(SearchSpace space) {
        try {
            space.draw(RandomStream.of(0, "possible", 0));
        } catch (InfeasibleException e) {
            // Says which constraint is to blame; a hundred times slower than a draw that succeeds.
            Feasibility.check(space).problems().forEach(this::add);
        }
    }

    private void buildUnconditional(Yaml.Pair pair) {
        var path = Paths.in(SPACE, pair.name());
        if (!problems.isClean(path)) {
            return;
        }
        var found = problemsOf(pair);
        found.forEach(this::add);
        if (found.isEmpty()) {
            unconditional.put(pair.name(), built(pair, Optional.empty()));
        }
    }

    private static List<SpaceProblem> problemsOf(Yaml.Pair pair) {
        var name = pair.name();
        var form = Form.of(pair.value());
        return switch (form.kind()) {
            case "real" -> RealParameter.problems(name, form.low(), form.high(), form.scale(), form.step());
            case "integer" ->
                IntegerParameter.problems(name, form.wholeLow(), form.wholeHigh(), form.scale(), form.wholeStep());
            default -> ChoiceParameter.problems(name, form.options());
        };
    }

    private static Parameter built(Yaml.Pair pair, Optional<Condition> when) {
        var name = pair.name();
        var form = Form.of(pair.value());
        return switch (form.kind()) {
            case "real" -> new RealParameter(name, form.low(), form.high(), form.scale(), form.step(), when);
            case "integer" ->
                new IntegerParameter(name, form.wholeLow(), form.wholeHigh(), form.scale(), form.wholeStep(), when);
            default -> new ChoiceParameter(name, form.options(), form.isOrdered(), when);
        };
    }

    private Parameter conditional(Parameter parameter, Yaml.Pair pair) {
        var when = pair.value() instanceof Yaml.Mapping mapping ? mapping.find("when") : Optional.<Yaml>empty();
        return when.map(w -> built(pair, Optional.of(condition((Yaml.Mapping) w))))
                .orElse(parameter);
    }

    /** Values are brought to the form their parameter gives them, so that {@code 1} stands for a real's 1.0. */
    private Condition condition(Yaml.Mapping when) {
        var anyOf = new LinkedHashMap<String, Set<Value>>();
        for (var pair : when.pairs()) {
            var parent = Optional.ofNullable(unconditional.get(pair.name()));
            var values = new LinkedHashSet<Value>();
            for (var value : Form.values(pair.value())) {
                values.add(parent.flatMap(p -> p.canonical(value)).orElse(value));
            }
            anyOf.put(pair.name(), values);
        }
        return new Condition(anyOf);
    }

    private List<Constraint> constraints(List<Parameter> parameters, Set<String> unbuilt) {
        var constraints = new ArrayList<Constraint>();
        if (!(root.find(CONSTRAINTS).orElse(null) instanceof Yaml.Sequence sequence)) {
            return constraints;
        }
        for (int i = 0; i < sequence.items().size(); i++) {
            var path = Paths.in(CONSTRAINTS, i);
            if (!problems.isClean(path) || !(sequence.items().get(i) instanceof Yaml.Scalar scalar)) {
                continue;
            }
            try {
                if (constraintNodes.putIfAbsent(scalar.text(), scalar) == null) {
                    constraint(scalar, parameters, unbuilt).ifPresent(constraints::add);
                } else {
                    problems.add(scalar.place(), path, "this constraint appears twice");
                }
            } catch (ExpressionException e) {
                problems.add(within(scalar, e.column()), path, where(scalar, e.column()) + e.problem());
            }
        }
        return constraints;
    }

    private static Optional<Constraint> constraint(
            Yaml.Scalar scalar, List<Parameter> parameters, Set<String> unbuilt) {
        var names = Expression.parse(scalar.text()).names();
        boolean isAboutUnbuilt = names.stream().anyMatch(unbuilt::contains);
        return isAboutUnbuilt ? Optional.empty() : Optional.of(Constraint.parse(scalar.text(), parameters));
    }

    private static Place within(Yaml.Scalar scalar, int column) {
        // Columns of an expression count UTF-16 units, those of a file characters.
        int index = Math.min(column - 1, scalar.text().length());
        return scalar.offset() < 0
                ? scalar.place()
                : scalar.place().shifted(scalar.offset() + scalar.text().codePointCount(0, index));
    }

    private static String where(Yaml.Scalar scalar, int column) {
        return scalar.offset() < 0 || scalar.place().line() == 0 ? "at character " + column + ": " : "";
    }

    private void add(SpaceProblem problem) {
        var constraint = constraintNodes.get(problem.subject());
        if (problem.field().equals("constraint") && constraint != null) {
            var index = ((Yaml.Sequence) root.find(CONSTRAINTS).orElseThrow())
                    .items()
                    .indexOf(constraint);
            problems.add(constraint.place(), Paths.in(CONSTRAINTS, index), problem.message());
            return;
        }
        var space = (Yaml.Mapping) root.find(SPACE).orElseThrow();
        var pair = space.pair(problem.subject());
        if (pair.isEmpty()) {
            problems.add(space.place(), SPACE, problem.message());
            return;
        }
        var path = Paths.in(SPACE, problem.subject());
        var field = problem.field();
        if (field.equals("name")) {
            problems.add(pair.get().key().place(), path, problem.message());
        } else if (field.startsWith("when.")) {
            addCondition(pair.get(), path, field.substring("when.".length()), problem.message());
        } else {
            var key = field.equals("range") ? Form.of(pair.get().value()).kind() : field;
            var part = pair.get().value() instanceof Yaml.Mapping mapping ? mapping.find(key) : Optional.<Yaml>empty();
            problems.add(
                    part.orElse(pair.get().value()).place(),
                    part.isPresent() ? Paths.in(path, key) : path,
                    problem.message());
        }
    }

    private void addCondition(Yaml.Pair pair, String path, String parent, String message) {
        var when = (Yaml.Mapping) ((Yaml.Mapping) pair.value()).find("when").orElseThrow();
        var place = when.pair(parent).map(p -> p.key().place()).orElse(when.place());
        problems.add(place, Paths.in(Paths.in(path, "when"), parent), message);
    }

    /** The given points in the form the space gives them. */
    List<Configuration> points(SearchSpace space, int repeats) {
        var points = new ArrayList<Configuration>();
        var seen = new HashMap<Configuration, Integer>();
        if (!(root.find(POINTS).orElse(null) instanceof Yaml.Sequence sequence)) {
            return points;
        }
        for (int i = 0; i < sequence.items().size(); i++) {
            var path = Paths.in(POINTS, i);
            if (!problems.isClean(path) || !(sequence.items().get(i) instanceof Yaml.Mapping mapping)) {
                continue;
            }
            var point = point(space, mapping, path);
            if (problems.isClean(path)) {
                space.problems(point).forEach(p -> problems.add(mapping.place(), path, p));
            }
            if (seen.merge(point, 1, Integer::sum) > repeats) {
                problems.add(
                        mapping.place(),
                        path,
                        "this point is given " + seen.get(point) + " times; repeats allows " + repeats);
            }
            points.add(point);
        }
        return points;
    }

    /** A configuration that is a file of its own: a mapping of parameters to values. */
    static Configuration point(SearchSpace space, Yaml.Mapping mapping, Problems problems) {
        for (var pair : mapping.pairs()) {
            if (!(pair.value() instanceof Yaml.Scalar scalar) || scalar.value().isEmpty()) {
                problems.add(pair.key().place(), pair.name(), "must be a number, a word, true or false");
            }
        }
        problems.throwIfAny();
        var point = new SpaceAssembly(mapping, problems).point(space, mapping, "");
        problems.throwIfAny();
        space.problems(point).forEach(p -> problems.add(mapping.place(), "", p));
        problems.throwIfAny();
        return point;
    }

    private Configuration point(SearchSpace space, Yaml.Mapping mapping, String path) {
        var values = new LinkedHashMap<String, Value>();
        for (var pair : mapping.pairs()) {
            var value = ((Yaml.Scalar) pair.value()).value().orElseThrow();
            var parameter = space.find(pair.name());
            var field = Paths.in(path, pair.name());
            if (parameter.isEmpty()) {
                var names = space.parameters().stream().map(Parameter::name).toList();
                problems.add(pair.key().place(), field, "unknown parameter" + problems.hint(pair.name(), names));
            } else if (parameter.get().canonical(value).isEmpty()) {
                var hint = parameter.get() instanceof ChoiceParameter choice
                        ? Nearest.to(
                                        value.text(),
                                        choice.options().stream()
                                                .map(Value::text)
                                                .toList())
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse("")
                        : "";
                problems.add(
                        pair.value().place(),
                        field,
                        "must be " + parameter.get().describe() + ", not "
                                + pair.value().shown() + hint);
            }
            values.put(pair.name(), value);
        }
        return space.canonical(new Configuration(values));
    }

    /** A parameter's definition, whose shape was checked. */
    private record Form(String kind, Yaml definition) {
        static Form of(Yaml value) {
            if (value instanceof Yaml.Mapping mapping) {
                for (var kind : List.of("real", "integer", "choice", "value")) {
                    if (mapping.find(kind).isPresent()) {
                        return new Form(kind, value);
                    }
                }
            }
            return new Form("fixed", value);
        }

        static List<Value> values(Yaml node) {
            var nodes = node instanceof Yaml.Sequence sequence ? sequence.items() : List.of(node);
            return nodes.stream()
                    .map(n -> ((Yaml.Scalar) n).value().orElseThrow())
                    .toList();
        }

        private Optional<Value> value(String key) {
            return part(key).flatMap(n -> ((Yaml.Scalar) n).value());
        }

        private Optional<Yaml> part(String key) {
            return definition instanceof Yaml.Mapping mapping ? mapping.find(key) : Optional.empty();
        }

        List<Value> options() {
            return values(part(kind).orElse(definition));
        }

        double low() {
            return options().get(0).number();
        }

        double high() {
            return options().get(1).number();
        }

        long wholeLow() {
            return ((Value.Integral) options().get(0)).value();
        }

        long wholeHigh() {
            return ((Value.Integral) options().get(1)).value();
        }

        Scale scale() {
            return switch (value("scale").map(Value::text).orElse("linear")) {
                case "log" -> Scale.LOG;
                case "reverse-log", "reverse_log" -> Scale.REVERSE_LOG;
                default -> Scale.LINEAR;
            };
        }

        OptionalDouble step() {
            return value("step").map(v -> OptionalDouble.of(v.number())).orElse(OptionalDouble.empty());
        }

        long wholeStep() {
            return value("step").map(v -> ((Value.Integral) v).value()).orElse(1L);
        }

        boolean isOrdered() {
            return value("ordered").map(v -> ((Value.Truth) v).value()).orElse(false);
        }
    }
}
