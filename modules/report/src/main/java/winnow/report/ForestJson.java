package winnow.report;

import java.util.ArrayList;
import java.util.List;
import winnow.plots.JsonWriter;
import winnow.plots.PlainText;
import winnow.space.Parameter;

/** The forest and the winner's classifications in the form that the plots draw, which {@code base.js} describes. */
final class ForestJson {
    private static final int DIGITS = 4;

    private ForestJson() {}

    /** Writes the value of {@code forest}. */
    static void forest(JsonWriter json, Forest forest, List<Parameter> parameters) {
        var names = new ArrayList<String>();
        parameters.forEach(parameter -> names.add(parameter.name()));
        json.beginObject().name("budget").value(forest.budget());
        json.name("trials").value(forest.trials());
        json.name("interactions").beginArray();
        for (var one : forest.interactions()) {
            json.beginArray().value(names.indexOf(one.first())).value(names.indexOf(one.second()));
            json.rounded(one.share(), DIGITS).endArray();
        }
        json.endArray().name("surfaces").beginArray();
        for (var surface : forest.surfaces()) {
            json.beginObject().name("x").value(names.indexOf(surface.first()));
            json.name("y").value(names.indexOf(surface.second()));
            json.name("values");
            matrix(json, surface.values());
            json.endObject();
        }
        json.endArray().endObject();
    }

    /** Writes the value of {@code guesses}. */
    static void guesses(JsonWriter json, Guesses guesses) {
        json.beginArray();
        for (var at : guesses.of()) {
            var guess = at.guess();
            json.beginArray().value(guess.trial()).value(at.epoch());
            json.rounded(guess.observed(), DIGITS).rounded(guess.predicted(), DIGITS);
            json.rounded(guess.low(), DIGITS).rounded(guess.high(), DIGITS).endArray();
        }
        json.endArray();
    }

    /** Writes the value of {@code classified}. */
    static void classified(JsonWriter json, Classified classified) {
        json.beginObject().name("why").value(PlainText.shortened(PlainText.of(classified.why()), 300));
        json.name("classes").beginArray();
        classified.classes().forEach(name -> json.value(PlainText.shortened(PlainText.of(name), 60)));
        json.endArray().name("confusion").beginArray();
        for (int[] row : classified.confusion()) {
            json.beginArray();
            for (int count : row) {
                json.value(count);
            }
            json.endArray();
        }
        json.endArray().name("worst").beginArray();
        for (var mistake : classified.worst()) {
            json.beginObject().name("picture").value(GreyPng.address(mistake.levels()));
            json.name("label").value(mistake.label()).name("named").value(mistake.named());
            json.name("sure").rounded(mistake.sure(), DIGITS);
            json.name("left").rounded(mistake.left(), DIGITS).endObject();
        }
        json.endArray().name("filters").beginArray();
        classified.filters().forEach(filter -> matrix(json, filter));
        json.endArray().endObject();
    }

    private static void matrix(JsonWriter json, double[][] values) {
        json.beginArray();
        for (double[] row : values) {
            json.beginArray();
            for (double value : row) {
                json.rounded(value, DIGITS);
            }
            json.endArray();
        }
        json.endArray();
    }
}
