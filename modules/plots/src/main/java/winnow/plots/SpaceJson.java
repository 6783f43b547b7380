package winnow.plots;

import winnow.space.ChoiceParameter;
import winnow.space.Configuration;
import winnow.space.IntegerParameter;
import winnow.space.Parameter;
import winnow.space.RealParameter;
import winnow.space.Scale;

/** Parameters and their values in the form that the plots draw, which {@code base.js} describes. */
public final class SpaceJson {
    /** Longest text: a failing objective's message may be a book. */
    public static final int LONGEST = 300;

    private SpaceJson() {}

    /** Writes an object that describes a parameter. */
    public static void parameter(JsonWriter json, Parameter parameter) {
        json.beginObject().name("name").value(parameter.name());
        if (parameter instanceof RealParameter real) {
            range(json, "real", real.scale())
                    .name("low")
                    .value(real.low())
                    .name("high")
                    .value(real.high());
        } else if (parameter instanceof IntegerParameter integer) {
            range(json, "integer", integer.scale())
                    .name("low")
                    .value(integer.low())
                    .name("high")
                    .value(integer.high());
        } else if (parameter instanceof ChoiceParameter choice) {
            json.name("kind").value("choice").name("options").beginArray();
            choice.options().forEach(option -> json.value(text(option.text())));
            json.endArray();
        }
        parameter.when().ifPresent(when -> json.name("when").value(text(when.toString())));
        json.endObject();
    }

    private static JsonWriter range(JsonWriter json, String kind, Scale scale) {
        return json.name("kind").value(kind).name("scale").value(scale.word());
    }

    /** Writes the value of a parameter: a number, for a choice the place of its option, null if it takes no part. */
    public static void value(JsonWriter json, Parameter parameter, Configuration configuration) {
        var value = configuration.value(parameter.name());
        if (value.isEmpty()) {
            json.nothing();
        } else if (parameter instanceof ChoiceParameter choice) {
            json.value(choice.indexOf(value.get()));
        } else {
            json.value(value.get().number());
        }
    }

    /** The text as it may be shown: plain, and not without end. */
    public static String text(String text) {
        return PlainText.shortened(PlainText.of(text), LONGEST);
    }
}
