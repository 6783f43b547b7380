package winnow.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import winnow.study.Entry;
import winnow.study.StudyState;
import winnow.trial.Goal;

/**
 * What a results report is made from.
 *
 * @param state the study at the last of {@code entries}
 * @param entries the whole journal, from its first entry; empty for a study that has not begun
 * @param provenance what the results are made from, by name (versions, machine, digests), in the order to be shown
 * @param specText the spec as it was written; may be empty
 * @param command the command that repeats the study; may be empty
 * @param goals of metrics that have one, the study's own or others
 * @param importances by the name of a method, then of a parameter: the share of the loss that it decides, 0 to 1; empty
 *     if there are too few trials to tell
 * @param forest what a model of the trials says of the space
 * @param classified what the winner does with images that it was not trained on, or why that is not known
 */
public record ReportInput(
        StudyState state,
        List<Entry> entries,
        Map<String, String> provenance,
        String specText,
        String command,
        Map<String, Goal> goals,
        Map<String, Map<String, Double>> importances,
        Forest forest,
        Classified classified) {

    /** The names of methods that a report explains. */
    public static final String FANOVA = "fANOVA";

    public static final String PED_ANOVA = "PED-ANOVA";

    public ReportInput {
        entries = List.copyOf(entries);
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
        goals = Map.copyOf(goals);
        importances = Collections.unmodifiableMap(new LinkedHashMap<>(importances));
        importances.forEach((method, shares) -> shares.forEach((parameter, share) -> {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("the importance of " + parameter + " by " + method + " is " + share
                        + ": a share lies between 0 and 1");
            }
        }));
        if (entries.size() != state.sequence()) {
            throw new IllegalArgumentException("the study stands at entry " + state.sequence() + ", but there are "
                    + entries.size() + " entries: a report needs the journal from its first entry to that one");
        }
    }

    /** Without what a model of the trials and the winner itself say. */
    public ReportInput(
            StudyState state,
            List<Entry> entries,
            Map<String, String> provenance,
            String specText,
            String command,
            Map<String, Goal> goals,
            Map<String, Map<String, Double>> importances) {
        this(
                state,
                entries,
                provenance,
                specText,
                command,
                goals,
                importances,
                Forest.NONE,
                Classified.nothing("The winner was not looked at."));
    }

    /** Without goals of other metrics and without importances. */
    public ReportInput(
            StudyState state, List<Entry> entries, Map<String, String> provenance, String specText, String command) {
        this(state, entries, provenance, specText, command, Map.of(), Map.of());
    }

    /** The same with what a model of the trials and the winner itself say. */
    public ReportInput with(Forest of, Classified what) {
        return new ReportInput(state, entries, provenance, specText, command, goals, importances, of, what);
    }
}
