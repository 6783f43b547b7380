package winnow.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import winnow.study.Entry;
import winnow.study.StudyState;

/**
 * What a results report is made from.
 *
 * @param state the study at the last of {@code entries}
 * @param entries the whole journal, from its first entry; empty for a study that has not begun
 * @param provenance what the results are made from, by name (versions, machine, digests), in the order to be shown
 * @param specText the spec as it was written; may be empty
 * @param command the command that repeats the study; may be empty
 */
public record ReportInput(
        StudyState state, List<Entry> entries, Map<String, String> provenance, String specText, String command) {

    public ReportInput {
        entries = List.copyOf(entries);
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
        if (entries.size() != state.sequence()) {
            throw new IllegalArgumentException("the study stands at entry " + state.sequence() + ", but there are "
                    + entries.size() + " entries: a report needs the journal from its first entry to that one");
        }
    }
}
