package winnow.app.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import winnow.app.display.Summary;
import winnow.journal.LocalJournal;
import winnow.journal.StudyFolder;
import winnow.search.StudyEvent.SessionOpened;
import winnow.study.Catalogue;
import winnow.study.Entry;
import winnow.study.StudySpec;
import winnow.study.StudyState;

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

    /** Reads a study's folder. */
    public static StudyRecord read(Path directory) {
        return read(StudyFolder.at(directory), Catalogues.recorded());
    }

    static StudyRecord read(StudyFolder folder, Catalogue catalogue) {
        var spec = folder.readSpec(catalogue);
        var entries = LocalJournal.read(folder.journal());
        return of(folder, catalogue, catalogue.begin(spec), entries);
    }

    static StudyRecord of(StudyFolder folder, Catalogue catalogue, StudyState initial, List<Entry> entries) {
        var state = initial;
        for (var entry : entries) {
            state = state.apply(entry);
        }
        return new StudyRecord(folder, entries, state, plannedEpochs(catalogue, state));
    }

    /** What the scheduler would spend on as many trials as the limits in force allow. */
    static OptionalLong plannedEpochs(Catalogue catalogue, StudyState state) {
        var trials = state.limits().trials();
        return trials.isPresent()
                ? OptionalLong.of(catalogue
                        .scheduler(state.spec())
                        .plan(trials.getAsInt())
                        .epochs())
                : OptionalLong.empty();
    }

    public StudySpec spec() {
        return state.spec();
    }

    public Summary summary() {
        return Summary.of(state, plannedEpochs);
    }

    /** What the last session's results were made from; empty before the first. */
    public Map<String, String> provenance() {
        return opening().map(SessionOpened::provenance).orElse(Map.of());
    }

    private Optional<SessionOpened> opening() {
        return entries.stream()
                .flatMap(entry -> entry.events().stream())
                .filter(SessionOpened.class::isInstance)
                .map(SessionOpened.class::cast)
                .reduce((first, second) -> second);
    }
}
