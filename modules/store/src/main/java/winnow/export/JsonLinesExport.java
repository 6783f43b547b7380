package winnow.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A study as JSON lines, a line a trial with all its observations. A number that JSON does not have is a text:
 * {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}.
 */
public final class JsonLinesExport {
    private JsonLinesExport() {}

    /** Writes the file. */
    public static void write(RecordedStudy study, Path file) throws IOException {
        var observed = study.byTrial();
        try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (var trial : study.trials()) {
                var json = JsonNodeFactory.instance.objectNode();
                json.put("study", study.name());
                json.put("metric", study.metric());
                json.put("goal", study.state().spec().objective().goal().name().toLowerCase(Locale.ROOT));
                json.setAll(json(TrialFacts.of(study, trial)));
                var list = json.putArray("observations");
                observed.getOrDefault(trial.number(), List.of()).forEach(one -> list.add(observation(one)));
                out.write(json.toString());
                out.write('\n');
            }
        }
    }

    /** A trial without its observations. */
    public static ObjectNode json(TrialFacts trial) {
        var json = JsonNodeFactory.instance.objectNode();
        trial.facts().forEach((name, value) -> put(json, name, value));
        put(json.putObject("metrics"), trial.best());
        put(json.putObject("configuration"), trial.configuration());
        return json;
    }

    private static ObjectNode observation(RecordedStudy.Observed one) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("epoch", one.observation().epoch());
        json.put("seconds", one.observation().seconds());
        json.put("at", one.at().toString());
        put(json.putObject("metrics"), one.observation().metrics().values());
        return json;
    }

    private static void put(ObjectNode json, Map<String, ?> values) {
        values.forEach((name, value) -> put(json, name, value));
    }

    /** Puts a text, a number or a truth; null where there is none. */
    public static void put(ObjectNode json, String name, @Nullable Object value) {
        if (value instanceof Double number && Double.isFinite(number)) {
            json.put(name, number);
        } else if (value instanceof Long number) {
            json.put(name, number);
        } else if (value instanceof Boolean truth) {
            json.put(name, truth);
        } else if (value == null) {
            json.putNull(name);
        } else {
            json.put(name, value.toString());
        }
    }
}
