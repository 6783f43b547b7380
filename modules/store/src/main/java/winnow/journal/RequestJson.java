package winnow.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import winnow.search.Request;

/** The JSON of what a person asks: an object whose field {@code kind} says what. */
final class RequestJson {
    private RequestJson() {}

    static void write(JsonGenerator out, Request request) throws IOException {
        out.writeObjectFieldStart("request");
        if (request instanceof Request.Kill kill) {
            out.writeStringField("kind", "kill");
            out.writeNumberField("trial", kill.trial());
        } else if (request instanceof Request.Promote promote) {
            out.writeStringField("kind", "promote");
            out.writeNumberField("trial", promote.trial());
            if (promote.to().isPresent()) {
                out.writeNumberField("to", promote.to().getAsInt());
            }
        } else if (request instanceof Request.Pin pin) {
            out.writeStringField("kind", "pin");
            out.writeNumberField("trial", pin.trial());
        } else if (request instanceof Request.Unpin unpin) {
            out.writeStringField("kind", "unpin");
            out.writeNumberField("trial", unpin.trial());
        } else if (request instanceof Request.Enqueue enqueue) {
            out.writeStringField("kind", "enqueue");
            TrialJson.configuration(out, enqueue.configuration());
        } else if (request instanceof Request.Extend extend) {
            out.writeStringField("kind", "extend");
            EventJson.limits(out, extend.limits());
        } else if (request instanceof Request.Pause) {
            out.writeStringField("kind", "pause");
        } else if (request instanceof Request.Resume) {
            out.writeStringField("kind", "resume");
        } else if (request instanceof Request.Stop) {
            out.writeStringField("kind", "stop");
        } else {
            throw new IllegalStateException("no form for " + request.getClass().getName());
        }
        out.writeEndObject();
    }

    static Request read(Fields in) {
        var kind = in.text("kind");
        return switch (kind) {
            case "kill" -> new Request.Kill(in.count("trial"));
            case "promote" -> new Request.Promote(in.count("trial"), in.maybeCount("to"));
            case "pin" -> new Request.Pin(in.count("trial"));
            case "unpin" -> new Request.Unpin(in.count("trial"));
            case "enqueue" -> new Request.Enqueue(TrialJson.configuration(in));
            case "extend" -> new Request.Extend(EventJson.limits(in.object("limits")));
            case "pause" -> new Request.Pause();
            case "resume" -> new Request.Resume();
            case "stop" -> new Request.Stop();
            default -> throw new MalformedEntryException("the request " + kind + " is unknown");
        };
    }
}
