package winnow.app.session;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import winnow.app.display.Summary;
import winnow.app.exit.Refusal;
import winnow.export.RecordedStudy;
import winnow.journal.StudyFolder;
import winnow.search.Limits;
import winnow.search.StudyEvent.SessionOpened;
import winnow.study.Catalogue;
import winnow.study.Entry;
import winnow.study.StudySpec;
import winnow.study.StudyState;
import winnow.trial.Goal;

/**
 * A study as its folder tells it: for those who look on, also while somebody else runs it.
 *
 * @param folder where it is
 * @param entries of its journal, as far as they were whole when it was read
 * @param state after them
 * @param plannedEpochs epochs that its scheduler would spend at most, if the number of trials is limited
 */
public record StudyRecord(StudyFolder folder, List<Entry> entries, StudyState state, OptionalLong plannedEpochs) {

    public StudyRecord {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a study's folder.
     *
     * @throws Refusal if it is none
     * @throws winnow.study.JournalException if its journal is damaged
     */
    public static StudyRecord read(StudyFolder folder) {
        requireStudy(folder);
        var catalogue = Catalogues.recorded();
        var entries = folder.entries();
        var state = folder.replay(catalogue, entries);
        return new StudyRecord(folder, entries, state, plannedEpochs(catalogue, state.spec(), state.limits()));
    }

    /** Reads a study's folder on a local disk; see {@link #read(StudyFolder)}. */
    public static StudyRecord read(Path directory) {
        return read(new StudyFolder(directory));
    }

    /** Refuses a folder of no study that has been begun. */
    static void requireStudy(StudyFolder folder) {
        if (!folder.holdsStudy()) {
            throw Refusal.usage(
                    folder.isThere()
                            ? folder + " is not a study's folder: it has no spec.yaml"
                            : "there is no folder " + folder);
        }
        folder.opened();
    }

    /** What the scheduler would spend on as many trials as limits allow. */
    public static OptionalLong plannedEpochs(Catalogue catalogue, StudySpec spec, Limits limits) {
        return limits.trials().isPresent()
                ? OptionalLong.of(catalogue
                        .scheduler(spec)
                        .plan(limits.trials().getAsInt())
                        .epochs())
                : OptionalLong.empty();
    }

    public StudySpec spec() {
        return state.spec();
    }

    public Summary summary() {
        return Summary.of(state, plannedEpochs);
    }

    /** What the last session's results were made from, in the order of the journal; empty before the first. */
    public Map<String, String> provenance() {
        return opening().map(SessionOpened::provenance).orElse(Map.of());
    }

    /** The study as exports see it. */
    public RecordedStudy recorded() {
        return RecordedStudy.of(state, entries, provenance());
    }

    /** Which way the metrics of its objective are better, as far as the objective says; the study's own among them. */
    public Map<String, Goal> goals() {
        var goals = new HashMap<String, Goal>();
        Catalogue.find(
                        Catalogues.recorded().objectives(),
                        spec().objective().choice().name())
                .ifPresent(offer -> goals.putAll(offer.metrics()));
        state.limits().target().ifPresent(target -> goals.put(target.metric(), target.goal()));
        spec().objective().aims().forEach(aim -> goals.put(aim.metric(), aim.goal()));
        return goals;
    }

    private Optional<SessionOpened> opening() {
        return entries.stream()
                .flatMap(entry -> entry.events().stream())
                .filter(SessionOpened.class::isInstance)
                .map(SessionOpened.class::cast)
                .reduce((first, second) -> second);
    }
}
