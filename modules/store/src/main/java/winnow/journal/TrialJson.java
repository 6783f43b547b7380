package winnow.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.trial.Ancestor;
import winnow.trial.Assignment;
import winnow.trial.Checkpoint;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Outcome;
import winnow.trial.Signal;

/** The JSON of trials and what happens to them. What is empty is left out. */
final class TrialJson {
    private TrialJson() {}

    /**
     * A name that somebody else chose. Half a surrogate pair in it, which no parser of JSON reads in a name, becomes the
     * replacement character.
     */
    static void name(JsonGenerator out, String name) throws IOException {
        int[] sound = name.codePoints()
                .map(c -> Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                .toArray();
        out.writeFieldName(new String(sound, 0, sound.length));
    }

    /** A double that is no JSON number becomes its name. */
    static void number(JsonGenerator out, String name, double value) throws IOException {
        name(out, name);
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeString(Double.toString(value));
        }
    }

    static void configuration(JsonGenerator out, Configuration configuration) throws IOException {
        out.writeObjectFieldStart("configuration");
        for (var value : configuration.values().entrySet()) {
            name(out, value.getKey());
            value(out, value.getValue());
        }
        out.writeEndObject();
    }

    /** A real always has a point or an exponent, an integer never, so that each is read back as what it was. */
    private static void value(JsonGenerator out, Value value) throws IOException {
        if (value instanceof Value.Real real) {
            out.writeNumber(real.value());
        } else if (value instanceof Value.Integral integral) {
            out.writeNumber(integral.value());
        } else if (value instanceof Value.Truth truth) {
            out.writeBoolean(truth.value());
        } else {
            out.writeString(((Value.Text) value).value());
        }
    }

    static Configuration configuration(Fields in) {
        return new Configuration(in.map("configuration", TrialJson::value));
    }

    private static Value value(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return Value.of(node.longValue());
        }
        if (node.isFloatingPointNumber()) {
            return Value.of(node.doubleValue());
        }
        if (node.isBoolean()) {
            return Value.of(node.booleanValue());
        }
        if (node.isTextual()) {
            return Value.of(node.textValue());
        }
        throw new MalformedEntryException("no parameter has the value " + node);
    }

    static void assignment(JsonGenerator out, Assignment assignment) throws IOException {
        out.writeObjectFieldStart("assignment");
        out.writeNumberField("number", assignment.number());
        out.writeNumberField("trial", assignment.trial());
        out.writeNumberField("attempt", assignment.attempt());
        configuration(out, assignment.configuration());
        out.writeNumberField("seed", assignment.seed());
        out.writeNumberField("from", assignment.from());
        out.writeNumberField("to", assignment.to());
        out.writeArrayFieldStart("starts");
        for (var checkpoint : assignment.starts()) {
            checkpoint(out, checkpoint);
        }
        out.writeEndArray();
        if (assignment.bar().isPresent()) {
            number(out, "bar", assignment.bar().getAsDouble());
        }
        out.writeStringField("label", assignment.label());
        out.writeEndObject();
    }

    static Assignment assignment(Fields in) {
        return new Assignment(
                in.count("number"),
                in.count("trial"),
                in.count("attempt"),
                configuration(in),
                in.whole("seed"),
                in.count("from"),
                in.count("to"),
                in.list("starts", TrialJson::checkpoint),
                in.maybeNumber("bar"),
                in.text("label"));
    }

    static void checkpoint(JsonGenerator out, Optional<Checkpoint> checkpoint) throws IOException {
        if (checkpoint.isPresent()) {
            out.writeFieldName("checkpoint");
            checkpoint(out, checkpoint.get());
        }
    }

    private static void checkpoint(JsonGenerator out, Checkpoint checkpoint) throws IOException {
        out.writeStartObject();
        out.writeNumberField("trial", checkpoint.trial());
        out.writeNumberField("epoch", checkpoint.epoch());
        out.writeNumberField("attempt", checkpoint.attempt());
        out.writeStringField("digest", checkpoint.digest());
        out.writeNumberField("bytes", checkpoint.bytes());
        if (!checkpoint.madeBy().isEmpty()) {
            out.writeStringField("made_by", checkpoint.madeBy());
        }
        out.writeEndObject();
    }

    static Optional<Checkpoint> maybeCheckpoint(Fields in) {
        return in.maybe("checkpoint", TrialJson::checkpoint);
    }

    private static Checkpoint checkpoint(Fields in) {
        return new Checkpoint(
                in.count("trial"),
                in.count("epoch"),
                in.count("attempt"),
                in.text("digest"),
                in.whole("bytes"),
                in.has("made_by") ? in.text("made_by") : "");
    }

    static void observation(JsonGenerator out, Observation observation) throws IOException {
        out.writeObjectFieldStart("observation");
        out.writeNumberField("epoch", observation.epoch());
        out.writeObjectFieldStart("metrics");
        for (Map.Entry<String, Double> metric : observation.metrics().values().entrySet()) {
            number(out, metric.getKey(), metric.getValue());
        }
        out.writeEndObject();
        number(out, "seconds", observation.seconds());
        out.writeEndObject();
    }

    static Observation observation(Fields in) {
        return new Observation(in.count("epoch"), Metrics.of(in.numbers("metrics")), in.number("seconds"));
    }

    static void ancestor(JsonGenerator out, Optional<Ancestor> ancestor) throws IOException {
        if (ancestor.isPresent()) {
            out.writeObjectFieldStart("parent");
            out.writeNumberField("trial", ancestor.get().trial());
            out.writeNumberField("epoch", ancestor.get().epoch());
            out.writeEndObject();
        }
    }

    static Optional<Ancestor> ancestor(Fields in) {
        return in.maybe("parent", parent -> new Ancestor(parent.count("trial"), parent.count("epoch")));
    }

    static void outcome(JsonGenerator out, Outcome outcome) throws IOException {
        out.writeObjectFieldStart("outcome");
        if (outcome instanceof Outcome.Reached reached) {
            out.writeStringField("kind", "reached");
            out.writeNumberField("epoch", reached.epoch());
            checkpoint(out, reached.checkpoint());
        } else if (outcome instanceof Outcome.Stopped stopped) {
            out.writeStringField("kind", "stopped");
            out.writeStringField("signal", stopped.signal().name());
            out.writeNumberField("epoch", stopped.epoch());
            checkpoint(out, stopped.checkpoint());
        } else if (outcome instanceof Outcome.Diverged diverged) {
            out.writeStringField("kind", "diverged");
            out.writeNumberField("epoch", diverged.epoch());
            out.writeStringField("message", diverged.message());
        } else if (outcome instanceof Outcome.Failed failed) {
            out.writeStringField("kind", "failed");
            out.writeStringField("cause", failed.kind().name());
            out.writeStringField("message", failed.message());
        } else if (outcome instanceof Outcome.Lost lost) {
            out.writeStringField("kind", "lost");
            out.writeStringField("cause", lost.kind().name());
            out.writeStringField("message", lost.message());
        } else {
            throw new IllegalStateException("no form for " + outcome.getClass().getName());
        }
        out.writeEndObject();
    }

    static Outcome outcome(Fields in) {
        var kind = in.text("kind");
        return switch (kind) {
            case "reached" -> new Outcome.Reached(in.count("epoch"), maybeCheckpoint(in));
            case "stopped" ->
                new Outcome.Stopped(in.word("signal", Signal.class), in.count("epoch"), maybeCheckpoint(in));
            case "diverged" -> new Outcome.Diverged(in.count("epoch"), in.text("message"));
            case "failed" -> new Outcome.Failed(in.word("cause", Outcome.Failure.class), in.text("message"));
            case "lost" -> new Outcome.Lost(in.word("cause", Outcome.Loss.class), in.text("message"));
            default -> throw new MalformedEntryException("the outcome " + kind + " is unknown");
        };
    }
}
