package winnow.export.mlflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import winnow.export.ExportException;
import winnow.export.RecordedStudy;
import winnow.export.RecordedStudy.Observed;
import winnow.export.TrialFacts;
import winnow.export.web.Courier;
import winnow.search.StudyEvent.StudyStarted;
import winnow.study.Entry;
import winnow.trial.Observation;
import winnow.trial.Trial;

/**
 * A study as runs of an MLflow tracking server: a parent run for the study and, in it, a run a trial, with its
 * configuration as params, each epoch's metrics with the epoch as step, and its end.
 *
 * <p>All runs carry the tags {@code winnow.key}, which is the study's own, and {@code winnow.export}, which is this
 * export's. The parent gets the tag {@code winnow.complete} last. So an export that was cut off is known, and is cleared
 * away by the next one; a complete one is replaced only if that is wished, after the new one is there.
 */
public final class MlflowExport {
    private static final String KEY = "winnow.key";
    private static final String EXPORT = "winnow.export";
    private static final String COMPLETE = "winnow.complete";
    private static final int LONGEST_VALUE = 500;

    private final RecordedStudy study;
    private final TrackingServer server;
    private final Map<String, String> metricNames;
    private final String key;
    private final String export;

    private MlflowExport(RecordedStudy study, String key, String export, TrackingServer server) {
        this.study = study;
        this.server = server;
        this.key = key;
        this.export = export;
        this.metricNames = Names.of(study.metrics());
    }

    /**
     * What was written.
     *
     * @param experiment its identifier at the server
     * @param parent the identifier of the study's run
     * @param runs how many runs there are, the parent included
     * @param replaced how many older ones were deleted
     */
    public record Written(String experiment, String parent, int runs, int replaced) {}

    /**
     * Writes a study to a server.
     *
     * @param experiment the name of MLflow's experiment
     * @param replaces whether a complete export of the same study is replaced
     * @param now tells this export from others
     * @throws ExportException if the server refuses something or does not answer, or has the study already
     */
    public static Written write(
            RecordedStudy study,
            List<Entry> entries,
            Access access,
            Courier courier,
            String experiment,
            boolean replaces,
            Instant now)
            throws InterruptedException {
        var key = key(study, entries);
        return new MlflowExport(study, key, key + "@" + now, new TrackingServer(access, courier))
                .write(experiment, replaces);
    }

    /** The same for the same study wherever its folder is, and another for another study of the same name. */
    private static String key(RecordedStudy study, List<Entry> entries) {
        var digest = entries.stream()
                .limit(1)
                .flatMap(entry -> entry.events().stream())
                .filter(StudyStarted.class::isInstance)
                .map(event -> ((StudyStarted) event).specDigest())
                .findFirst()
                .orElse("");
        var text = study.name() + "\n" + digest + "\n"
                + study.opened().map(Instant::toString).orElse("");
        try {
            var sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private Written write(String name, boolean replaces) throws InterruptedException {
        var experiment = server.experiment(name);
        var mine = "tags.`" + KEY + "` = '" + key + "'";
        var complete = server.search(experiment, mine + " and tags.`" + COMPLETE + "` = 'true'");
        if (!complete.isEmpty() && !replaces) {
            throw ExportException.mistake("the experiment " + name + " has this study already (run " + complete.get(0)
                    + "): --force replaces it, --experiment chooses another");
        }
        var written = new ArrayList<String>();
        try {
            var parent = parent(experiment);
            written.add(parent);
            var observed = study.byTrial();
            for (var trial : study.trials()) {
                written.add(child(experiment, parent, trial, observed.getOrDefault(trial.number(), List.of())));
            }
            end(parent);
            server.tag(parent, COMPLETE, "true");
        } catch (ExportException failed) {
            written.forEach(run -> undo(run, failed));
            throw failed;
        }
        return new Written(experiment, written.get(0), written.size(), clear(experiment, mine, written));
    }

    /** Deletes what earlier exports of the study left, whole or not, and runs whose creation was answered too late. */
    private int clear(String experiment, String mine, List<String> written) throws InterruptedException {
        var others = new ArrayList<>(server.search(experiment, mine));
        others.removeAll(new HashSet<>(written));
        for (var run : others) {
            server.delete(run);
        }
        return others.size();
    }

    private void undo(String run, ExportException failed) {
        try {
            server.delete(run);
        } catch (ExportException stillThere) {
            failed.addSuppressed(stillThere);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String parent(String experiment) throws InterruptedException {
        var spec = study.state().spec();
        var tags = tags();
        tags.put("winnow.strategy", spec.strategy().name());
        tags.put("winnow.scheduler", spec.scheduler().name());
        tags.put("winnow.objective", spec.objective().choice().name());
        tags.put("winnow.seed", Long.toString(spec.seed()));
        study.provenance().forEach((name, value) -> tags.put(clean("winnow.provenance." + name), cut(value)));
        return server.create(experiment, study.name(), millis(study.opened()), tags);
    }

    private void end(String parent) throws InterruptedException {
        var best = study.state().history().incumbent();
        var params = new LinkedHashMap<String, String>();
        var metrics = new ArrayList<ObjectNode>();
        var tags = new LinkedHashMap<String, String>();
        if (best.isPresent()) {
            var trial = study.state().trial(best.get().trial());
            params.putAll(params(trial));
            tags.put("winnow.best_trial", Integer.toString(trial.number()));
            var last = study.observed().isEmpty()
                    ? Instant.EPOCH
                    : study.observed().get(study.observed().size() - 1).at();
            metrics.addAll(metrics(best.get().observation(), last));
        }
        server.log(parent, metrics, params, tags);
        boolean isOver = study.state().isFinished();
        var at = study.observed().isEmpty()
                ? study.opened()
                : Optional.of(study.observed().get(study.observed().size() - 1).at());
        server.end(parent, isOver ? "FINISHED" : "RUNNING", isOver ? at.map(Instant::toEpochMilli) : Optional.empty());
    }

    private String child(String experiment, String parent, Trial trial, List<Observed> observed)
            throws InterruptedException {
        var tags = tags();
        tags.put("mlflow.parentRunId", parent);
        tags.put("winnow.trial", Integer.toString(trial.number()));
        tags.put("winnow.status", trial.status().name().toLowerCase(java.util.Locale.ROOT));
        tags.put("winnow.origin", cut(trial.origin()));
        tags.put("winnow.reason", cut(trial.reason()));
        study.best(trial).ifPresent(best -> tags.put("winnow.best_epoch", Integer.toString(best.epoch())));
        trial.parent().ifPresent(from -> tags.put("winnow.parent_trial", Integer.toString(from.trial())));
        tags.values().removeIf(String::isEmpty);
        var began = Optional.ofNullable(study.began().get(trial.number())).or(study::opened);
        var run = server.create(experiment, "trial-" + trial.number(), millis(began), tags);
        try {
            var metrics = observed.stream()
                    .flatMap(one -> metrics(one.observation(), one.at()).stream())
                    .toList();
            server.log(run, metrics, params(trial), Map.of());
            server.end(run, status(trial), study.ended(trial).map(Instant::toEpochMilli));
        } catch (ExportException failed) {
            undo(run, failed);
            throw failed;
        }
        return run;
    }

    private Map<String, String> tags() {
        var tags = new LinkedHashMap<String, String>();
        tags.put(KEY, key);
        tags.put(EXPORT, export);
        tags.put("winnow.study", study.name());
        tags.put("mlflow.source.name", "winnow");
        return tags;
    }

    private static Map<String, String> params(Trial trial) {
        var params = new LinkedHashMap<String, String>();
        trial.configuration()
                .values()
                .forEach((name, value) -> params.put(name, cut(String.valueOf(TrialFacts.plain(value)))));
        return params;
    }

    /** A number that JSON does not have is a text, as in all of MLflow's JSON. */
    private List<ObjectNode> metrics(Observation observation, Instant at) {
        var metrics = new ArrayList<ObjectNode>();
        observation.metrics().values().forEach((name, value) -> {
            var metric = TrackingServer.JSON.objectNode().put("key", metricNames.get(name));
            if (Double.isFinite(value)) {
                metric.put("value", value);
            } else {
                metric.put("value", Double.toString(value));
            }
            metrics.add(metric.put("timestamp", at.toEpochMilli()).put("step", observation.epoch()));
        });
        return metrics;
    }

    private String status(Trial trial) {
        return switch (trial.status()) {
            case COMPLETED -> "FINISHED";
            case STOPPED -> "KILLED";
            case FAILED -> "FAILED";
            case RUNNING -> "RUNNING";
            case PAUSED -> study.state().isFinished() ? "FINISHED" : "SCHEDULED";
            case WAITING -> "SCHEDULED";
        };
    }

    private static long millis(Optional<Instant> time) {
        return time.orElse(Instant.EPOCH).toEpochMilli();
    }

    private static String clean(String name) {
        return Names.of(List.of(name)).getOrDefault(name, name);
    }

    private static String cut(String text) {
        return text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) : text;
    }
}
