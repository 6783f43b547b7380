package winnow.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
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
        Function<StudySpec, List<SpecProblem>> check,
        BiFunction<Settings, StudySpec, T> make) {

    public Offer {
        settings = List.copyOf(settings);
        metrics = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(metrics));
    }

    public static <T> Offer<T> of(
            String name, String summary, List<Setting> settings, BiFunction<Settings, StudySpec, T> make) {
        return new Offer<>(name, summary, settings, Map.of(), Optional.empty(), spec -> List.of(), make);
    }

    public Offer<T> checkedBy(Function<StudySpec, List<SpecProblem>> newCheck) {
        return new Offer<>(name, summary, settings, metrics, partner, newCheck, make);
    }

    public Offer<T> measuring(Map<String, Goal> newMetrics) {
        return new Offer<>(name, summary, settings, newMetrics, partner, check, make);
    }

    public Offer<T> goingWith(String strategy) {
        return new Offer<>(name, summary, settings, metrics, Optional.of(strategy), check, make);
    }
}
