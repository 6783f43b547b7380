package winnow.dashboard;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;
import winnow.search.Limits;
import winnow.study.Entry;
import winnow.study.Standing.Phase;
import winnow.study.StudySpec;
import winnow.trial.TrialStatus;

/**
 * A study as the live page shows it: a fold of the journal's entries, and of a bounded size however long the study runs.
 * Curves are thinned, and of trials that are over only the best are kept; what was left out still counts in the figures.
 *
 * @param sequence of the last entry, 0 before the first
 * @param spent so far
 * @param standing where the study as a whole stands
 * @param metrics names of all metrics that were measured, the study's own first
 * @param gains each time the best value changed; every second is dropped when there are too many
 * @param winner the trial with the best observation
 * @param trials by number
 * @param forgotten how many trials are not among these, by status
 * @param budgets of assignments and verdicts, by bracket
 * @param stays in slots, the latest; by number
 * @param open the running stay of each trial that is out
 * @param free slots below the highest that was used
 * @param used slots so far
 * @param pinned trials that a person keeps from being stopped
 * @param sessions when they began, in milliseconds of the study's own clock
 * @param log decisions, the latest
 */
record StudyView(
        StudySpec spec,
        long sequence,
        Spent spent,
        Standing standing,
        List<String> metrics,
        List<Gain> gains,
        Optional<Integer> winner,
        TreePMap<Integer, TrialView> trials,
        Map<TrialStatus, Integer> forgotten,
        PMap<Integer, SortedSet<Integer>> budgets,
        TreePMap<Long, Stay> stays,
        PMap<Integer, Long> open,
        TreePMap<Integer, Boolean> free,
        int used,
        PMap<Integer, Boolean> pinned,
        PVector<Long> sessions,
        PVector<Logged> log) {

    /** Trials that are kept; more only if more than these are not over. */
    static final int MOST_TRIALS = 2_000;

    static final int MOST_STAYS = 2_000;
    static final int MOST_LOGGED = 400;
    static final int MOST_GAINS = 500;
    static final int MOST_METRICS = 8;
    static final int MOST_SESSIONS = 100;

    /**
     * Where the study as a whole stands.
     *
     * @param phase see {@link Phase}
     * @param reason why it closes or has ended, for a person
     * @param session number of the last session, 0 before the first
     * @param isPaused whether a person paused the study
     * @param queued configurations that wait to be tried
     */
    record Standing(Phase phase, String reason, int session, Limits limits, boolean isPaused, int queued) {}

    /** A study before its first entry. */
    static StudyView of(StudySpec spec) {
        return new StudyView(
                spec,
                0,
                new Spent(0, 0),
                new Standing(Phase.NEW, "", 0, spec.limits(), false, 0),
                List.of(spec.objective().metric()),
                List.of(),
                Optional.empty(),
                TreePMap.empty(),
                Map.of(),
                HashTreePMap.empty(),
                TreePMap.empty(),
                HashTreePMap.empty(),
                TreePMap.empty(),
                0,
                TreePMap.empty(),
                TreePVector.empty(),
                TreePVector.empty());
    }

    /** The view after the next entry; entries that it has seen change nothing. */
    StudyView apply(Entry entry) {
        return entry.sequence() <= sequence ? this : new Viewing(this).read(entry);
    }

    /**
     * The same with no more than so many trials that a browser does not know, and the winner; the others count as left out.
     *
     * @param known by number
     */
    StudyView withFew(int most, Map<Integer, TrialView> known) {
        var fresh = trials.keySet().stream()
                .filter(number -> !known.containsKey(number))
                .toList();
        if (fresh.size() <= most) {
            return this;
        }
        var late = fresh.subList(most, fresh.size()).stream()
                .filter(number -> !winner.equals(Optional.of(number)))
                .toList();
        var counts = new EnumMap<TrialStatus, Integer>(TrialStatus.class);
        counts.putAll(forgotten);
        late.forEach(number ->
                counts.merge(Objects.requireNonNull(trials.get(number)).status(), 1, Integer::sum));
        return new StudyView(
                spec,
                sequence,
                spent,
                standing,
                metrics,
                gains,
                winner,
                trials.minusAll(late),
                counts,
                budgets,
                stays,
                open,
                free,
                used,
                pinned,
                sessions,
                log);
    }

    /** How many trials are in each status, those that are not kept included. */
    Map<TrialStatus, Integer> counts() {
        var counts = new EnumMap<TrialStatus, Integer>(TrialStatus.class);
        counts.putAll(forgotten);
        trials.values().forEach(trial -> counts.merge(trial.status(), 1, Integer::sum));
        return counts;
    }

    /** The budgets at which trials are compared, in epochs, over all brackets. */
    SortedSet<Integer> rungs() {
        var all = new TreeSet<Integer>();
        budgets.values().forEach(all::addAll);
        return all;
    }

    /** Slots that are drawn. */
    int slots() {
        return Math.max(used, spec.resources().slots().orElse(0));
    }
}
