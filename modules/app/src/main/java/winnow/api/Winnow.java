package winnow.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import winnow.app.exit.Refusal;
import winnow.app.session.Catalogues;
import winnow.app.session.FinishNotices;
import winnow.app.session.FolderSession;
import winnow.app.session.PassingSession;
import winnow.app.session.StudySession;
import winnow.coordinator.StudyWatcher;
import winnow.spark.SparkSettings;
import winnow.spec.StudySpecReader;
import winnow.study.Objective;
import winnow.study.StudySpec;
import winnow.study.StudyState;

/**
 * Searches from a Spark program of the user's own, with an {@link Objective} that the user wrote.
 *
 * <p>The context must have been started with {@code spark.plugins=winnow.spark.WinnowPlugin}; one without is refused
 * with the line to add. It stays open. The objective is serialised to the Spark executors, which need its class.
 */
public final class Winnow {
    /** What a spec calls the objective: {@code objective: {name: own, metric: loss, goal: minimize}}. */
    public static final String OWN = Catalogues.OWN;

    private static final long LOOK_MILLIS = 500;

    private Winnow() {}

    /**
     * Reads a spec whose objective is {@value #OWN}.
     *
     * @param yaml the text of a search spec
     * @throws winnow.spec.InvalidSpecException with all problems, each with its place
     */
    public static StudySpec spec(String yaml) {
        return StudySpecReader.read("spec", yaml, Catalogues.outside(), List.of());
    }

    /** Reads a spec from a file; see {@link #spec(String)}. */
    public static StudySpec spec(Path file) {
        return StudySpecReader.read(file, Catalogues.outside(), List.of());
    }

    /**
     * Runs a study to its end, without a folder: what it found is in the result alone.
     *
     * @throws IllegalStateException if the context lacks Winnow's plugin, or has not what trials need
     * @throws InterruptedException if the calling thread is interrupted; nothing runs then any more
     */
    public static SearchResult search(StudySpec spec, Objective objective, JavaSparkContext spark)
            throws InterruptedException {
        SparkSettings.require(spark.sc());
        try (var study = PassingSession.of(spec, objective);
                var session = study.start(spark)) {
            var state = end(session);
            FinishNotices.ofProcess().send(state);
            return new SearchResult(state, study.model(state), Optional.empty());
        } catch (Refusal refused) {
            throw new IllegalStateException(refused.getMessage(), refused);
        }
    }

    /** Runs a study from the text of its spec; see {@link #spec(String)} and {@link #search}. */
    public static SearchResult search(String yaml, Objective objective, JavaSparkContext spark)
            throws InterruptedException {
        return search(spec(yaml), objective, spark);
    }

    /**
     * Runs a study and keeps it in a new folder, so that it can be resumed: by {@link #resume}, since only this program
     * has the objective. All commands that look at a study work on the folder.
     *
     * @throws IllegalStateException if the folder is not free, or the context lacks what trials need
     * @throws InterruptedException if the calling thread is interrupted; the study can then be resumed
     */
    public static SearchResult search(StudySpec spec, Objective objective, JavaSparkContext spark, Path folder)
            throws InterruptedException {
        SparkSettings.require(spark.sc());
        var catalogue = Catalogues.with(objective);
        try (var study = FolderSession.create(folder, spec, catalogue)) {
            return run(study, spec, objective, spark);
        } catch (Refusal refused) {
            throw new IllegalStateException(refused.getMessage(), refused);
        }
    }

    /**
     * Continues a study in its folder.
     *
     * @param overrides changes of limits and resources, for example {@code limits.trials=40}
     * @throws IllegalStateException if there is no study, or the context lacks what trials need
     * @throws winnow.study.JournalException if another process has it, or its journal is damaged
     * @throws InterruptedException if the calling thread is interrupted; the study can then be resumed
     */
    public static SearchResult resume(Path folder, Objective objective, JavaSparkContext spark, String... overrides)
            throws InterruptedException {
        SparkSettings.require(spark.sc());
        var catalogue = Catalogues.with(objective);
        try (var study = FolderSession.open(folder, catalogue)) {
            return run(study, study.continued(catalogue, List.of(overrides)), objective, spark);
        } catch (Refusal refused) {
            throw new IllegalStateException(refused.getMessage(), refused);
        }
    }

    private static SearchResult run(FolderSession study, StudySpec spec, Objective objective, JavaSparkContext spark)
            throws InterruptedException {
        StudyState state;
        try (var session = study.start(spec, objective, spark, StudyWatcher.NONE)) {
            state = end(session);
        }
        var winner = study.writeResults(state);
        study.tellFinished(state, winner);
        var folder = study.folder();
        return new SearchResult(state, winner.flatMap(found -> found.model(folder)), Optional.of(folder.path()));
    }

    private static StudyState end(StudySession session) throws InterruptedException {
        var state = session.await(LOOK_MILLIS);
        while (state.isEmpty()) {
            state = session.await(LOOK_MILLIS);
        }
        return state.get();
    }
}
