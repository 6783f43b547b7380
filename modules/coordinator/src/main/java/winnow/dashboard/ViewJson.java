package winnow.dashboard;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import winnow.plots.JsonWriter;
import winnow.plots.SpaceJson;
import winnow.search.Limits;
import winnow.study.Standing.Phase;
import winnow.trial.TrialStatus;

/**
 * A view as the page reads it: whole, in the form that {@code base.js} of module plots describes with a few members more
 * (see {@code live.js}), or what has changed since an earlier view.
 */
@SuppressWarnings(
        "ReferenceEquality") // of two views, what has not changed is the same object: comparing contents would be slow
final class ViewJson {
    private static final int CURVE_DIGITS = 5;
    private static final int DIGITS = 7;

    private final StudyView view;
    private final JsonWriter json = new JsonWriter();

    private ViewJson(StudyView view) {
        this.view = view;
    }

    /** The whole view. */
    static String whole(StudyView view) {
        return new ViewJson(view).whole();
    }

    /** Whether changes can tell of all that happened since an earlier view of the same study; otherwise only the whole can. */
    static boolean isComparable(StudyView earlier, StudyView view) {
        return earlier.metrics().equals(view.metrics()) && earlier.sequence() <= view.sequence();
    }

    /** What has changed since an earlier view that is comparable. */
    static String changes(StudyView earlier, StudyView view) {
        return new ViewJson(view).changes(earlier);
    }

    private String whole() {
        var spec = view.spec();
        json.beginObject().name("name").value(spec.study());
        json.name("metrics").beginArray();
        for (int place = 0; place < view.metrics().size(); place++) {
            json.beginObject().name("name").value(SpaceJson.text(view.metrics().get(place)));
            if (place == 0) {
                json.name("goal").value(word(spec.objective().goal()));
            }
            json.endObject();
        }
        json.endArray().name("curves").value(view.metrics().size());
        json.name("parameters").beginArray();
        spec.space().parameters().forEach(parameter -> SpaceJson.parameter(json, parameter));
        json.endArray().name("seed").value(Long.toString(spec.seed()));
        json.name("made")
                .value(SpaceJson.text(spec.strategy().name() + " proposes, "
                        + spec.scheduler().name() + " decides, "
                        + spec.objective().choice().name() + " trains"));
        figures();
        progress(0);
        json.name("trials").beginArray();
        view.trials().values().forEach(this::trial);
        json.endArray();
        stays(List.copyOf(view.stays().values()));
        log(0);
        return json.endObject().text();
    }

    private String changes(StudyView earlier) {
        json.beginObject();
        figures();
        boolean isLonger = view.gains().size() >= earlier.gains().size()
                && view.gains().subList(0, earlier.gains().size()).equals(earlier.gains());
        progress(isLonger ? earlier.gains().size() : 0);
        json.name("trials").beginArray();
        for (var trial : view.trials().values()) {
            var before = earlier.trials().get(trial.number());
            if (before == null) {
                trial(trial);
            } else if (before != trial) {
                change(before, trial);
            }
        }
        json.endArray().name("gone").beginArray();
        if (!view.forgotten().equals(earlier.forgotten())) {
            earlier.trials().keySet().stream()
                    .filter(number -> !view.trials().containsKey(number))
                    .forEach(json::value);
        }
        json.endArray();
        stays(view.stays().values().stream()
                .filter(stay -> earlier.stays().get(stay.number()) != stay)
                .toList());
        log(earlier.sequence());
        return json.endObject().text();
    }

    /** What is small and sent each time. */
    private void figures() {
        var standing = view.standing();
        json.name("sequence").value(view.sequence());
        json.name("phase").value(word(standing.phase()));
        json.name("reason").value(SpaceJson.text(standing.reason()));
        json.name("session").value(standing.session());
        json.name("paused").value(standing.isPaused() && standing.phase() == Phase.OPEN);
        json.name("queued").value(standing.queued());
        limits(standing.limits());
        json.name("counts").beginObject();
        var counts = view.counts();
        for (var status : TrialStatus.values()) {
            json.name(word(status)).value(counts.getOrDefault(status, 0));
        }
        json.endObject().name("winner");
        view.winner().ifPresentOrElse(json::value, json::nothing);
        json.name("spent").beginArray();
        spent(view.spent());
        json.endArray().name("rungs").beginArray();
        view.rungs().forEach(json::value);
        json.endArray().name("brackets").beginArray();
        view.budgets().keySet().stream().sorted().forEach(bracket -> {
            json.beginObject().name("number").value(bracket).name("budgets").beginArray();
            Objects.requireNonNull(view.budgets().get(bracket)).forEach(json::value);
            json.endArray().endObject();
        });
        json.endArray().name("pinned").beginArray();
        view.pinned().keySet().forEach(json::value);
        json.endArray().name("slots").value(view.slots());
        json.name("known").value(view.spec().resources().slots().orElse(0));
        json.name("sessions").beginArray();
        view.sessions().forEach(json::value);
        json.endArray();
    }

    private void limits(Limits limits) {
        json.name("limits").beginObject();
        limits.trials().ifPresent(most -> json.name("trials").value(most));
        limits.epochs().ifPresent(most -> json.name("epochs").value(most));
        limits.failures().ifPresent(most -> json.name("failures").value(most));
        limits.wallClock().ifPresent(most -> json.name("millis").value(most.toMillis()));
        limits.target().ifPresent(target -> json.name("target")
                .value(SpaceJson.text(target.metric()) + " " + SpaceJson.text(String.valueOf(target.value()))));
        json.endObject();
    }

    private void spent(Spent spent) {
        json.value(spent.epochs()).value(spent.millis());
    }

    private void progress(int from) {
        json.name("from").value(from).name("progress").beginArray();
        for (var gain : view.gains().subList(from, view.gains().size())) {
            json.beginArray();
            spent(gain.at());
            json.rounded(gain.value(), DIGITS).endArray();
        }
        json.endArray();
    }

    private void stays(List<Stay> stays) {
        json.name("oldest").value(view.stays().isEmpty() ? 0 : view.stays().firstKey());
        json.name("stays").beginArray();
        for (var stay : stays) {
            json.beginArray().value(stay.number()).value(stay.trial()).value(stay.slot());
            json.value(stay.fromMillis())
                    .value(stay.toMillis())
                    .value(stay.rung())
                    .value(stay.budget());
            json.value(stay.end()).endArray();
        }
        json.endArray();
    }

    private void log(long after) {
        json.name("log").beginArray();
        for (var line : view.log()) {
            if (line.entry() > after) {
                json.beginArray().value(line.entry()).value(line.millis());
                line.trial().ifPresentOrElse(json::value, json::nothing);
                json.value(line.text()).endArray();
            }
        }
        json.endArray();
    }

    private void trial(TrialView trial) {
        json.beginObject().name("number").value(trial.number());
        json.name("bracket").value(trial.bracket()).name("origin").value(trial.origin());
        json.name("values").beginArray();
        view.spec().space().parameters().forEach(parameter -> SpaceJson.value(json, parameter, trial.configuration()));
        json.endArray();
        facts(trial);
        tail(trial.curve(), 0);
        life(trial);
        json.endObject();
    }

    private void change(TrialView before, TrialView trial) {
        json.beginObject().name("number").value(trial.number());
        facts(trial);
        if (before.curve() != trial.curve()) {
            tail(trial.curve(), trial.curve().sharedWith(before.curve()));
        }
        if (before.life() != trial.life()) {
            life(trial);
        }
        json.endObject();
    }

    private void facts(TrialView trial) {
        json.name("status").value(word(trial.status()));
        json.name("reason").value(trial.reason());
        json.name("epochs").value(trial.epochs()).name("entered").value(trial.entered());
        json.name("seconds").rounded(trial.seconds(), CURVE_DIGITS);
        json.name("best").value(trial.best().map(TrialView.Best::epoch).orElse(0));
        json.name("at");
        trial.best()
                .ifPresentOrElse(
                        best -> {
                            json.beginArray();
                            spent(best.at());
                            json.endArray();
                        },
                        json::nothing);
        json.name("metrics").beginArray();
        for (int metric = 0; metric < view.metrics().size(); metric++) {
            int place = metric;
            json.rounded(
                    trial.best()
                            .filter(best -> place < best.row().size())
                            .map(best -> best.row().get(place))
                            .orElse(Double.NaN),
                    DIGITS);
        }
        json.endArray();
    }

    /** The curves from a row on. */
    private void tail(Curve curve, int from) {
        json.name("first").value(curve.first()).name("every").value(curve.every());
        json.name("tail").value(from).name("curves").beginArray();
        for (int metric = 0; metric < view.metrics().size(); metric++) {
            json.beginArray();
            for (int row = from; row < curve.rows().size(); row++) {
                json.rounded(curve.value(row, metric), CURVE_DIGITS);
            }
            json.endArray();
        }
        json.endArray();
    }

    private void life(TrialView trial) {
        json.name("life").beginArray();
        for (var told : trial.life()) {
            json.beginArray().value(told.epoch()).value(told.text()).endArray();
        }
        json.endArray();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
