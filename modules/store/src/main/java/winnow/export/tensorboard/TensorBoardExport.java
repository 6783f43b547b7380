package winnow.export.tensorboard;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import winnow.export.RecordedStudy;
import winnow.export.RecordedStudy.Observed;
import winnow.trial.Trial;

/**
 * A study as a folder for {@code tensorboard --logdir}: a run a trial with its metrics as scalars, a step an epoch, and
 * what the plugin HParams shows. TensorBoard shows the last value of a scalar; a trial's best is therefore a scalar as
 * well, {@code best/METRIC}.
 */
public final class TensorBoardExport {
    private static final String BEST = "best/";

    private TensorBoardExport() {}

    /** Writes the event files into a folder. */
    public static void write(RecordedStudy study, Path folder) throws IOException {
        var opened = study.opened().orElse(Instant.EPOCH);
        var tags = new ArrayList<String>();
        tags.add(BEST + study.metric());
        tags.addAll(study.metrics());
        try (var file = EventFile.in(folder, opened)) {
            file.add(opened, 0, List.of(HParams.experiment(study, tags, opened)));
        }
        var observed = study.byTrial();
        for (var trial : study.trials()) {
            write(study, trial, observed.getOrDefault(trial.number(), List.of()), folder);
        }
    }

    private static void write(RecordedStudy study, Trial trial, List<Observed> observed, Path folder)
            throws IOException {
        var opened = study.opened().orElse(Instant.EPOCH);
        var began = study.began().getOrDefault(trial.number(), opened);
        var goal = study.state().spec().objective().goal();
        double best = Double.POSITIVE_INFINITY;
        try (var file = EventFile.in(folder.resolve(HParams.run(trial)), began)) {
            file.add(began, 0, List.of(HParams.start(study, trial, began)));
            for (var one : observed) {
                var values = new LinkedHashMap<>(one.observation().metrics().values());
                var value = one.observation().metrics().find(study.metric());
                if (value.isPresent() && goal.loss(value.getAsDouble()) < best) {
                    best = goal.loss(value.getAsDouble());
                }
                if (Double.isFinite(best)) {
                    values.put(BEST + study.metric(), goal.loss(best));
                }
                file.add(one.at(), one.observation().epoch(), HParams.scalars(values));
            }
            file.add(
                    study.last().getOrDefault(trial.number(), began),
                    0,
                    List.of(HParams.end(trial, study.ended(trial))));
        }
    }
}
