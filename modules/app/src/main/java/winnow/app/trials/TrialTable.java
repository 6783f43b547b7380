package winnow.app.trials;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import winnow.app.exit.Refusal;
import winnow.export.RecordedStudy;
import winnow.export.TrialFacts;
import winnow.space.Constraint;
import winnow.space.expression.Expression;
import winnow.space.expression.ExpressionException;
import winnow.space.expression.Symbol;
import winnow.space.expression.Type;
import winnow.text.Nearest;
import winnow.trial.Goal;
import winnow.trial.TrialStatus;

/**
 * The trials of a study with everything that can be asked of them by name: a trial's own facts, {@code loss} (the study's
 * metric so that lower is better), the metrics at its best epoch, its parameters. Where two have one name, a parameter comes
 * before a metric, and a metric before a fact; what comes later is then called {@code metric_NAME} or {@code trial_NAME}.
 *
 * @param study where they are from
 * @param trials by number
 * @param fields by name, in the order to be read
 */
public record TrialTable(RecordedStudy study, List<TrialFacts> trials, Map<String, TrialField> fields) {
    private static final Set<String> TEXTS = Set.of("status", "origin", "started_at", "ended_at", "reason", "note");

    /** The table of a study; goals say which way metrics are better. */
    public static TrialTable of(RecordedStudy study, Map<String, Goal> goals) {
        var trials = study.trials().stream().map(t -> TrialFacts.of(study, t)).toList();
        var fields = new LinkedHashMap<String, TrialField>();
        for (var name : TrialFacts.NAMES) {
            fields.put(name, fact(name, trials));
        }
        var goal = study.state().spec().objective().goal();
        fields.put("loss", TrialField.number("loss", trial -> {
            var value = trial.best().get(study.metric());
            return value == null ? null : goal.loss(value);
        }));
        var facts = Set.copyOf(fields.keySet());
        for (var metric : study.metrics()) {
            displace(fields, metric, "trial_", facts);
            fields.put(metric, metric(metric, goals.get(metric) == Goal.MAXIMIZE));
        }
        var others = Set.copyOf(fields.keySet());
        for (var parameter : study.state().spec().space().parameters()) {
            var name = parameter.name();
            displace(
                    fields,
                    name,
                    facts.contains(name) && !study.metrics().contains(name) ? "trial_" : "metric_",
                    others);
            var symbol = Constraint.symbol(parameter);
            fields.put(name, new TrialField(name, symbol, false, t -> t.configuration()
                    .get(name)));
        }
        return new TrialTable(study, trials, fields);
    }

    private static TrialField fact(String name, List<TrialFacts> trials) {
        if (!TEXTS.contains(name)) {
            return TrialField.number(name, trial -> trial.facts().get(name));
        }
        var texts = name.equals("status")
                ? Arrays.stream(TrialStatus.values())
                        .map(s -> s.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(LinkedHashSet::new))
                : trials.stream()
                        .flatMap(t -> Optional.ofNullable(t.facts().get(name)).stream())
                        .map(Object::toString)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        return TrialField.text(name, texts, trial -> trial.facts().get(name));
    }

    private static TrialField metric(String name, boolean isBestHigh) {
        return new TrialField(name, new Symbol(Optional.of(Type.NUMBER), Set.of()), isBestHigh, trial -> trial.best()
                .get(name));
    }

    private static void displace(Map<String, TrialField> fields, String name, String prefix, Set<String> taken) {
        var older = fields.get(name);
        if (older != null && taken.contains(name)) {
            fields.putIfAbsent(prefix + name, older.named(prefix + name));
        }
    }

    /**
     * Only trials of which a condition holds.
     *
     * @throws Refusal with the place of what is wrong in it
     */
    public TrialTable where(String condition) {
        try {
            var expression = Expression.parse(condition);
            var symbols = new LinkedHashMap<String, Symbol>();
            fields.forEach((name, field) -> symbols.put(name, field.symbol()));
            expression.requireTruth(symbols, "a condition", "field");
            var kept = trials.stream()
                    .filter(trial ->
                            (boolean) expression.evaluate(name -> field(name).operand(trial)))
                    .toList();
            return new TrialTable(study, kept, fields);
        } catch (ExpressionException wrong) {
            throw Refusal.usage("--where: column " + wrong.column() + ": " + wrong.problem() + "\n  "
                    + condition.replaceAll("\\p{Cntrl}", " ") + "\n  " + " ".repeat(wrong.column() - 1) + "^");
        }
    }

    /**
     * The trials in the order of a field: numbers by size, the best first where that is known, texts by their letters;
     * what is missing comes last.
     *
     * @param isReversed the other way round; what is missing still comes last
     * @throws Refusal if there is no such field
     */
    public TrialTable sorted(String name, boolean isReversed) {
        var field = known("--sort", name);
        Comparator<TrialFacts> order =
                field.isNumber() ? Comparator.comparingDouble(t -> field.rank(t).orElse(Double.NaN)) : byText(field);
        var present = trials.stream()
                .filter(t -> field.isNumber()
                        ? field.rank(t).isPresent()
                        : field.value().apply(t) != null)
                .sorted(isReversed ? order.reversed() : order)
                .toList();
        var all = new ArrayList<>(present);
        var seen = Set.copyOf(present);
        trials.stream().filter(t -> !seen.contains(t)).forEach(all::add);
        return new TrialTable(study, all, fields);
    }

    private static Comparator<TrialFacts> byText(TrialField field) {
        return Comparator.comparing(t -> String.valueOf(field.value().apply(t)));
    }

    /** No more than so many trials. */
    public TrialTable first(int most) {
        return new TrialTable(study, trials.subList(0, Math.min(most, trials.size())), fields);
    }

    /** The value of a field; null for none. */
    public @Nullable Object value(String name, TrialFacts trial) {
        return field(name).value().apply(trial);
    }

    public boolean isNumber(String name) {
        return field(name).isNumber();
    }

    /**
     * The same names, if all are fields.
     *
     * @throws Refusal if one is none
     */
    public List<String> columns(List<String> names) {
        names.forEach(name -> known("--columns", name));
        return List.copyOf(names);
    }

    /** What a person wants to see first: how trials stand, what they measured, their parameters. */
    public List<String> usualColumns() {
        var names = new ArrayList<String>();
        names.add(name("trial"));
        names.add(name("status"));
        names.add(name("epochs"));
        var metrics = study.metrics().stream()
                .map(metric -> study.parameters().contains(metric) ? "metric_" + metric : metric)
                .toList();
        var first = metrics.stream()
                .filter(metric -> metric.equals(metrics.get(0)) || metric.endsWith("accuracy"))
                .toList();
        names.addAll(first);
        names.addAll(study.parameters());
        names.add(name("best_epoch"));
        names.add(name("seconds"));
        metrics.stream().limit(8).forEach(names::add);
        return names.stream().distinct().toList();
    }

    /** What a fact is called in this table. */
    private String name(String fact) {
        return fields.containsKey("trial_" + fact) ? "trial_" + fact : fact;
    }

    private TrialField known(String option, String name) {
        var field = fields.get(name);
        if (field == null) {
            throw Refusal.usage(option + ": there is no field '" + name.replaceAll("\\p{Cntrl}", " ") + "'"
                    + Nearest.hint(name, fields.keySet()) + "; there are " + String.join(", ", fields.keySet()));
        }
        return field;
    }

    private TrialField field(String name) {
        var field = fields.get(name);
        if (field == null) {
            throw new IllegalArgumentException("no field " + name);
        }
        return field;
    }
}
