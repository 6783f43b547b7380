package winnow.export;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import winnow.space.Value;
import winnow.trial.Observation;
import winnow.trial.Trial;

/**
 * What there is to know of a trial, by name and in the order to be read: its own facts, the metrics at its best epoch, its
 * configuration.
 *
 * @param facts a {@link String}, {@link Long} or {@link Double} each, null for none; times are texts of ISO 8601
 * @param best the metrics at the epoch at which the study's metric was best; empty if nothing was measured
 * @param configuration a {@link String}, {@link Long}, {@link Double} or {@link Boolean} each; parameters that take part
 *     alone
 */
public record TrialFacts(
        Map<String, @Nullable Object> facts, Map<String, Double> best, Map<String, Object> configuration) {
    /** The names of a trial's own facts, in their order. */
    public static final List<String> NAMES = List.of(
            "trial",
            "status",
            "epochs",
            "best_epoch",
            "seconds",
            "origin",
            "parent_trial",
            "parent_epoch",
            "bracket",
            "seed",
            "attempts",
            "failures",
            "started_at",
            "ended_at",
            "reason",
            "note");

    public TrialFacts {
        if (!NAMES.equals(List.copyOf(facts.keySet()))) {
            throw new IllegalArgumentException("facts are " + facts.keySet() + ", not " + NAMES);
        }
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        best = Collections.unmodifiableMap(new LinkedHashMap<>(best));
        configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
    }

    public static TrialFacts of(RecordedStudy study, Trial trial) {
        var best = study.best(trial);
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("trial", (long) trial.number());
        facts.put("status", trial.status().name().toLowerCase(Locale.ROOT));
        facts.put("epochs", (long) trial.budget());
        facts.put("best_epoch", best.map(o -> (long) o.epoch()).orElse(null));
        facts.put("seconds", trial.seconds());
        facts.put("origin", trial.origin());
        facts.put("parent_trial", trial.parent().map(p -> (long) p.trial()).orElse(null));
        facts.put("parent_epoch", trial.parent().map(p -> (long) p.epoch()).orElse(null));
        facts.put("bracket", (long) trial.bracket());
        facts.put("seed", trial.seed());
        facts.put("attempts", (long) trial.attempts());
        facts.put("failures", (long) trial.failures());
        facts.put("started_at", time(Optional.ofNullable(study.began().get(trial.number()))));
        facts.put("ended_at", time(study.ended(trial)));
        facts.put("reason", trial.reason());
        facts.put("note", trial.note());
        return new TrialFacts(facts, metrics(best), values(trial));
    }

    private static Map<String, Double> metrics(Optional<Observation> best) {
        return best.<Map<String, Double>>map(o -> o.metrics().values()).orElse(Map.of());
    }

    private static @Nullable String time(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }

    private static Map<String, Object> values(Trial trial) {
        var values = new LinkedHashMap<String, Object>();
        trial.configuration().values().forEach((name, value) -> values.put(name, plain(value)));
        return values;
    }

    /** A value as Java has it: a {@link Double}, {@link Long}, {@link Boolean} or {@link String}. */
    public static Object plain(Value value) {
        if (value instanceof Value.Real real) {
            return real.value();
        } else if (value instanceof Value.Integral integral) {
            return integral.value();
        } else if (value instanceof Value.Truth truth) {
            return truth.value();
        }
        return value.text();
    }
}
