package winnow.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import winnow.search.Expectation;
import winnow.search.Limits;
import winnow.search.Precedent;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Assigned;
import winnow.search.StudyEvent.CheckpointsDropped;
import winnow.search.StudyEvent.Closing;
import winnow.search.StudyEvent.Ended;
import winnow.search.StudyEvent.Ending;
import winnow.search.StudyEvent.Judged;
import winnow.search.StudyEvent.Reported;
import winnow.search.StudyEvent.Requested;
import winnow.search.StudyEvent.Revealed;
import winnow.search.StudyEvent.SessionClosed;
import winnow.search.StudyEvent.SessionOpened;
import winnow.search.StudyEvent.StrategyExhausted;
import winnow.search.StudyEvent.StudyFinished;
import winnow.search.StudyEvent.StudyStarted;
import winnow.search.StudyEvent.TrialCreated;
import winnow.search.StudyEvent.WarmStarted;
import winnow.search.Target;
import winnow.search.Verdict;
import winnow.trial.Goal;

/** The JSON of study events: an object whose field {@code event} says which. */
final class EventJson {
    private EventJson() {}

    static void write(JsonGenerator out, StudyEvent event) throws IOException {
        out.writeStartObject();
        if (event instanceof StudyStarted started) {
            out.writeStringField("event", "study-started");
            out.writeStringField("study", started.study());
            out.writeNumberField("seed", started.seed());
            out.writeStringField("spec_digest", started.specDigest());
        } else if (event instanceof SessionOpened opened) {
            session(out, opened);
        } else if (event instanceof WarmStarted warm) {
            warm(out, warm);
        } else if (event instanceof TrialCreated created) {
            trial(out, created);
        } else if (event instanceof Assigned assigned) {
            out.writeStringField("event", "assigned");
            TrialJson.assignment(out, assigned.assignment());
            out.writeNumberField("rung", assigned.rung());
            out.writeStringField("reason", assigned.reason());
        } else if (event instanceof Reported reported) {
            out.writeStringField("event", "reported");
            out.writeNumberField("trial", reported.trial());
            out.writeNumberField("attempt", reported.attempt());
            TrialJson.observation(out, reported.observation());
            TrialJson.checkpoint(out, reported.checkpoint());
        } else if (event instanceof Ended ended) {
            out.writeStringField("event", "ended");
            out.writeNumberField("trial", ended.trial());
            out.writeNumberField("attempt", ended.attempt());
            TrialJson.outcome(out, ended.outcome());
        } else if (event instanceof Judged judged) {
            out.writeStringField("event", "judged");
            out.writeNumberField("trial", judged.trial());
            out.writeNumberField("epoch", judged.epoch());
            out.writeStringField("verdict", word(judged.verdict()));
            out.writeStringField("reason", judged.verdict().reason());
        } else if (event instanceof Revealed revealed) {
            out.writeStringField("event", "revealed");
            out.writeNumberField("assignment", revealed.assignment());
        } else if (event instanceof CheckpointsDropped dropped) {
            out.writeStringField("event", "checkpoints-dropped");
            out.writeNumberField("trial", dropped.trial());
            out.writeStringField("reason", dropped.reason());
        } else if (event instanceof StrategyExhausted exhausted) {
            out.writeStringField("event", "strategy-exhausted");
            out.writeStringField("reason", exhausted.reason());
        } else if (event instanceof Closing closing) {
            ending(out, "closing", closing.ending(), closing.reason());
        } else if (event instanceof StudyFinished finished) {
            ending(out, "study-finished", finished.ending(), finished.reason());
        } else if (event instanceof SessionClosed closed) {
            out.writeStringField("event", "session-closed");
            out.writeStringField("reason", closed.reason());
        } else if (event instanceof Requested requested) {
            out.writeStringField("event", "requested");
            out.writeStringField("id", requested.id());
            out.writeStringField("by", requested.by());
            out.writeStringField("reason", requested.reason());
            RequestJson.write(out, requested.request());
        } else {
            throw new IllegalStateException("no form for " + event.getClass().getName());
        }
        out.writeEndObject();
    }

    private static void session(JsonGenerator out, SessionOpened opened) throws IOException {
        out.writeStringField("event", "session-opened");
        out.writeNumberField("session", opened.session());
        limits(out, opened.limits());
        out.writeObjectFieldStart("provenance");
        for (Map.Entry<String, String> fact : opened.provenance().entrySet()) {
            TrialJson.name(out, fact.getKey());
            out.writeString(fact.getValue());
        }
        out.writeEndObject();
    }

    private static void warm(JsonGenerator out, WarmStarted warm) throws IOException {
        out.writeStringField("event", "warm-started");
        out.writeStringField("from", warm.from());
        out.writeNumberField("trials", warm.trials());
        out.writeArrayFieldStart("taken");
        for (Precedent precedent : warm.taken()) {
            out.writeStartObject();
            TrialJson.configuration(out, precedent.configuration());
            TrialJson.number(out, "loss", precedent.loss());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeObjectFieldStart("left_out");
        for (Map.Entry<String, Integer> reason : warm.leftOut().entrySet()) {
            TrialJson.name(out, reason.getKey());
            out.writeNumber(reason.getValue());
        }
        out.writeEndObject();
    }

    private static void trial(JsonGenerator out, TrialCreated created) throws IOException {
        out.writeStringField("event", "trial-created");
        out.writeNumberField("trial", created.trial());
        TrialJson.configuration(out, created.configuration());
        out.writeStringField("origin", created.origin());
        out.writeStringField("note", created.note());
        TrialJson.ancestor(out, created.parent());
        out.writeNumberField("bracket", created.bracket());
        out.writeNumberField("seed", created.seed());
        if (created.expected().isPresent()) {
            var expected = created.expected().get();
            out.writeObjectFieldStart("expected");
            out.writeNumberField("epoch", expected.epoch());
            TrialJson.number(out, "value", expected.value());
            TrialJson.number(out, "low", expected.low());
            TrialJson.number(out, "high", expected.high());
            out.writeEndObject();
        }
    }

    private static void ending(JsonGenerator out, String event, Ending ending, String reason) throws IOException {
        out.writeStringField("event", event);
        out.writeStringField("ending", ending.name());
        out.writeStringField("reason", reason);
    }

    static void limits(JsonGenerator out, Limits limits) throws IOException {
        out.writeObjectFieldStart("limits");
        count(out, "trials", limits.trials());
        count(out, "epochs", limits.epochs());
        if (limits.wallClock().isPresent()) {
            out.writeStringField("wall_clock", limits.wallClock().get().toString());
        }
        if (limits.target().isPresent()) {
            var target = limits.target().get();
            out.writeObjectFieldStart("target");
            out.writeStringField("metric", target.metric());
            out.writeStringField("goal", target.goal().name());
            TrialJson.number(out, "value", target.value());
            out.writeEndObject();
        }
        count(out, "failures", limits.failures());
        out.writeEndObject();
    }

    private static void count(JsonGenerator out, String name, OptionalInt value) throws IOException {
        if (value.isPresent()) {
            out.writeNumberField(name, value.getAsInt());
        }
    }

    private static String word(Verdict verdict) {
        if (verdict instanceof Verdict.Continue) {
            return "continue";
        }
        if (verdict instanceof Verdict.Pause) {
            return "pause";
        }
        if (verdict instanceof Verdict.Stop) {
            return "stop";
        }
        if (verdict instanceof Verdict.Complete) {
            return "complete";
        }
        if (verdict instanceof Verdict.Fail) {
            return "fail";
        }
        throw new IllegalStateException("no form for " + verdict.getClass().getName());
    }

    static StudyEvent read(Fields in) {
        var event = in.text("event");
        return switch (event) {
            case "study-started" -> new StudyStarted(in.text("study"), in.whole("seed"), in.text("spec_digest"));
            case "session-opened" ->
                new SessionOpened(in.count("session"), limits(in.object("limits")), in.texts("provenance"));
            case "warm-started" ->
                new WarmStarted(
                        in.text("from"),
                        in.count("trials"),
                        in.list("taken", p -> new Precedent(TrialJson.configuration(p), p.number("loss"))),
                        in.counts("left_out"));
            case "trial-created" ->
                new TrialCreated(
                        in.count("trial"),
                        TrialJson.configuration(in),
                        in.text("origin"),
                        in.text("note"),
                        TrialJson.ancestor(in),
                        in.count("bracket"),
                        in.whole("seed"),
                        in.maybe("expected", EventJson::expectation));
            case "assigned" ->
                new Assigned(TrialJson.assignment(in.object("assignment")), in.count("rung"), in.text("reason"));
            case "reported" ->
                new Reported(
                        in.count("trial"),
                        in.count("attempt"),
                        TrialJson.observation(in.object("observation")),
                        TrialJson.maybeCheckpoint(in));
            case "ended" -> new Ended(in.count("trial"), in.count("attempt"), TrialJson.outcome(in.object("outcome")));
            case "judged" -> new Judged(in.count("trial"), in.count("epoch"), verdict(in));
            case "revealed" -> new Revealed(in.count("assignment"));
            case "checkpoints-dropped" -> new CheckpointsDropped(in.count("trial"), in.text("reason"));
            case "strategy-exhausted" -> new StrategyExhausted(in.text("reason"));
            case "closing" -> new Closing(in.word("ending", Ending.class), in.text("reason"));
            case "study-finished" -> new StudyFinished(in.word("ending", Ending.class), in.text("reason"));
            case "session-closed" -> new SessionClosed(in.text("reason"));
            case "requested" ->
                new Requested(in.text("id"), in.text("by"), in.text("reason"), RequestJson.read(in.object("request")));
            default -> throw new MalformedEntryException("the event " + event + " is unknown");
        };
    }

    private static Expectation expectation(Fields in) {
        try {
            return new Expectation(in.count("epoch"), in.number("value"), in.number("low"), in.number("high"));
        } catch (IllegalArgumentException unfit) {
            throw new MalformedEntryException("the field expected is no expectation: " + unfit.getMessage());
        }
    }

    private static Verdict verdict(Fields in) {
        var word = in.text("verdict");
        var reason = in.text("reason");
        return switch (word) {
            case "continue" -> Verdict.CONTINUE;
            case "pause" -> new Verdict.Pause(reason);
            case "stop" -> new Verdict.Stop(reason);
            case "complete" -> new Verdict.Complete(reason);
            case "fail" -> new Verdict.Fail(reason);
            default -> throw new MalformedEntryException("the verdict " + word + " is unknown");
        };
    }

    static Limits limits(Fields in) {
        return new Limits(
                in.maybeCount("trials"),
                in.maybeCount("epochs"),
                wallClock(in),
                in.maybe("target", t -> new Target(t.text("metric"), t.word("goal", Goal.class), t.number("value"))),
                in.maybeCount("failures"));
    }

    private static Optional<Duration> wallClock(Fields in) {
        try {
            return in.has("wall_clock") ? Optional.of(Duration.parse(in.text("wall_clock"))) : Optional.empty();
        } catch (DateTimeException e) {
            throw new MalformedEntryException("the field wall_clock is no duration: " + in.text("wall_clock"));
        }
    }
}
