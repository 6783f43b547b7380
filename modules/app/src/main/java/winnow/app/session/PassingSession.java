package winnow.app.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import winnow.coordinator.StudyWatcher;
import winnow.journal.DirectoryCheckpoints;
import winnow.spec.StudySpecWriter;
import winnow.study.CheckpointStore;
import winnow.study.CommandBox;
import winnow.study.Objective;
import winnow.study.StudySpec;
import winnow.study.StudyState;

/** A study without a folder: its checkpoints are in a temporary one, and no journal is kept. */
public final class PassingSession implements AutoCloseable {
    private final Path folder;
    private final CheckpointStore checkpoints;
    private final StudySpec spec;
    private final Objective objective;

    private PassingSession(Path folder, StudySpec spec, Objective objective) {
        this.folder = folder;
        this.checkpoints = DirectoryCheckpoints.in(folder);
        this.spec = spec;
        this.objective = objective;
    }

    /** A new study, for as long as this is open. */
    public static PassingSession of(StudySpec spec, Objective objective) {
        try {
            return new PassingSession(Files.createTempDirectory("winnow-checkpoints"), spec, objective);
        } catch (IOException full) {
            throw new UncheckedIOException("there is no room for checkpoints", full);
        }
    }

    /** Opens its session; the study then runs by itself. */
    public StudySession start(JavaSparkContext spark) {
        var parts = new StudySession.Parts(
                Catalogues.with(objective).begin(spec),
                spec.resources(),
                spec.limits(),
                Digest.of(StudySpecWriter.write(spec)),
                Map.of(),
                EarlierStudies.required(spec),
                new NoJournal(),
                checkpoints,
                CommandBox.NONE);
        return StudySession.start(parts, objective, spark, StudyWatcher.NONE);
    }

    /** The saved state of the best trial at its best epoch; empty if there is none. */
    public Optional<byte[]> model(StudyState state) {
        return state.history()
                .incumbent()
                .flatMap(best ->
                        state.trial(best.trial()).checkpoint(best.observation().epoch()))
                .map(saved -> {
                    try {
                        return checkpoints.read(saved);
                    } catch (IOException missing) {
                        throw new UncheckedIOException("the best trial's checkpoint cannot be read", missing);
                    }
                });
    }

    @Override
    public void close() {
        delete(folder);
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) {
        try (var tree = Files.walk(folder)) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(folder + " cannot be deleted", left);
        }
    }
}
