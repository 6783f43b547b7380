package winnow.space;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import winnow.random.RandomStream;

/**
 * How much of a space its constraints leave, by {@value #DRAWS} draws with a fixed seed.
 *
 * @param feasible how many draws kept all constraints
 * @param kept for each constraint's source, how many draws kept it
 * @param example a configuration that keeps all constraints, drawn or, in a finite space of up to 100,000
 *     configurations, found by trying all; empty if none was found
 */
public record Feasibility(int feasible, Map<String, Integer> kept, Optional<Configuration> example) {
    /** Number of draws. */
    public static final int DRAWS = 10_000;

    public Feasibility {
        kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
    }

    /** Draws from the space and looks at each constraint; the same space gives the same answer. */
    public static Feasibility check(SearchSpace space) {
        RandomStream random = RandomStream.of(0, "feasibility", 0);
        Map<String, Integer> kept = new LinkedHashMap<>();
        space.constraints().forEach(constraint -> kept.put(constraint.source(), 0));
        Configuration example = null;
        int feasible = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            Configuration candidate = space.drawUnconstrained(random);
            boolean all = true;
            for (Constraint constraint : space.constraints()) {
                boolean holds = constraint.holds(candidate);
                kept.merge(constraint.source(), holds ? 1 : 0, Integer::sum);
                all &= holds;
            }
            if (all) {
                feasible++;
                example = example == null ? candidate : example;
            }
        }
        Optional<Configuration> found =
                example == null ? space.feasibleIfSmall().stream().findFirst() : Optional.of(example);
        return new Feasibility(feasible, kept, found);
    }

    /** Whether any configuration is known to keep all constraints. */
    public boolean possible() {
        return example.isPresent();
    }

    /** Share of the draws that kept all constraints, from 0 to 1. */
    public double share() {
        return (double) feasible / DRAWS;
    }

    /**
     * Why a study must not start: each constraint that no draw kept, or all of them if only their combination is
     * impossible. Empty if the space is possible.
     */
    public List<SpaceProblem> problems() {
        if (possible()) {
            return List.of();
        }
        List<String> never = kept.entrySet().stream()
                .filter(one -> one.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
        return never.isEmpty()
                ? blame(kept.keySet(), "no configuration keeps all constraints together")
                : blame(never, "no configuration keeps this constraint");
    }

    private static List<SpaceProblem> blame(Collection<String> sources, String message) {
        return sources.stream()
                .map(source -> new SpaceProblem(source, "constraint", message + " (of " + DRAWS + " drawn)"))
                .toList();
    }
}
