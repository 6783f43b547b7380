package winnow.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import winnow.space.Value;
import winnow.trial.Goal;

/**
 * Something that a spec can choose by name.
 *
 * @param name as written in a spec
 * @param summary one sentence for a person
 * @param settings what it understands
 * @param metrics for an objective: what it measures, and which way each is better, the usual study metric first;
 *     otherwise empty
 * @param partner for a scheduler: the strategy it goes with when a spec names none; empty: the usual one
 * @param assumed for an objective: what it takes for parameters that a space leaves out, as far as that is known
 * @param check what is wrong with a spec that chooses it, beyond its settings one by one; may be given a spec whose
 *     other parts are still in doubt
 * @param make makes it from its settings, for a spec without problems
 * @param <T> a strategy, a scheduler or an objective
 */
public record Offer<T>(
        String name,
        String summary,
        List<Setting> settings,
        Map<String, Goal> metrics,
        Optional<String> partner,
        Map<String, Value> assumed,
        Function<StudySpec, List<SpecProblem>> check,
        BiFunction<Settings, StudySpec, T> make) {

    public Offer {
        settings = List.copyOf(settings);
        metrics = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(metrics));
        assumed = Map.copyOf(assumed);
    }

    public static <T> Offer<T> of(
            String name, String summary, List<Setting> settings, BiFunction<Settings, StudySpec, T> make) {
        return new Offer<>(name, summary, settings, Map.of(), Optional.empty(), Map.of(), spec -> List.of(), make);
    }

    public Offer<T> checkedBy(Function<StudySpec, List<SpecProblem>> newCheck) {
        return new Offer<>(name, summary, settings, metrics, partner, assumed, newCheck, make);
    }

    public Offer<T> measuring(Map<String, Goal> newMetrics) {
        return new Offer<>(name, summary, settings, newMetrics, partner, assumed, check, make);
    }

    public Offer<T> goingWith(String strategy) {
        return new Offer<>(name, summary, settings, metrics, Optional.of(strategy), assumed, check, make);
    }

    /** Says what the objective takes for parameters that a space leaves out. */
    public Offer<T> assuming(Map<String, Value> values) {
        return new Offer<>(name, summary, settings, metrics, partner, values, check, make);
    }
}
