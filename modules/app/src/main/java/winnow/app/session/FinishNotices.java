package winnow.app.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import winnow.export.web.Courier;
import winnow.journal.StudyFolder;
import winnow.study.StudySpec;
import winnow.study.StudyState;
import winnow.study.Webhook;

/**
 * Tells those whom a spec's {@code on_finish} names that a study has ended, once for each end: a study that is taken
 * further ends anew. Whatever comes of it, the study is as it was; what came of it is in {@code on-finish.json} in the
 * study's folder, and a failure in its log.
 */
public final class FinishNotices {
    /** What came of the notices of the last end. */
    public static final String FILE = "on-finish.json";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int TRIES = 3;
    private static final Logger LOG = LoggerFactory.getLogger(FinishNotices.class);

    private final Map<String, String> environment;
    private final Courier courier;
    private final Clock clock;

    FinishNotices(Map<String, String> environment, Courier courier, Clock clock) {
        this.environment = environment;
        this.courier = courier;
        this.clock = clock;
    }

    /** Those of this process. */
    public static FinishNotices ofProcess() {
        return new FinishNotices(System.getenv(), Courier.over(TIMEOUT, TRIES), Clock.systemUTC());
    }

    /** What came of a notice, without anything secret. */
    private record Outcome(String host, boolean isDelivered, int tries, String words) {
        String line() {
            return "on_finish: " + host + (isDelivered ? " was told" : " was not told: " + words);
        }

        ObjectNode json() {
            return Json.object()
                    .put("host", host)
                    .put("delivered", isDelivered)
                    .put("tries", tries)
                    .put("outcome", words);
        }
    }

    /** What would keep a notice from being sent, in words, to be said while something can be done about it. */
    public List<String> warnings(StudySpec spec) {
        var warnings = new ArrayList<String>();
        for (var hook : spec.onFinish()) {
            try {
                hook.headers(environment);
            } catch (IllegalStateException missing) {
                warnings.add("on_finish: " + hook.host() + " will not be told: " + missing.getMessage());
            }
        }
        return warnings;
    }

    /**
     * Sends the notices of a study in its folder that has ended, unless they were sent for this end.
     *
     * @return what came of each, a line for a person
     */
    public List<String> send(StudyFolder folder, StudyState state, Optional<Winner> winner) {
        if (!isDue(state) || wereSent(folder, state)) {
            return List.of();
        }
        var outcomes = told(state, FinishNotice.of(state, winner, clock.instant(), Optional.of(folder)));
        write(folder, state, outcomes);
        return outcomes.stream().map(Outcome::line).toList();
    }

    /** The same for a study without a folder. */
    public void send(StudyState state) {
        if (isDue(state)) {
            told(state, FinishNotice.of(state, Optional.empty(), clock.instant(), Optional.empty()));
        }
    }

    private static boolean isDue(StudyState state) {
        return state.isFinished() && !state.spec().onFinish().isEmpty();
    }

    private static boolean wereSent(StudyFolder folder, StudyState state) {
        try {
            return folder.read(FILE)
                    .map(content -> Json.parsed(content).path("end").asLong(-1) == state.sequence())
                    .orElse(false);
        } catch (IOException unreadable) {
            LOG.warn("{} cannot be read: {}", folder.place(FILE), unreadable.getMessage());
            return false;
        }
    }

    private List<Outcome> told(StudyState state, ObjectNode notice) {
        var outcomes = new ArrayList<Outcome>();
        for (var hook : state.spec().onFinish()) {
            var outcome = told(hook, notice);
            if (!outcome.isDelivered()) {
                LOG.warn(outcome.line());
            }
            outcomes.add(outcome);
        }
        return outcomes;
    }

    private Outcome told(Webhook hook, ObjectNode notice) {
        try {
            var answer = courier.post(URI.create(hook.address()), hook.headers(environment), notice.toString());
            var words = "status " + answer.status()
                    + (answer.status() / 100 == 3 ? ", which sends elsewhere and is not followed" : "");
            return new Outcome(hook.host(), answer.isGood(), answer.tries(), words);
        } catch (Courier.Undelivered nothing) {
            return new Outcome(hook.host(), false, nothing.tries(), String.valueOf(nothing.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Outcome(hook.host(), false, 1, "interrupted");
        } catch (IllegalStateException missing) {
            return new Outcome(hook.host(), false, 0, String.valueOf(missing.getMessage()));
        } catch (RuntimeException unfit) {
            // Its message may hold the address, which may be a secret.
            return new Outcome(
                    hook.host(),
                    false,
                    0,
                    "the request cannot be made: " + unfit.getClass().getSimpleName());
        }
    }

    private void write(StudyFolder folder, StudyState state, List<Outcome> outcomes) {
        var json = Json.object();
        json.put("end", state.sequence());
        json.put("at", clock.instant().toString());
        var sent = json.putArray("sent");
        outcomes.forEach(outcome -> sent.add(outcome.json()));
        try {
            folder.write(FILE, (Json.text(json) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException full) {
            LOG.warn("{} cannot be written: {}", folder.place(FILE), full.getMessage());
        }
    }
}
