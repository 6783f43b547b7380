package winnow.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import winnow.search.StudyEvent.Reported;
import winnow.study.Entry;
import winnow.trial.Checkpoint;

/** What trained the trials, as their checkpoints say. */
final class Makers {
    private Makers() {}

    /** For example {@code vector 512 bit, auto: the kernels cover this configuration (18 trials)}; empty: none says so. */
    static String words(List<Entry> entries) {
        SortedMap<Integer, String> makers = new TreeMap<>();
        for (var entry : entries) {
            for (var event : entry.events()) {
                if (event instanceof Reported reported) {
                    reported.checkpoint()
                            .map(Checkpoint::madeBy)
                            .filter(maker -> !maker.isEmpty())
                            .ifPresent(maker -> makers.put(reported.trial(), maker));
                }
            }
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        makers.values().forEach(maker -> counts.merge(maker, 1, Integer::sum));
        return counts.entrySet().stream()
                .map(one -> one.getKey() + " (" + one.getValue() + (one.getValue() == 1 ? " trial)" : " trials)"))
                .collect(Collectors.joining("; "));
    }
}
