package winnow.export.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import winnow.export.web.LocalServer.Reply;
import winnow.export.web.LocalServer.Request;
import winnow.export.web.LocalServer.Script;

/** MLflow's tracking server as far as its documentation says, with its limits; it refuses whatever breaks them. */
final class FakeTrackingServer implements Script {
    private static final String PREFIX = "/api/2.0/mlflow/";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.\\- /]{1,250}");
    private static final Set<String> STATUSES = Set.of("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED");
    private static final Pattern CONDITION = Pattern.compile("tags\\.`([^`]+)` = '([^']*)'");

    final Map<String, String> experiments = new LinkedHashMap<>();
    final Map<String, Run> runs = new LinkedHashMap<>();

    /** Answered instead of what would be, once each, by the call's name. */
    final Map<String, List<Reply>> troubles = new LinkedHashMap<>();

    int pageSize = 1000;
    int largestBatch;

    /** A run. */
    static final class Run {
        String experiment = "";
        String name = "";
        String status = "RUNNING";
        long start;
        Optional<Long> end = Optional.empty();
        boolean isDeleted;
        final Map<String, String> tags = new LinkedHashMap<>();
        final Map<String, String> params = new LinkedHashMap<>();
        final List<JsonNode> metrics = new ArrayList<>();
    }

    List<Run> active() {
        return runs.values().stream().filter(run -> !run.isDeleted).toList();
    }

    @Override
    public synchronized Reply reply(Request request) {
        var path = request.uri().getPath();
        if (!path.startsWith(PREFIX)) {
            return Reply.of(404, "<html>no such page</html>");
        }
        var call = path.substring(PREFIX.length());
        var trouble = troubles.getOrDefault(call, List.of());
        if (!trouble.isEmpty()) {
            troubles.put(call, trouble.subList(1, trouble.size()));
            return trouble.get(0);
        }
        try {
            if (call.equals("experiments/get-by-name")) {
                require(request.method().equals("GET"), "method");
                var query = request.uri().getRawQuery();
                require(query.startsWith("experiment_name="), "experiment_name");
                return byName(URLDecoder.decode(query.substring(query.indexOf('=') + 1), StandardCharsets.UTF_8));
            }
            require(request.method().equals("POST"), "method");
            require(request.headers().getOrDefault("content-type", "").startsWith("application/json"), "content type");
            require(request.body().length() <= 1_000_000, "request has more than 1 MB");
            var body = new ObjectMapper().readTree(request.body());
            return switch (call) {
                case "experiments/create" -> createExperiment(body);
                case "runs/create" -> createRun(body);
                case "runs/log-batch" -> log(body);
                case "runs/update" -> update(body);
                case "runs/set-tag" -> tag(body);
                case "runs/delete" -> delete(body);
                case "runs/search" -> search(body);
                default -> Reply.of(404, error("ENDPOINT_NOT_FOUND", call));
            };
        } catch (Refused refused) {
            return Reply.of(refused.status, error(refused.code, String.valueOf(refused.getMessage())));
        } catch (JsonProcessingException e) {
            return Reply.of(400, error("BAD_REQUEST", String.valueOf(e.getMessage())));
        }
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String code;

        Refused(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new Refused(400, "INVALID_PARAMETER_VALUE", "Invalid value for " + what);
        }
    }

    private static String text(JsonNode body, String field) {
        require(body.path(field).isTextual() && !body.path(field).asText().isEmpty(), field);
        return body.path(field).asText();
    }

    private static String error(String code, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("error_code", code)
                .put("message", message)
                .toString();
    }

    private Reply byName(String name) {
        var id = experiments.get(name);
        if (id == null) {
            throw new Refused(404, "RESOURCE_DOES_NOT_EXIST", "no experiment " + name);
        }
        var json = JsonNodeFactory.instance.objectNode();
        json.putObject("experiment").put("experiment_id", id).put("name", name).put("lifecycle_stage", "active");
        return Reply.of(200, json.toString());
    }

    private Reply createExperiment(JsonNode body) {
        var name = text(body, "name");
        if (experiments.containsKey(name)) {
            throw new Refused(400, "RESOURCE_ALREADY_EXISTS", name);
        }
        var id = Integer.toString(experiments.size() + 1);
        experiments.put(name, id);
        return Reply.of(
                200,
                JsonNodeFactory.instance.objectNode().put("experiment_id", id).toString());
    }

    private Reply createRun(JsonNode body) {
        var run = new Run();
        run.experiment = text(body, "experiment_id");
        require(experiments.containsValue(run.experiment), "experiment_id");
        run.name = text(body, "run_name");
        require(body.path("start_time").isIntegralNumber(), "start_time");
        run.start = body.path("start_time").asLong();
        tags(run, body.path("tags"));
        var id = String.format("%032x", runs.size() + 1);
        runs.put(id, run);
        var json = JsonNodeFactory.instance.objectNode();
        json.putObject("run").putObject("info").put("run_id", id).put("status", "RUNNING");
        return Reply.of(200, json.toString());
    }

    private static void tags(Run run, JsonNode tags) {
        require(tags.isArray() && tags.size() <= 100, "tags");
        for (var tag : tags) {
            var key = text(tag, "key");
            require(NAME.matcher(key).matches(), "tag key " + key);
            require(tag.path("value").isTextual() && tag.path("value").asText().length() <= 5000, "tag value");
            run.tags.put(key, tag.path("value").asText());
        }
    }

    private Run run(JsonNode body) {
        var run = runs.get(text(body, "run_id"));
        if (run == null || run.isDeleted) {
            throw new Refused(404, "RESOURCE_DOES_NOT_EXIST", "no such run");
        }
        return run;
    }

    private Reply log(JsonNode body) {
        var run = run(body);
        var metrics = body.path("metrics");
        var params = body.path("params");
        var tags = body.path("tags");
        require(metrics.size() <= 1000, "metrics: at most 1000");
        require(params.size() <= 100, "params: at most 100");
        require(metrics.size() + params.size() + tags.size() <= 1000, "batch: at most 1000 in all");
        largestBatch = Math.max(largestBatch, metrics.size() + params.size() + tags.size());
        for (var metric : metrics) {
            var key = text(metric, "key");
            require(
                    NAME.matcher(key).matches()
                            && !key.startsWith("/")
                            && !List.of(key.split("/")).contains(".."),
                    key);
            var value = metric.path("value");
            require(
                    value.isNumber() || Set.of("NaN", "Infinity", "-Infinity").contains(value.asText()),
                    "value of " + key);
            require(metric.path("timestamp").isIntegralNumber(), "timestamp");
            require(metric.path("step").isIntegralNumber(), "step");
            run.metrics.add(metric);
        }
        for (var param : params) {
            var key = text(param, "key");
            require(NAME.matcher(key).matches(), "param key");
            require(param.path("value").asText().length() <= 500, "param value");
            var older = run.params.put(key, param.path("value").asText());
            require(older == null || older.equals(param.path("value").asText()), "param that changes");
        }
        tags(run, tags);
        return Reply.of(200, "{}");
    }

    private Reply update(JsonNode body) {
        var run = run(body);
        run.status = text(body, "status");
        require(STATUSES.contains(run.status), "status");
        if (body.has("end_time")) {
            require(body.path("end_time").isIntegralNumber(), "end_time");
            run.end = Optional.of(body.path("end_time").asLong());
        }
        return Reply.of(200, "{\"run_info\": {}}");
    }

    private Reply tag(JsonNode body) {
        run(body).tags.put(text(body, "key"), text(body, "value"));
        return Reply.of(200, "");
    }

    private Reply delete(JsonNode body) {
        run(body).isDeleted = true;
        return Reply.of(200, "{}");
    }

    private Reply search(JsonNode body) {
        require(body.path("experiment_ids").isArray(), "experiment_ids");
        require(body.path("max_results").asInt() <= 50_000, "max_results");
        require(body.path("run_view_type").asText().equals("ACTIVE_ONLY"), "run_view_type");
        var wanted = new LinkedHashMap<String, String>();
        for (var part : text(body, "filter").split(" and ")) {
            var match = CONDITION.matcher(part);
            require(match.matches(), "filter " + part);
            wanted.put(match.group(1), match.group(2));
        }
        var experiment = body.path("experiment_ids").get(0).asText();
        var found = runs.entrySet().stream()
                .filter(e -> !e.getValue().isDeleted && e.getValue().experiment.equals(experiment))
                .filter(e -> e.getValue().tags.entrySet().containsAll(wanted.entrySet()))
                .map(Map.Entry::getKey)
                .toList();
        int from = body.path("page_token").asInt(0);
        int to = Math.min(found.size(), from + pageSize);
        var json = JsonNodeFactory.instance.objectNode();
        var array = json.putArray("runs");
        found.subList(from, to).forEach(id -> {
            ObjectNode run = array.addObject();
            run.putObject("info").put("run_id", id);
        });
        if (to < found.size()) {
            json.put("next_page_token", Integer.toString(to));
        }
        return Reply.of(200, json.toString());
    }
}
