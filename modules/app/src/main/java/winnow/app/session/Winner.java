package winnow.app.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import winnow.journal.StudyFolder;
import winnow.search.Incumbent;
import winnow.study.StudyState;
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
 * @param state of the study
 */
public record Winner(
        String study,
        Trial trial,
        Incumbent incumbent,
        String metric,
        String objective,
        Optional<Checkpoint> checkpoint,
        Map<String, String> provenance,
        StudyState state) {

    /** The saved model's file in the winner's folder. */
    public static final String MODEL = "model.zip";

    private static final String CARD = "winner.json";
    private static final String IN_WINNER = "winner/";

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
                    study.provenance(),
                    state);
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
        FrontJson.add(json, state);
        return json;
    }

    /**
     * Writes the model and its description into the study's folder; what an earlier session left there is replaced.
     *
     * @throws IOException if the checkpoint is damaged or the folder cannot be written
     */
    public void write(StudyFolder folder) throws IOException {
        if (checkpoint.isPresent()) {
            folder.write(IN_WINNER + MODEL, folder.checkpointStore().read(checkpoint.get()));
        } else {
            folder.delete(IN_WINNER + MODEL);
        }
        folder.write(IN_WINNER + CARD, (Json.text(json()) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The content of its saved model: from the winner's folder if it is the same there, else from the checkpoints. */
    public Optional<byte[]> model(StudyFolder folder) {
        if (checkpoint.isEmpty()) {
            return Optional.empty();
        }
        try {
            // Not there yet if the study has not ended, or was killed: then its checkpoints are.
            var saved = folder.read(IN_WINNER + MODEL).filter(content -> Digest.of(content)
                    .equals(checkpoint.get().digest()));
            if (saved.isPresent()) {
                return saved;
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "the winner's model in " + folder.winnerPlace() + " cannot be read", unreadable);
        }
        try {
            return Optional.of(folder.checkpointStore().read(checkpoint.get()));
        } catch (IOException missing) {
            throw new UncheckedIOException(
                    "the winner's model is neither in " + folder.winnerPlace() + " nor among the checkpoints", missing);
        }
    }
}
