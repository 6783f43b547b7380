package winnow.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import winnow.plots.JsonWriter;
import winnow.plots.SpaceJson;
import winnow.search.Incumbent;
import winnow.search.ParetoFront;
import winnow.space.Parameter;
import winnow.study.StudyState;
import winnow.trial.Observation;
import winnow.trial.Trial;

/**
 * A study in the form that the plots draw, which {@code base.js} of module plots describes. Curves have five significant
 * digits; if all metrics of all epochs are more than {@value #MOST} numbers, only the first metrics have curves, the
 * study's own always.
 */
final class StudyJson {
    /** Numbers in curves at most, the study's own metric apart: about 1.6 MB. */
    static final int MOST = 200_000;

    private static final int CURVE_DIGITS = 5;
    private static final int DIGITS = 7;

    private final ReportInput input;
    private final StudyState state;
    private final Ladders ladders;
    private final Slots slots;
    private final Chronicle chronicle;
    private final List<Parameter> parameters;
    private final List<Trial> trials;
    private final List<String> metrics;
    private final int curves;
    private final JsonWriter json = new JsonWriter();

    private StudyJson(ReportInput input, Chronicle chronicle, Ladders ladders, Slots slots) {
        this.input = input;
        this.state = input.state();
        this.chronicle = chronicle;
        this.ladders = ladders;
        this.slots = slots;
        parameters = state.spec().space().parameters();
        trials = state.trials().stream()
                .map(trial -> state.trial(trial.number()))
                .toList();
        metrics = metrics(state.history().metric(), trials);
        long epochs =
                trials.stream().mapToLong(trial -> trial.observations().size()).sum();
        curves = (int) Math.max(1, Math.min(metrics.size(), MOST / Math.max(1, epochs)));
    }

    static String of(ReportInput input, Chronicle chronicle, Ladders ladders, Slots slots) {
        return new StudyJson(input, chronicle, ladders, slots).write();
    }

    /** Names of all metrics that were measured, the study's own first. */
    private static List<String> metrics(String own, List<Trial> trials) {
        var others = new TreeSet<String>();
        trials.forEach(trial -> trial.observations()
                .forEach(o -> others.addAll(o.metrics().values().keySet())));
        others.remove(own);
        var all = new ArrayList<String>();
        all.add(own);
        all.addAll(others);
        return all;
    }

    private String write() {
        json.beginObject().name("name").value(state.spec().study());
        json.name("metrics").beginArray();
        for (var metric : metrics) {
            json.beginObject().name("name").value(text(metric));
            if (metric.equals(state.history().metric())) {
                json.name("goal").value(word(state.history().goal()));
            } else if (input.goals().containsKey(metric)) {
                json.name("goal").value(word(input.goals().get(metric)));
            }
            json.endObject();
        }
        json.endArray();
        front();
        json.name("curves").value(curves);
        json.name("parameters").beginArray();
        parameters.forEach(parameter -> SpaceJson.parameter(json, parameter));
        json.endArray().name("rungs").beginArray();
        chronicle.rungs().forEach(json::value);
        json.endArray().name("winner");
        winner().ifPresentOrElse(incumbent -> json.value(incumbent.trial()), json::nothing);
        json.name("progress").beginArray();
        for (var gain : chronicle.gains()) {
            json.beginArray();
            spent(gain.at());
            json.rounded(gain.value(), DIGITS).endArray();
        }
        json.endArray().name("spent").beginArray();
        spent(chronicle.now());
        json.endArray();
        brackets();
        runs();
        importances();
        ForestJson.forest(json.name("forest"), input.forest(), parameters);
        ForestJson.guesses(json.name("guesses"), Guesses.of(input));
        ForestJson.classified(json.name("classified"), input.classified());
        json.name("trials").beginArray();
        trials.forEach(this::trial);
        return json.endArray().endObject().text();
    }

    /** The Pareto front, of a study with several metrics. */
    private void front() {
        if (!state.history().hasSeveralAims()) {
            return;
        }
        var aims = state.history().aims();
        json.name("aims").beginArray();
        aims.forEach(aim -> json.value(Math.max(0, metrics.indexOf(aim.metric()))));
        json.endArray().name("front").beginArray();
        for (var member : ParetoFront.of(aims, trials).members()) {
            json.beginArray().value(member.trial()).value(member.observation().epoch());
            aims.forEach(aim -> json.rounded(value(member.observation(), aim.metric()), DIGITS));
            json.endArray();
        }
        json.endArray();
    }

    private void brackets() {
        json.name("brackets").beginArray();
        ladders.budgets().forEach((bracket, budgets) -> {
            json.beginObject().name("number").value(bracket).name("budgets").beginArray();
            budgets.forEach(json::value);
            json.endArray().endObject();
        });
        json.endArray();
    }

    private void runs() {
        json.name("slots").value(slots.count()).name("runs").beginArray();
        for (var run : slots.runs()) {
            json.beginArray().value(run.trial()).value(run.slot());
            json.value(run.fromMillis()).value(run.toMillis()).value(run.rung()).value(run.budget());
            json.value(run.end()).endArray();
        }
        json.endArray().name("sessions").beginArray();
        chronicle.sessions().forEach(session -> json.value(session.fromMillis()));
        json.endArray();
    }

    private void importances() {
        json.name("importances").beginArray();
        input.importances().forEach((method, shares) -> {
            json.beginObject().name("method").value(text(method)).name("shares").beginArray();
            parameters.forEach(parameter -> json.rounded(shares.getOrDefault(parameter.name(), 0.0), CURVE_DIGITS));
            json.endArray().endObject();
        });
        json.endArray();
    }

    private Optional<Incumbent> winner() {
        return state.history().incumbent();
    }

    private void spent(Chronicle.Spent spent) {
        json.value(spent.epochs()).value(spent.millis());
    }

    private void trial(Trial trial) {
        var best = trial.best(state.history().metric(), state.history().goal());
        json.beginObject().name("number").value(trial.number());
        json.name("status").value(word(trial.status()));
        json.name("bracket").value(trial.bracket()).name("rung");
        Optional.ofNullable(ladders.places().get(trial.number())).ifPresentOrElse(json::value, json::nothing);
        json.name("origin").value(text(trial.origin()));
        json.name("epochs").value(trial.observations().size());
        int first =
                trial.observations().isEmpty() ? 1 : trial.observations().get(0).epoch();
        if (first != 1) {
            json.name("first").value(first);
        }
        json.name("seconds").rounded(trial.seconds(), CURVE_DIGITS);
        json.name("best").value(best.map(Observation::epoch).orElse(0));
        var at = Optional.ofNullable(chronicle.bestAt().get(trial.number()));
        json.name("at");
        if (best.isPresent() && at.isPresent()) {
            json.beginArray();
            spent(at.get());
            json.endArray();
        } else {
            json.nothing();
        }
        json.name("metrics").beginArray();
        metrics.forEach(metric -> json.rounded(best.map(o -> value(o, metric)).orElse(Double.NaN), DIGITS));
        json.endArray().name("curves").beginArray();
        metrics.subList(0, curves).forEach(metric -> curve(trial, metric));
        json.endArray().name("values").beginArray();
        parameters.forEach(parameter -> SpaceJson.value(json, parameter, trial.configuration()));
        json.endArray().name("reason").value(text(trial.reason()));
        json.name("life").beginArray();
        for (var decision : chronicle.lives().getOrDefault(trial.number(), List.of())) {
            json.beginArray()
                    .value(decision.epoch())
                    .value(text(decision.text()))
                    .endArray();
        }
        json.endArray().endObject();
    }

    private void curve(Trial trial, String metric) {
        json.beginArray();
        trial.observations().forEach(observation -> json.rounded(value(observation, metric), CURVE_DIGITS));
        json.endArray();
    }

    private static double value(Observation observation, String metric) {
        return observation.metrics().find(metric).orElse(Double.NaN);
    }

    /** As it may be shown. */
    private static String text(String text) {
        return SpaceJson.text(text);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
