package winnow.app.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import winnow.app.exit.Refusal;
import winnow.app.session.StudyRecord;
import winnow.spec.StudySpecWriter;
import winnow.trial.Goal;

/**
 * Studies side by side, at the same number of epochs: the smallest that any of them spent. Those whose specs differ in
 * nothing but name, seed, resources and hooks are a group.
 *
 * @param metric what all were searched by
 * @param goal which way it is better
 * @param groups in the order in which they were named
 * @param budget epochs at which they are compared
 * @param least the lowest loss that any of them found, at whatever epoch: regrets are measured from it
 * @param seeds that all groups have
 * @param pairs every two groups, by their losses at the budget over the seeds that both have; only where these are enough
 */
public record StudyComparison(
        String metric,
        Goal goal,
        List<StudyGroup> groups,
        int budget,
        double least,
        Set<Long> seeds,
        List<Comparison> pairs) {
    /** With fewer pairs the signed-rank test cannot give a p below 0.05, whatever the losses are. */
    public static final int FEWEST_PAIRS = 6;

    public StudyComparison {
        groups = List.copyOf(groups);
        pairs = List.copyOf(pairs);
    }

    /**
     * Compares studies.
     *
     * @throws Refusal if they cannot be compared: other metrics, the same seed twice, nothing measured
     */
    public static StudyComparison of(List<StudyRecord> studies) {
        requireComparable(studies);
        Map<String, List<StudyRecord>> bySearch = new LinkedHashMap<>();
        studies.forEach(study ->
                bySearch.computeIfAbsent(search(study), s -> new ArrayList<>()).add(study));
        var labels = labels(List.copyOf(bySearch.values()));
        var groups = new ArrayList<StudyGroup>();
        for (var members : bySearch.values()) {
            groups.add(new StudyGroup(labels.get(groups.size()), members(members)));
        }
        int budget = groups.stream()
                .flatMap(g -> g.members().stream())
                .mapToInt(m -> m.best().epochs())
                .min()
                .orElseThrow();
        double least = groups.stream()
                .flatMap(g -> g.members().stream())
                .flatMap(m -> m.best().steps().stream())
                .mapToDouble(BestSoFar.Step::loss)
                .min()
                .orElseThrow();
        var objective = studies.get(0).spec().objective();
        return new StudyComparison(
                objective.metric(), objective.goal(), groups, budget, least, common(groups), pairs(groups, budget));
    }

    private static void requireComparable(List<StudyRecord> studies) {
        if (studies.size() < 2) {
            throw Refusal.usage("there is nothing to compare: give two studies or more");
        }
        var first = studies.get(0);
        for (var study : studies) {
            var objective = study.spec().objective();
            if (!objective.metric().equals(first.spec().objective().metric())
                    || objective.goal() != first.spec().objective().goal()) {
                throw Refusal.usage("studies are compared by one metric, but " + first.folder() + " has " + words(first)
                        + " and " + study.folder() + " has " + words(study));
            }
            if (study.state().history().incumbent().isEmpty()) {
                throw Refusal.usage(study.folder() + " has measured nothing that could be compared");
            }
        }
    }

    private static String words(StudyRecord study) {
        var objective = study.spec().objective();
        return objective.metric() + " to " + (objective.goal() == Goal.MINIMIZE ? "minimize" : "maximize");
    }

    /** What makes two studies the same search: the spec without what may differ in a group. */
    private static String search(StudyRecord study) {
        var spec = study.spec().withLimits(study.state().limits()).withOnFinish(List.of());
        var text = StudySpecWriter.write(spec.named("any", 0));
        return text.lines().filter(line -> !line.startsWith("resources:")).collect(Collectors.joining("\n"));
    }

    private static List<StudyGroup.Member> members(List<StudyRecord> studies) {
        var members = studies.stream()
                .map(study -> new StudyGroup.Member(
                        study.folder().toString(),
                        study.spec().study(),
                        study.spec().seed(),
                        BestSoFar.of(study.recorded())))
                .sorted(Comparator.comparingLong(StudyGroup.Member::seed))
                .toList();
        for (int i = 1; i < members.size(); i++) {
            if (members.get(i).seed() == members.get(i - 1).seed()) {
                throw Refusal.usage(members.get(i - 1).place() + " and "
                        + members.get(i).place() + " are the same search with the same seed, "
                        + members.get(i).seed() + ": leave one out");
            }
        }
        return members;
    }

    /** The shortest words that tell all groups apart: how they search, their names, or else their first folders. */
    private static List<String> labels(List<List<StudyRecord>> groups) {
        var firsts = groups.stream().map(g -> g.get(0)).toList();
        var ways = firsts.stream()
                .map(s -> s.spec().strategy().name()
                        + (s.spec().scheduler().name().equals("none")
                                ? ""
                                : " with " + s.spec().scheduler().name()))
                .toList();
        if (Set.copyOf(ways).size() == ways.size()) {
            return ways;
        }
        var names = firsts.stream().map(s -> s.spec().study()).toList();
        return Set.copyOf(names).size() == names.size()
                ? names
                : firsts.stream().map(s -> s.folder().toString()).toList();
    }

    private static Set<Long> common(List<StudyGroup> groups) {
        var seeds = new TreeSet<>(groups.get(0).bySeed(b -> 0).keySet());
        groups.forEach(group -> seeds.retainAll(group.bySeed(b -> 0).keySet()));
        return seeds;
    }

    private static List<Comparison> pairs(List<StudyGroup> groups, int budget) {
        var pairs = new ArrayList<Comparison>();
        for (int i = 0; i < groups.size(); i++) {
            for (int j = i + 1; j < groups.size(); j++) {
                var first = groups.get(i).bySeed(b -> b.after(budget));
                var second = groups.get(j).bySeed(b -> b.after(budget));
                first.keySet().retainAll(second.keySet());
                second.keySet().retainAll(first.keySet());
                if (first.size() >= FEWEST_PAIRS) {
                    pairs.add(Comparison.of(groups.get(i).label(), groups.get(j).label(), array(first), array(second)));
                }
            }
        }
        return Comparison.corrected(pairs);
    }

    private static double[] array(Map<Long, Double> values) {
        return values.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * The mean place of a group among all, by the losses at the budget, over the seeds that all have; equal losses share
     * their places. Empty if there are no such seeds.
     */
    public OptionalDouble meanRank(StudyGroup group) {
        return seeds.stream()
                .mapToDouble(seed -> {
                    double own = group.bySeed(b -> b.after(budget)).getOrDefault(seed, Double.NaN);
                    double[] all = groups.stream()
                            .mapToDouble(g -> g.bySeed(b -> b.after(budget)).getOrDefault(seed, Double.NaN))
                            .toArray();
                    long better =
                            java.util.Arrays.stream(all).filter(v -> v < own).count();
                    long equal =
                            java.util.Arrays.stream(all).filter(v -> v == own).count();
                    return better + (equal + 1) / 2.0;
                })
                .average();
    }

    /** A loss as the metric it was made from. */
    public double value(double loss) {
        return goal.loss(loss);
    }

    /** Why there is no test of two groups, or of any; empty if all were tested. */
    public String untested() {
        int most = groups.size() * (groups.size() - 1) / 2;
        if (groups.size() < 2) {
            return "All studies are one search with different seeds: there is nothing to test.";
        }
        return pairs.size() == most
                ? ""
                : (pairs.isEmpty() ? "No difference was tested" : "Not all differences were tested")
                        + ": a test needs " + FEWEST_PAIRS + " seeds that both have, and "
                        + (groups.size() == 2 ? "these have " : "all groups have ") + seeds.size() + " in common.";
    }
}
