package winnow.app.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import winnow.app.display.PlanView;
import winnow.app.display.Summary;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.trial.Metrics;
import winnow.trial.TrialStatus;

/** What commands print for programs to read. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Json() {}

    public static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of JSON cannot be written", impossible);
        }
    }

    /** A tree from the bytes of a file; an empty one if they are no JSON. */
    static JsonNode parsed(byte[] content) {
        try {
            return MAPPER.readTree(content);
        } catch (IOException damaged) {
            return object();
        }
    }

    /** The same in one line. */
    public static String line(JsonNode node) {
        return node.toString();
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ObjectNode of(Configuration configuration) {
        var json = object();
        configuration.values().forEach((name, value) -> put(json, name, value));
        return json;
    }

    private static void put(ObjectNode json, String name, Value value) {
        if (value instanceof Value.Real real) {
            json.put(name, real.value());
        } else if (value instanceof Value.Integral integral) {
            json.put(name, integral.value());
        } else if (value instanceof Value.Truth truth) {
            json.put(name, truth.value());
        } else {
            json.put(name, value.text());
        }
    }

    public static ObjectNode of(Metrics metrics) {
        var json = object();
        metrics.values().forEach(json::put);
        return json;
    }

    public static ObjectNode of(Map<String, String> texts) {
        var json = object();
        texts.forEach(json::put);
        return json;
    }

    public static ObjectNode of(Summary summary) {
        var json = object();
        json.put("study", summary.study());
        json.put("phase", word(summary.standing().phase()));
        summary.standing().ending().ifPresent(ending -> json.put("ending", word(ending)));
        json.put("reason", summary.standing().reason());
        json.put("sessions", summary.standing().session());
        json.put("elapsed_seconds", summary.standing().elapsedMillis() / 1000.0);
        var trials = json.putObject("trials");
        trials.put("opened", summary.opened());
        for (var status : TrialStatus.values()) {
            trials.put(word(status), summary.count(status));
        }
        var epochs = json.putObject("epochs");
        epochs.put("charged", summary.ledger().charged());
        epochs.put("reserved", summary.ledger().reserved());
        epochs.put("repeated", summary.ledger().repeated());
        var limits = json.putObject("limits");
        summary.limits().trials().ifPresent(limit -> limits.put("trials", limit));
        summary.limits().epochs().ifPresent(limit -> limits.put("epochs", limit));
        summary.limits().wallClock().ifPresent(limit -> limits.put("wall_clock_seconds", limit.toMillis() / 1000.0));
        summary.limits().failures().ifPresent(limit -> limits.put("failures", limit));
        summary.best().ifPresent(best -> {
            var node = json.putObject("best");
            node.put("trial", best.trial());
            node.put("epoch", best.observation().epoch());
            node.setAll(of(best.observation().metrics()));
        });
        return json;
    }

    public static ObjectNode of(PlanView view) {
        var json = object();
        json.put("study", view.spec().study());
        json.put("bounded", view.isBounded());
        json.put("trials", view.trials());
        json.put("epochs", view.plan().epochs());
        view.configurations().ifPresent(count -> json.put("configurations", count));
        var brackets = json.putArray("brackets");
        for (var bracket : view.plan().brackets()) {
            var rungs = brackets.addObject().put("bracket", bracket.index()).putArray("rungs");
            bracket.rungs().forEach(rung -> rungs.addObject()
                    .put("rung", rung.index())
                    .put("epochs", rung.budget())
                    .put("trials", rung.trials()));
        }
        var earlier = json.putArray("warm_start");
        for (var warm : view.earlier()) {
            var leftOut = earlier.addObject()
                    .put("from", warm.from())
                    .put("trials", warm.trials())
                    .put("taken", warm.taken().size())
                    .putObject("left_out");
            warm.leftOut().forEach(leftOut::put);
        }
        var warnings = json.putArray("warnings");
        view.warnings().forEach(warnings::add);
        return json;
    }

    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
