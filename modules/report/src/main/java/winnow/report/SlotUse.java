package winnow.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Assigned;
import winnow.search.StudyEvent.Ended;
import winnow.search.StudyEvent.Judged;
import winnow.search.StudyEvent.Reported;
import winnow.search.Verdict;
import winnow.study.Entry;
import winnow.trial.Outcome;

/**
 * How well a study used its slots, and how soon trials ended that were told to.
 *
 * @param busySeconds in which slots trained or measured, from the first assignment to the last one: what comes after it is
 *     an end in which fewer and fewer slots have work
 * @param slotSeconds all slots' time between the same two
 * @param stopSeconds for each trial that was paused or stopped while it trained, how long after the report that was the
 *     reason its assignment ended; ascending
 */
public record SlotUse(double busySeconds, double slotSeconds, List<Double> stopSeconds) {

    public SlotUse {
        stopSeconds = stopSeconds.stream().sorted().toList();
    }

    /**
     * Reads it off a journal.
     *
     * @param slots how many there were; if more ran at once, these count
     */
    public static SlotUse of(List<Entry> entries, int slots) {
        var assignments = entries.stream()
                .filter(entry -> has(entry, Assigned.class))
                .map(SlotUse::seconds)
                .toList();
        if (assignments.isEmpty()) {
            return new SlotUse(0, 0, List.of());
        }
        double from = assignments.get(0);
        double to = assignments.get(assignments.size() - 1);
        double busy = entries.stream()
                .flatMap(entry -> events(entry, Reported.class)
                        .map(report ->
                                within(seconds(entry) - report.observation().seconds(), seconds(entry), from, to)))
                .mapToDouble(Double::doubleValue)
                .sum();
        int count = Math.max(slots, Slots.of(entries, slots).count());
        return new SlotUse(Math.min(busy, count * (to - from)), count * (to - from), stops(entries));
    }

    private static List<Double> stops(List<Entry> entries) {
        Set<Integer> running = new HashSet<>();
        Map<Integer, Double> told = new HashMap<>();
        List<Double> stops = new ArrayList<>();
        for (var entry : entries) {
            double now = seconds(entry);
            for (var event : entry.events()) {
                if (event instanceof Assigned assigned) {
                    running.add(assigned.assignment().trial());
                } else if (event instanceof Judged judged
                        && running.contains(judged.trial())
                        && ends(judged.verdict())) {
                    told.putIfAbsent(judged.trial(), now);
                } else if (event instanceof Ended ended) {
                    running.remove(ended.trial());
                    var since = told.remove(ended.trial());
                    if (since != null && ended.outcome() instanceof Outcome.Stopped) {
                        stops.add(now - since);
                    }
                }
            }
        }
        return stops;
    }

    private static boolean ends(Verdict verdict) {
        return verdict instanceof Verdict.Stop || verdict instanceof Verdict.Pause;
    }

    private static double within(double begin, double end, double from, double to) {
        return Math.max(0, Math.min(end, to) - Math.max(begin, from));
    }

    private static double seconds(Entry entry) {
        return entry.elapsedMillis() / 1e3;
    }

    private static boolean has(Entry entry, Class<? extends StudyEvent> kind) {
        return entry.events().stream().anyMatch(kind::isInstance);
    }

    private static <E extends StudyEvent> Stream<E> events(Entry entry, Class<E> kind) {
        return entry.events().stream().filter(kind::isInstance).map(kind::cast);
    }

    /** The share of slots' time that trained or measured, 0 to 1; NaN if there was no time. */
    public double busyShare() {
        return slotSeconds > 0 ? busySeconds / slotSeconds : Double.NaN;
    }

    /**
     * The time within which a share of the stops had happened.
     *
     * @param share above 0, at most 1
     * @return NaN if there was no stop
     */
    public double stopsWithin(double share) {
        int index = (int) Math.ceil(share * stopSeconds.size()) - 1;
        return stopSeconds.isEmpty() ? Double.NaN : stopSeconds.get(Math.max(0, index));
    }
}
