package winnow.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import winnow.plots.Decision;
import winnow.search.StudyEvent.Assigned;
import winnow.search.StudyEvent.Ended;
import winnow.study.Entry;

/**
 * Who ran what when. The journal does not name slots: an assignment is drawn in the lowest that was free.
 *
 * @param count of slots that are drawn
 * @param runs one an attempt, in the order in which they began
 * @param fromMillis when the first began
 * @param toMillis the end of the journal
 */
record Slots(int count, List<Run> runs, long fromMillis, long toMillis) {

    /**
     * An attempt at an assignment.
     *
     * @param slot from 0
     * @param fromMillis of the study's own clock
     * @param toMillis the end of the journal if it still runs
     * @param budget to be reached, in epochs
     * @param end how it ended: {@code reached}, {@code asked to stop}, {@code diverged}, {@code failed}, {@code lost}, or
     *     {@code running}
     */
    record Run(int trial, int slot, long fromMillis, long toMillis, int rung, int budget, String end) {
        private Run ended(long at, String how) {
            return new Run(trial, slot, fromMillis, at, rung, budget, how);
        }
    }

    /** @param known slots that the study was given, 0 if that is not known */
    static Slots of(List<Entry> entries, int known) {
        var runs = new ArrayList<Run>();
        Map<Integer, Integer> open = new HashMap<>();
        var free = new TreeSet<Integer>();
        int used = 0;
        long now = 0;
        for (var entry : entries) {
            now = entry.elapsedMillis();
            for (var event : entry.events()) {
                if (event instanceof Assigned assigned) {
                    int trial = assigned.assignment().trial();
                    if (free.isEmpty()) {
                        free.add(used++);
                    }
                    open.put(trial, runs.size());
                    runs.add(new Run(
                            trial,
                            free.pollFirst(),
                            now,
                            now,
                            assigned.rung(),
                            assigned.assignment().to(),
                            "running"));
                } else if (event instanceof Ended ended && open.containsKey(ended.trial())) {
                    int place = open.remove(ended.trial());
                    runs.set(place, runs.get(place).ended(now, Decision.ending(ended.outcome())));
                    free.add(runs.get(place).slot());
                }
            }
        }
        for (int place : open.values()) {
            runs.set(place, runs.get(place).ended(now, "running"));
        }
        return new Slots(
                runs.isEmpty() ? 0 : Math.max(used, known),
                List.copyOf(runs),
                runs.isEmpty() ? now : runs.get(0).fromMillis(),
                now);
    }

    /** The share of slots' time, from the first assignment to the end, in which nothing ran in them: 0 to 1. */
    double idle() {
        double all = (double) count * (toMillis - fromMillis);
        double busy = runs.stream()
                .mapToDouble(run -> run.toMillis() - run.fromMillis())
                .sum();
        return all > 0 ? Math.max(0, 1 - busy / all) : 0;
    }

    /** What to see in the timeline; empty if nothing ran. */
    String sentence() {
        if (runs.isEmpty()) {
            return "";
        }
        return "Each box is one stay of a trial in a slot, coloured by the trial's outcome. "
                + (count == 1 ? "The slot was" : "The " + count + " slots were") + " idle for "
                + Figures.number(Math.round(idle() * 1000) / 10.0)
                + " % of the time; gaps say that trials waited for a decision, for data or for each other.";
    }
}
