package winnow.app.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import winnow.search.Incumbent;
import winnow.study.CheckpointStore;
import winnow.trial.Checkpoint;
import winnow.trial.Trial;

/**
 * What a study found: its best trial, at the epoch at which it was best.
 *
 * @param study the study's name
 * @param trial the trial, as it stands now
 * @param incumbent its best observation
 * @param metric the study's metric
 * @param objective the objective's name
 * @param checkpoint the weights after that epoch; empty if the objective saves none
 * @param provenance what the result was made from
 */
public record Winner(
        String study,
        Trial trial,
        Incumbent incumbent,
        String metric,
        String objective,
        Optional<Checkpoint> checkpoint,
        Map<String, String> provenance) {

    /** The saved model's file in the winner's folder. */
    public static final String MODEL = "model.zip";

    private static final String CARD = "winner.json";

    /** The winner of a study; empty if no trial has measured anything. */
    public static Optional<Winner> of(StudyRecord study) {
        var state = study.state();
        return state.history().incumbent().map(best -> {
            var trial = state.trial(best.trial());
            return new Winner(
                    state.spec().study(),
                    trial,
                    best,
                    state.spec().objective().metric(),
                    state.spec().objective().choice().name(),
                    trial.checkpoint(best.observation().epoch()),
                    study.provenance());
        });
    }

    /** What it was made from, by name: what trained it first, then the session's provenance. */
    public Map<String, String> origins() {
        var origins = new LinkedHashMap<String, String>();
        checkpoint
                .map(Checkpoint::madeBy)
                .filter(maker -> !maker.isEmpty())
                .ifPresent(maker -> origins.put("trained_by", maker));
        origins.putAll(provenance);
        return origins;
    }

    /** Everything of it, for a program to read. */
    public ObjectNode json() {
        var json = Json.object();
        json.put("study", study);
        json.put("objective", objective);
        json.put("trial", trial.number());
        json.put("epoch", incumbent.observation().epoch());
        json.put("trained_epochs", trial.budget());
        json.put("status", Json.word(trial.status()));
        json.put("metric", metric);
        incumbent.observation().metrics().values().forEach(json::put);
        json.set("configuration", Json.of(trial.configuration()));
        json.put("origin", trial.origin());
        json.put("seed", trial.seed());
        json.put("seconds", trial.seconds());
        checkpoint.ifPresent(saved -> {
            json.put("checkpoint", saved.name());
            json.put("sha256", saved.digest());
            json.put("bytes", saved.bytes());
            if (!saved.madeBy().isEmpty()) {
                json.put("trained_by", saved.madeBy());
            }
        });
        json.set("provenance", Json.of(provenance));
        return json;
    }

    /**
     * Writes the model and its description into a folder; what an earlier session left there is replaced.
     *
     * @throws IOException if the checkpoint is damaged or the folder cannot be written
     */
    public void write(Path folder, CheckpointStore checkpoints) throws IOException {
        Files.createDirectories(folder);
        var model = folder.resolve(MODEL);
        if (checkpoint.isPresent()) {
            replace(model, checkpoints.read(checkpoint.get()));
        } else {
            Files.deleteIfExists(model);
        }
        replace(folder.resolve(CARD), (Json.text(json()) + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static void replace(Path file, byte[] content) throws IOException {
        var aside = file.resolveSibling(file.getFileName() + ".part");
        Files.write(aside, content);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The content of its saved model: from the winner's folder if it is the same there, else from the checkpoints. */
    public Optional<byte[]> model(Path folder, CheckpointStore checkpoints) {
        if (checkpoint.isEmpty()) {
            return Optional.empty();
        }
        try {
            var saved = Files.readAllBytes(folder.resolve(MODEL));
            if (Digest.of(saved).equals(checkpoint.get().digest())) {
                return Optional.of(saved);
            }
        } catch (NoSuchFileException notYet) {
            // The study has not ended, or was killed: its checkpoints are there.
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the winner's model in " + folder + " cannot be read", unreadable);
        }
        try {
            return Optional.of(checkpoints.read(checkpoint.get()));
        } catch (IOException missing) {
            throw new UncheckedIOException(
                    "the winner's model is neither in " + folder + " nor among the checkpoints", missing);
        }
    }
}
