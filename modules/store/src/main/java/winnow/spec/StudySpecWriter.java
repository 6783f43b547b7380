package winnow.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import winnow.search.Limits;
import winnow.space.ChoiceParameter;
import winnow.space.Condition;
import winnow.space.Configuration;
import winnow.space.IntegerParameter;
import winnow.space.Parameter;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.Value;
import winnow.study.Choice;
import winnow.study.ObjectiveChoice;
import winnow.study.StudySpec;

/**
 * Writes a study spec as the YAML that {@link StudySpecReader} reads back to an equal one. Every default is written
 * out, so that the file says what was run, also to a later version with other defaults.
 */
public final class StudySpecWriter {
    private static final int LINE = 110;

    private final StringBuilder text = new StringBuilder();

    private StudySpecWriter() {}

    /** The YAML of a spec. */
    public static String write(StudySpec spec) {
        var writer = new StudySpecWriter();
        writer.writeAll(spec);
        return writer.text.toString();
    }

    private void writeAll(StudySpec spec) {
        line("study", scalar(spec.study()));
        line("seed", Long.toString(spec.seed()));
        line("objective", flow(objective(spec.objective())));
        text.append("space:\n");
        spec.space().parameters().forEach(p -> text.append("  ")
                .append(scalar(p.name()))
                .append(": ")
                .append(flow(parameter(p)))
                .append('\n'));
        list(
                "constraints",
                spec.space().constraints().stream().map(c -> quoted(c.source())).toList());
        list("points", spec.points().stream().map(p -> flow(values(p))).toList());
        line("strategy", flow(choice(spec.strategy())));
        line("scheduler", flow(choice(spec.scheduler())));
        lineUnlessEmpty("limits", limits(spec.limits()));
        line("resources", flow(resources(spec)));
        line("trial", flow(trial(spec)));
        spec.lockstep().ifPresent(width -> line("lockstep", Integer.toString(width)));
        spec.checkpoints().keep().ifPresent(keep -> line("checkpoints", "{keep: " + keep + "}"));
        list(
                "warm_start",
                spec.warmStart().stream().map(StudySpecWriter::scalar).toList());
        line("repeats", Integer.toString(spec.repeats()));
        line("engine", scalar(spec.engine()));
        list("on_finish", spec.onFinish().stream().map(StudySpecWriter::scalar).toList());
    }

    private static Map<String, String> objective(ObjectiveChoice objective) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("name", scalar(objective.choice().name()));
        fields.put("metric", scalar(objective.metric()));
        fields.put("goal", SpecAssembly.goal(objective.goal()));
        fields.putAll(settings(objective.choice()));
        return fields;
    }

    private static Map<String, String> choice(Choice choice) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("name", scalar(choice.name()));
        fields.putAll(settings(choice));
        return fields;
    }

    private static Map<String, String> settings(Choice choice) {
        var fields = new LinkedHashMap<String, String>();
        choice.settings()
                .values()
                .forEach((name, values) ->
                        fields.put(name, values.size() == 1 ? scalar(values.get(0)) : scalars(values)));
        return fields;
    }

    private static Map<String, String> parameter(Parameter parameter) {
        var fields = new LinkedHashMap<String, String>();
        if (parameter instanceof RealParameter real) {
            fields.put("real", scalars(List.of(Value.of(real.low()), Value.of(real.high()))));
            scale(fields, real.scale());
            real.step().ifPresent(step -> fields.put("step", scalar(Value.of(step))));
        } else if (parameter instanceof IntegerParameter integer) {
            fields.put("integer", "[" + integer.low() + ", " + integer.high() + "]");
            scale(fields, integer.scale());
            if (integer.step() != 1) {
                fields.put("step", Long.toString(integer.step()));
            }
        } else if (parameter instanceof ChoiceParameter choice) {
            if (choice.options().size() == 1 && !choice.ordered()) {
                fields.put("value", scalar(choice.options().get(0)));
            } else {
                fields.put("choice", scalars(choice.options()));
            }
            if (choice.ordered()) {
                fields.put("ordered", "true");
            }
        }
        parameter.when().ifPresent(when -> fields.put("when", flow(condition(when))));
        return fields;
    }

    private static void scale(Map<String, String> fields, Scale scale) {
        if (scale != Scale.LINEAR) {
            fields.put("scale", scale.word());
        }
    }

    private static Map<String, String> condition(Condition when) {
        var fields = new LinkedHashMap<String, String>();
        when.anyOf().forEach((name, values) -> fields.put(name, scalars(List.copyOf(new ArrayList<>(values)))));
        return fields;
    }

    private static Map<String, String> values(Configuration configuration) {
        var fields = new LinkedHashMap<String, String>();
        configuration.values().forEach((name, value) -> fields.put(name, scalar(value)));
        return fields;
    }

    /** A configuration as a point is written: a parameter a line. */
    public static String point(Configuration configuration) {
        return values(configuration).entrySet().stream()
                .map(value -> value.getKey() + ": " + value.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static Map<String, String> limits(Limits limits) {
        var fields = new LinkedHashMap<String, String>();
        put(fields, "trials", limits.trials());
        put(fields, "epochs", limits.epochs());
        limits.wallClock().ifPresent(time -> fields.put("wall_clock", TimeSpan.text(time)));
        limits.target()
                .ifPresent(target ->
                        fields.put("target", flow(Map.of(target.metric(), scalar(Value.of(target.value()))))));
        put(fields, "failures", limits.failures());
        return fields;
    }

    private static Map<String, String> resources(StudySpec spec) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("cpus", Integer.toString(spec.resources().cpus()));
        fields.put("gpus", scalar(Value.of(spec.resources().gpus())));
        put(fields, "slots", spec.resources().slots());
        return fields;
    }

    private static Map<String, String> trial(StudySpec spec) {
        var fields = new LinkedHashMap<String, String>();
        spec.trial().timeout().ifPresent(time -> fields.put("timeout", TimeSpan.text(time)));
        fields.put("retries", Integer.toString(spec.trial().retries()));
        return fields;
    }

    private static void put(Map<String, String> fields, String key, OptionalInt value) {
        value.ifPresent(v -> fields.put(key, Integer.toString(v)));
    }

    private void line(String key, String value) {
        text.append(key).append(": ").append(value).append('\n');
    }

    private void lineUnlessEmpty(String key, Map<String, String> fields) {
        if (!fields.isEmpty()) {
            line(key, flow(fields));
        }
    }

    private void list(String key, List<String> items) {
        if (!items.isEmpty()) {
            text.append(key).append(":\n");
            items.forEach(item -> text.append("  - ").append(item).append('\n'));
        }
    }

    /** {@code {name: asha, factor: 3}}; a long one is broken into lines. */
    private static String flow(Map<String, String> fields) {
        var parts = fields.entrySet().stream()
                .map(e -> scalar(e.getKey()) + ": " + e.getValue())
                .toList();
        var line = "{" + String.join(", ", parts) + "}";
        return line.length() <= LINE ? line : "{\n    " + String.join(",\n    ", parts) + "\n  }";
    }

    private static String scalars(List<Value> values) {
        return values.stream().map(StudySpecWriter::scalar).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String scalar(Value value) {
        return value instanceof Value.Text text ? scalar(text.value()) : value.text();
    }

    /** The text without quotes where that is read back as the same text. */
    private static String scalar(String text) {
        boolean isWord = text.matches("[A-Za-z_][A-Za-z0-9_./-]*");
        return isWord && Yaml.Scalar.kindOf(text) == Yaml.Kind.TEXT ? text : quoted(text);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (c >= 0x20 && c < 0x7f) {
                quoted.appendCodePoint(c);
            } else if (c <= 0xffff) {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append(String.format("\\U%08x", c));
            }
        });
        return quoted.append('"').toString();
    }
}
