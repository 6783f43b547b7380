package winnow.export;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Assigned;
import winnow.search.StudyEvent.Ended;
import winnow.search.StudyEvent.Judged;
import winnow.search.StudyEvent.Reported;
import winnow.study.Entry;
import winnow.study.StudyState;
import winnow.trial.Observation;
import winnow.trial.Trial;

/**
 * A study as an export sees it: its state, and when what happened.
 *
 * @param state after the last entry
 * @param observed all observations, in the order in which they were made
 * @param began when a trial was first sent out, by its number
 * @param last when something was last reported or decided about a trial, by its number
 * @param provenance what results were made from, in the order to be read
 * @param opened when the study was begun; empty if its journal is
 */
public record RecordedStudy(
        StudyState state,
        List<Observed> observed,
        Map<Integer, Instant> began,
        Map<Integer, Instant> last,
        Map<String, String> provenance,
        Optional<Instant> opened) {

    /**
     * An observation with its place in the study.
     *
     * @param number counts from 1, over all trials
     * @param elapsedMillis of the study's own clock
     */
    public record Observed(int number, int trial, Observation observation, Instant at, long elapsedMillis) {}

    public RecordedStudy {
        observed = List.copyOf(observed);
        began = Map.copyOf(began);
        last = Map.copyOf(last);
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }

    /** A study from its journal. */
    public static RecordedStudy of(StudyState state, List<Entry> entries, Map<String, String> provenance) {
        var observed = new ArrayList<Observed>();
        var began = new LinkedHashMap<Integer, Instant>();
        var last = new LinkedHashMap<Integer, Instant>();
        for (var entry : entries) {
            for (var event : entry.events()) {
                if (event instanceof Assigned assigned) {
                    began.putIfAbsent(assigned.assignment().trial(), entry.at());
                } else if (event instanceof Reported reported) {
                    observed.add(new Observed(
                            observed.size() + 1,
                            reported.trial(),
                            reported.observation(),
                            entry.at(),
                            entry.elapsedMillis()));
                }
                trial(event).ifPresent(trial -> last.put(trial, entry.at()));
            }
        }
        var opened = entries.isEmpty()
                ? Optional.<Instant>empty()
                : Optional.of(entries.get(0).at());
        return new RecordedStudy(state, observed, began, last, provenance, opened);
    }

    private static Optional<Integer> trial(StudyEvent event) {
        if (event instanceof Reported reported) {
            return Optional.of(reported.trial());
        } else if (event instanceof Ended ended) {
            return Optional.of(ended.trial());
        } else if (event instanceof Judged judged) {
            return Optional.of(judged.trial());
        }
        return Optional.empty();
    }

    public String name() {
        return state.spec().study();
    }

    public String metric() {
        return state.spec().objective().metric();
    }

    /** Trials by number. */
    public List<Trial> trials() {
        return state.trials();
    }

    /** The observations of each trial that has any, in their order. */
    public Map<Integer, List<Observed>> byTrial() {
        return observed.stream().collect(Collectors.groupingBy(Observed::trial));
    }

    /** The best observation of a trial, the earliest of equals; empty if it has none. */
    public Optional<Observation> best(Trial trial) {
        return trial.best(metric(), state.spec().objective().goal());
    }

    /** When a trial was over; empty if it is not. */
    public Optional<Instant> ended(Trial trial) {
        return trial.status().isOver() ? Optional.ofNullable(last.get(trial.number())) : Optional.empty();
    }

    /** Names of all metrics that were measured, the study's first, the others in their order. */
    public List<String> metrics() {
        var names = new TreeSet<String>();
        observed.forEach(
                one -> names.addAll(one.observation().metrics().values().keySet()));
        names.remove(metric());
        var all = new ArrayList<String>();
        all.add(metric());
        all.addAll(names);
        return all;
    }

    /** Names of all parameters, in the order of the space. */
    public List<String> parameters() {
        return state.spec().space().parameters().stream().map(p -> p.name()).toList();
    }
}
