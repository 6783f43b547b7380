package winnow.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import winnow.search.StudyEvent.Assigned;
import winnow.search.StudyEvent.Judged;
import winnow.search.Verdict;
import winnow.study.Entry;
import winnow.study.StudyState;
import winnow.trial.TrialStatus;

/**
 * Where trials stood at each rung of each bracket. A rung is a budget at which an assignment ended or a trial was
 * stopped or paused; a trial entered a rung if it trained, or was sent to train, beyond the rung below.
 *
 * @param budgets the rungs of each bracket, in epochs, ascending
 * @param places the last rung that a trial entered, a place in {@code budgets}; trials never sent out have none
 */
record Ladders(SortedMap<Integer, List<Integer>> budgets, Map<Integer, Integer> places) {
    /** Rungs of a bracket that are told apart at most: population training has one at every step. */
    static final int MOST = 12;

    static Ladders of(List<Entry> entries, StudyState state) {
        SortedMap<Integer, SortedSet<Integer>> targets = new TreeMap<>();
        SortedMap<Integer, SortedSet<Integer>> judged = new TreeMap<>();
        Map<Integer, Integer> reaches = new HashMap<>();
        for (var entry : entries) {
            for (var event : entry.events()) {
                if (event instanceof Assigned assigned) {
                    var assignment = assigned.assignment();
                    int bracket = state.trial(assignment.trial()).bracket();
                    targets.computeIfAbsent(bracket, key -> new TreeSet<>()).add(assignment.to());
                    reaches.put(assignment.trial(), assignment.from() + 1);
                } else if (event instanceof Judged verdict && verdict.epoch() > 0 && isPruning(verdict.verdict())) {
                    int bracket = state.trial(verdict.trial()).bracket();
                    judged.computeIfAbsent(bracket, key -> new TreeSet<>()).add(verdict.epoch());
                    if (verdict.verdict() instanceof Verdict.Stop) {
                        reaches.put(verdict.trial(), verdict.epoch());
                    }
                }
            }
        }
        SortedMap<Integer, List<Integer>> budgets = new TreeMap<>();
        targets.forEach((bracket, of) -> {
            var all = new TreeSet<>(of);
            all.addAll(judged.getOrDefault(bracket, new TreeSet<>()));
            budgets.put(bracket, thinned(new ArrayList<>(all.size() <= MOST ? all : of)));
        });
        Map<Integer, Integer> places = new HashMap<>();
        reaches.forEach((number, reach) -> {
            var trial = state.trial(number);
            int reached = trial.status() == TrialStatus.STOPPED ? reach : Math.max(reach, trial.budget());
            places.put(number, place(budgets.getOrDefault(trial.bracket(), List.of()), reached));
        });
        return new Ladders(budgets, places);
    }

    private static boolean isPruning(Verdict verdict) {
        return verdict instanceof Verdict.Pause || verdict instanceof Verdict.Stop;
    }

    /** At most {@link #MOST} of them, evenly, the last among them. */
    private static List<Integer> thinned(List<Integer> all) {
        if (all.size() <= MOST) {
            return List.copyOf(all);
        }
        return IntStream.rangeClosed(1, MOST)
                .mapToObj(i -> all.get(i * all.size() / MOST - 1))
                .toList();
    }

    private static int place(List<Integer> budgets, int reach) {
        int place = 0;
        while (place < budgets.size() - 1 && budgets.get(place) < reach) {
            place++;
        }
        return place;
    }

    /** What to see in the ladder; empty if no trial was sent out. */
    String sentence() {
        if (places.isEmpty()) {
            return "";
        }
        boolean isFlat = budgets.values().stream().allMatch(of -> of.size() == 1);
        return isFlat
                ? "There is one rung only: no trial was weighed against others on its way."
                : "Each bar is a rung, as long as the trials that entered it: the dark part was promoted to the next"
                        + " rung, the rest ended there or waits. "
                        + (budgets.size() > 1 ? "Each bracket has its own ladder. " : "")
                        + "Good ladders get narrow early: most epochs go to few trials.";
    }
}
