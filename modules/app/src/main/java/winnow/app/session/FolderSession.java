package winnow.app.session;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.api.java.JavaSparkContext;
import winnow.app.exit.Refusal;
import winnow.coordinator.StudyWatcher;
import winnow.journal.FolderJournal;
import winnow.journal.StudyFolder;
import winnow.search.Limits;
import winnow.search.StudyEvent.WarmStarted;
import winnow.spec.InvalidSpecException;
import winnow.spec.StudySpecReader;
import winnow.study.Catalogue;
import winnow.study.Entry;
import winnow.study.Input;
import winnow.study.JournalException;
import winnow.study.Moment;
import winnow.study.Objective;
import winnow.study.StudyEngine;
import winnow.study.StudySpec;
import winnow.study.StudyState;

/** A study in its folder, opened to be run by this process and no other; its results are written here too. */
public final class FolderSession implements AutoCloseable {
    private final StudyFolder folder;
    private final FolderJournal journal;
    private final StudyState recovered;
    private final List<Entry> entries;
    private final List<WarmStarted> earlier;

    private FolderSession(StudyFolder folder, FolderJournal journal, Catalogue catalogue) {
        this.folder = folder;
        this.journal = journal;
        this.recovered = folder.replay(catalogue, journal.recovered());
        this.earlier = EarlierStudies.of(recovered);
        this.entries = Collections.synchronizedList(new ArrayList<>(journal.recovered()));
    }

    /**
     * Makes the folder of a new study and opens it.
     *
     * @throws Refusal if something is there already
     */
    public static FolderSession create(StudyFolder folder, StudySpec spec, Catalogue catalogue) {
        requireFree(folder);
        EarlierStudies.required(spec);
        return open(folder.create(spec), catalogue);
    }

    /** Makes a folder on a local disk; see {@link #create(StudyFolder, StudySpec, Catalogue)}. */
    public static FolderSession create(Path directory, StudySpec spec, Catalogue catalogue) {
        return create(new StudyFolder(directory), spec, catalogue);
    }

    /** Refuses a folder that has something in it. */
    public static void requireFree(StudyFolder folder) {
        if (folder.holdsStudy()) {
            throw Refusal.usage(folder + " holds a study already: `winnow resume " + folder
                    + "` continues it, and --out DIR puts a new one elsewhere");
        }
        if (!folder.isFree()) {
            throw Refusal.usage(folder + " exists and is no empty folder: --out DIR puts the study elsewhere");
        }
    }

    /** Refuses a folder on a local disk that has something in it. */
    public static void requireFree(Path directory) {
        requireFree(new StudyFolder(directory));
    }

    /**
     * Takes the study of a folder up.
     *
     * @throws Refusal if it is none
     * @throws winnow.journal.StudyInUseException if another process has it
     * @throws JournalException if its journal is damaged
     */
    public static FolderSession open(StudyFolder folder, Catalogue catalogue) {
        StudyRecord.requireStudy(folder);
        var journal = folder.openJournal();
        try {
            return new FolderSession(folder, journal, catalogue);
        } catch (RuntimeException failed) {
            journal.close();
            throw failed;
        }
    }

    /** Takes the study of a folder on a local disk up; see {@link #open(StudyFolder, Catalogue)}. */
    public static FolderSession open(Path directory, Catalogue catalogue) {
        return open(new StudyFolder(directory), catalogue);
    }

    /** Where the study stands before this session. */
    public StudyState recovered() {
        return recovered;
    }

    /** The entries of the journal, those of this session included. */
    public List<Entry> entries() {
        synchronized (entries) {
            return List.copyOf(entries);
        }
    }

    /** What an interrupted write left in the journal and was cut off, in words. */
    public Optional<String> notice() {
        return journal.notice();
    }

    /** What this session takes from earlier studies: nothing, if it is not the study's first. */
    public List<WarmStarted> earlier() {
        return earlier;
    }

    public StudyFolder folder() {
        return folder;
    }

    /**
     * The study's spec with the limits it last had, changed by overrides of {@code limits} and {@code resources}.
     *
     * @throws InvalidSpecException if an override is not legal
     */
    public StudySpec continued(Catalogue catalogue, List<String> overrides) {
        var spec = recovered.spec();
        var current = recovered.sequence() == 0 ? spec : spec.withLimits(recovered.limits());
        return StudySpecReader.resume(current, catalogue, overrides);
    }

    /** Whether the study is finished and would be so again at once under these limits. */
    public boolean isOver(Limits limits) {
        if (!recovered.isFinished()) {
            return false;
        }
        var open = new Input.Open(folder.specDigest(), limits, Map.of());
        var step = StudyEngine.step(recovered, open, new Moment(Instant.EPOCH, Duration.ZERO, 1));
        return step.state().isFinished();
    }

    /** What the study had found before this session. */
    public Optional<Winner> winner() {
        return Winner.of(record(recovered));
    }

    /** The study as it stands. */
    public StudyRecord record(StudyState state) {
        return new StudyRecord(folder, List.copyOf(entries), state, OptionalLong.empty());
    }

    /**
     * Opens a session; the study then runs by itself.
     *
     * @param spec with the limits and resources of the session
     */
    public StudySession start(StudySpec spec, SparkStart start, StudyWatcher watcher) {
        return start(spec, start.provenance(), start.objective(), start.spark(), watcher);
    }

    /** Opens a session with an objective and a context of the caller's own. */
    public StudySession start(StudySpec spec, Objective objective, JavaSparkContext spark, StudyWatcher watcher) {
        return start(spec, Provenances.with(Provenances.of(objective), spark), objective, spark, watcher);
    }

    private StudySession start(
            StudySpec spec,
            Map<String, String> provenance,
            Objective objective,
            JavaSparkContext spark,
            StudyWatcher watcher) {
        var parts = new StudySession.Parts(
                recovered,
                spec.resources(),
                spec.limits(),
                folder.specDigest(),
                provenance,
                earlier,
                journal,
                folder.checkpointStore(),
                folder.commandBox());
        StudyWatcher remember = (state, entry) -> entries.add(entry);
        return StudySession.start(parts, objective, spark, remember.and(watcher));
    }

    /** Writes report and winner of a study that stands so; gives the winner, if there is one. */
    public Optional<Winner> writeResults(StudyState state) {
        return Results.write(record(state));
    }

    /** Tells those whom the spec names that the study has ended, if it has; gives what came of it, for a person. */
    public List<String> tellFinished(StudyState state, Optional<Winner> winner) {
        return FinishNotices.ofProcess().send(folder, state, winner);
    }

    /** Idempotent. */
    @Override
    public void close() {
        journal.close();
    }
}
