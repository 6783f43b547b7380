package winnow.export.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import winnow.export.ExportException;
import winnow.export.web.Courier;
import winnow.export.web.Courier.Answer;

/**
 * The calls of MLflow's REST API (version 2.0) that an export needs. What goes wrong is an {@link ExportException} that
 * names the call and what the server said.
 */
final class TrackingServer {
    static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What the server takes in one call of {@code log-batch}. */
    static final int MOST_METRICS = 1000;

    static final int MOST_PARAMS = 100;
    private static final int PAGE = 1000;
    private static final int LONGEST_MESSAGE = 300;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Access access;
    private final Courier courier;

    TrackingServer(Access access, Courier courier) {
        this.access = access;
        this.courier = courier;
    }

    /** The identifier of an experiment, which is made if there is none. */
    String experiment(String name) throws InterruptedException {
        var found = find(name);
        if (found.isPresent()) {
            return found.get();
        }
        var answer = post("experiments/create", JSON.objectNode().put("name", name));
        if (code(answer).equals("RESOURCE_ALREADY_EXISTS")) {
            return find(name)
                    .orElseThrow(() -> ExportException.mistake("the MLflow server has an experiment " + name
                            + " that it does not show: it may have been deleted; choose another by --experiment"));
        }
        return good("experiments/create", answer).path("experiment_id").asText();
    }

    private Optional<String> find(String name) throws InterruptedException {
        var call = "experiments/get-by-name";
        var answer = sent(
                call,
                () -> courier.get(
                        URI.create(
                                address(call) + "?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8)),
                        access.headers()));
        if (code(answer).equals("RESOURCE_DOES_NOT_EXIST")) {
            return Optional.empty();
        }
        var experiment = good(call, answer).path("experiment");
        if (experiment.path("lifecycle_stage").asText().equals("deleted")) {
            throw ExportException.mistake("the MLflow server's experiment " + name
                    + " was deleted: restore it there, or choose another by --experiment");
        }
        return Optional.of(experiment.path("experiment_id").asText());
    }

    /** Creates a run that is running; gives its identifier. */
    String create(String experiment, String name, long startMillis, Map<String, String> tags)
            throws InterruptedException {
        var body = JSON.objectNode()
                .put("experiment_id", experiment)
                .put("run_name", name)
                .put("start_time", startMillis);
        body.set("tags", pairs(tags));
        return good("runs/create", post("runs/create", body))
                .path("run")
                .path("info")
                .path("run_id")
                .asText();
    }

    /** Logs metrics, params and tags of a run, in as many calls as they need. */
    void log(String run, List<ObjectNode> metrics, Map<String, String> params, Map<String, String> tags)
            throws InterruptedException {
        var left = listOf(pairs(params));
        int sent = 0;
        boolean isFirst = true;
        while (isFirst || sent < metrics.size() || !left.isEmpty()) {
            var body = JSON.objectNode().put("run_id", run);
            var some = left.subList(0, Math.min(MOST_PARAMS, left.size()));
            // All that is logged in one call may be no more than the metrics alone.
            int room = MOST_METRICS - some.size() - (isFirst ? tags.size() : 0);
            int until = Math.min(metrics.size(), sent + room);
            body.putArray("metrics").addAll(metrics.subList(sent, until));
            body.set("params", array(some));
            body.set("tags", isFirst ? pairs(tags) : JSON.arrayNode());
            good("runs/log-batch", post("runs/log-batch", body));
            some.clear();
            sent = until;
            isFirst = false;
        }
    }

    /** Says that a run is over. */
    void end(String run, String status, Optional<Long> endMillis) throws InterruptedException {
        var body = JSON.objectNode().put("run_id", run).put("status", status);
        endMillis.ifPresent(at -> body.put("end_time", at));
        good("runs/update", post("runs/update", body));
    }

    void delete(String run) throws InterruptedException {
        good("runs/delete", post("runs/delete", JSON.objectNode().put("run_id", run)));
    }

    void tag(String run, String key, String value) throws InterruptedException {
        good(
                "runs/set-tag",
                post(
                        "runs/set-tag",
                        JSON.objectNode().put("run_id", run).put("key", key).put("value", value)));
    }

    /** Identifiers of runs that are not deleted, by a filter of MLflow's search. */
    List<String> search(String experiment, String filter) throws InterruptedException {
        var runs = new ArrayList<String>();
        var page = "";
        do {
            var body = JSON.objectNode();
            body.putArray("experiment_ids").add(experiment);
            body.put("filter", filter).put("max_results", PAGE).put("run_view_type", "ACTIVE_ONLY");
            if (!page.isEmpty()) {
                body.put("page_token", page);
            }
            var answer = good("runs/search", post("runs/search", body));
            answer.path("runs")
                    .forEach(run -> runs.add(run.path("info").path("run_id").asText()));
            page = answer.path("next_page_token").asText("");
        } while (!page.isEmpty());
        return runs;
    }

    private static ArrayNode pairs(Map<String, String> values) {
        var array = JSON.arrayNode();
        values.forEach(
                (key, value) -> array.add(JSON.objectNode().put("key", key).put("value", value)));
        return array;
    }

    private static List<JsonNode> listOf(ArrayNode array) {
        var list = new ArrayList<JsonNode>();
        array.forEach(list::add);
        return list;
    }

    private static ArrayNode array(List<JsonNode> nodes) {
        return JSON.arrayNode().addAll(nodes);
    }

    private String address(String call) {
        return access.server() + "/api/2.0/mlflow/" + call;
    }

    private Answer post(String call, ObjectNode body) throws InterruptedException {
        return sent(call, () -> courier.post(URI.create(address(call)), access.headers(), body.toString()));
    }

    /** A request that is to be sent. */
    private interface Sending {
        Answer send() throws Courier.Undelivered, InterruptedException;
    }

    private Answer sent(String call, Sending sending) throws InterruptedException {
        try {
            return sending.send();
        } catch (Courier.Undelivered nothing) {
            throw ExportException.trouble(
                    "the MLflow server " + access.server() + " did not answer " + call + ", tried " + nothing.tries()
                            + " times: " + nothing.getMessage(),
                    nothing);
        }
    }

    private JsonNode good(String call, Answer answer) {
        if (answer.isGood()) {
            return json(answer);
        }
        throw ExportException.trouble("the MLflow server " + access.server() + " refused " + call + " with status "
                + answer.status() + meaning(answer));
    }

    private static String meaning(Answer answer) {
        var json = json(answer);
        var said =
                (json.path("error_code").asText() + " " + json.path("message").asText()).strip();
        if (!said.isEmpty()) {
            var line = said.replaceAll("\\p{Cntrl}+", " ");
            return ": " + (line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) + "..." : line);
        }
        return switch (answer.status()) {
            case 301, 302, 303, 307, 308 -> ": it sends elsewhere, which is not followed; give the address it means";
            case 401, 403 ->
                ": it lets nobody in without the right MLFLOW_TRACKING_TOKEN, or"
                        + " MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD";
            case 404 -> ": is there an MLflow server at this address?";
            default -> "";
        };
    }

    private static String code(Answer answer) {
        return answer.isGood() ? "" : json(answer).path("error_code").asText();
    }

    private static JsonNode json(Answer answer) {
        try {
            var json = answer.body().isBlank() ? JSON.objectNode() : MAPPER.readTree(answer.body());
            return json == null ? JSON.objectNode() : json;
        } catch (JsonProcessingException page) {
            return JSON.objectNode();
        }
    }
}
