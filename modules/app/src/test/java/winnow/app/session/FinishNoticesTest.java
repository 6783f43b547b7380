package winnow.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.api.AskTell;
import winnow.export.web.Courier;
import winnow.spec.StudySpecReader;
import winnow.study.StudySpec;
import winnow.study.StudyState;
import winnow.trial.Metrics;

class FinishNoticesTest {
    private static final String SECRET = "s3cr3t";

    @TempDir
    private Path root;

    private final List<String> bodies = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();
    private int status = 200;
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (status == 307) {
                exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere");
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void hangUp() {
        server.stop(0);
    }

    private String host() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private StudySpec spec(String header) {
        return StudySpecReader.read(
                "x.yaml", """
                    study: told
                    objective: {name: own, metric: accuracy, goal: maximize}
                    space: {x: {real: [0, 1]}, kind: {choice: [a, b]}}
                    limits: {trials: 2}
                    on_finish: [{webhook: "%s/%s?key=%s"%s}]
                    """.formatted(host(), SECRET, SECRET, header), Catalogues.recorded(), List.of());
    }

    /** Trains both trials by hand. */
    private static void finish(AskTell study) {
        finish(study, study.ask());
    }

    private static void finish(AskTell study, AskTell.Asked first) {
        var asked = first;
        while (asked instanceof AskTell.Asked.Train train) {
            int trial = train.assignment().trial();
            for (int epoch = train.trained() + 1; epoch <= train.assignment().to(); epoch++) {
                study.tell(trial, epoch, Metrics.of("accuracy", 0.5 + trial / 10.0), 1);
            }
            asked = study.ask();
        }
    }

    private StudyState finished() {
        try (var study = AskTell.inMemory(spec("").withOnFinish(List.of()))) {
            finish(study);
            return study.state();
        }
    }

    private FinishNotices notices(Map<String, String> environment) {
        var courier = new Courier(HttpClient.newHttpClient(), time -> {}, Duration.ofSeconds(20), 3);
        return new FinishNotices(environment, courier, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    private Path begun(String header) {
        var folder = root.resolve("study");
        try (var study = AskTell.create(folder, spec(header))) {
            finish(study);
        }
        return folder;
    }

    private static JsonNode sent(Path folder) throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve(FinishNotices.FILE).toFile())
                .path("sent")
                .get(0);
    }

    @Test
    void tellsWhatItsSchemaSays() throws IOException {
        var folder = begun("");
        assertThat(bodies).hasSize(1);
        var schema = new ObjectMapper()
                .readTree(Project.root().resolve("docs/on-finish.schema.json").toFile());
        var notice = new ObjectMapper().readTree(bodies.get(0));
        assertKeys(notice, schema);
        for (var part : List.of("trials", "epochs", "best", "paths")) {
            assertKeys(notice.path(part), schema.path("properties").path(part));
        }
        assertThat(notice.path("event").asText())
                .isEqualTo(schema.at("/properties/event/const").asText());
        assertThat(notice.path("version").asInt())
                .isEqualTo(schema.at("/properties/version/const").asInt());
        assertThat(notice.path("study").asText()).isEqualTo("told");
        assertThat(notice.path("ending").asText()).isEqualTo("trials");
        assertThat(notice.path("best").path("trial").asInt()).isEqualTo(1);
        assertThat(notice.path("best").path("value").asDouble()).isEqualTo(0.6);
        assertThat(notice.path("best").path("configuration").has("x")).isTrue();
        assertThat(notice.path("paths").path("folder").asText()).isEqualTo(folder.toString());
        assertThat(notice.path("text").asText())
                .startsWith("Study told is finished (")
                .contains("best accuracy 0.6000");
        assertThat(sent(folder).path("delivered").asBoolean()).isTrue();
    }

    /** All keys that a schema of an object requires are there, and none that it does not know. */
    private static void assertKeys(JsonNode object, JsonNode schema) {
        var required = new ArrayList<String>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        assertThat(required).isNotEmpty();
        assertThat(object.fieldNames()).toIterable().containsAll(required);
        if (!schema.path("additionalProperties").isObject()) {
            assertThat(object.fieldNames()).toIterable().allMatch(name -> schema.path("properties")
                    .has(name));
        }
    }

    /** Of one end nobody is told twice; a study that was taken further ends anew. */
    @Test
    void tellsEachEndOnce() {
        var folder = begun("");
        var study = StudyRecord.read(folder);
        assertThat(notices(Map.of()).send(study.folder(), study.state(), Optional.empty()))
                .isEmpty();
        assertThat(bodies).hasSize(1);
        try (var further = AskTell.open(folder)) {
            finish(further, further.ask(further.state().limits().withTrials(3)));
        }
        assertThat(bodies).hasSize(2);
        assertThat(bodies.get(1)).contains("3 trials");
        assertThat(bodies.get(1)).isNotEqualTo(bodies.get(0));
    }

    @Test
    void putsASecretIntoTheHeaderAlone() throws IOException {
        var state = finished();
        var folder = AskTellFolder.of(root.resolve("other"), spec(", header: {Authorization: 'Bearer ${ENV:TOKEN}'}"));
        var study = StudyRecord.read(folder);
        var told = notices(Map.of("TOKEN", "t0ken"))
                .send(study.folder(), withHooks(state, study.spec()), Optional.empty());
        assertThat(told).containsExactly("on_finish: " + host() + " was told");
        assertThat(authorizations).last().isEqualTo("Bearer t0ken");
        var file = Files.readString(folder.resolve(FinishNotices.FILE));
        assertThat(file).contains(host()).doesNotContain("t0ken").doesNotContain(SECRET);
        assertThat(bodies.get(bodies.size() - 1)).doesNotContain("t0ken").doesNotContain(SECRET);
    }

    private static StudyState withHooks(StudyState state, StudySpec spec) {
        return new StudyState(
                spec,
                state.sequence(),
                state.standing(),
                state.ledger(),
                state.history(),
                state.tasks(),
                state.strategy(),
                state.scheduler(),
                state.proposals(),
                state.exhaustion(),
                state.target(),
                state.forks(),
                state.shelf(),
                state.steering());
    }

    /** A folder of a study that has not begun. */
    private static final class AskTellFolder {
        static Path of(Path folder, StudySpec spec) {
            AskTell.create(folder, spec).close();
            return folder;
        }
    }

    @Test
    void aFailureIsToldAndHarmsNothing() throws IOException {
        status = 503;
        var folder = begun("");
        assertThat(bodies.size()).isEqualTo(3);
        assertThat(sent(folder).path("delivered").asBoolean(true)).isFalse();
        assertThat(sent(folder).path("outcome").asText()).isEqualTo("status 503");
        assertThat(sent(folder).path("tries").asInt()).isEqualTo(3);
        assertThat(StudyRecord.read(folder).state().isFinished()).isTrue();
    }

    @Test
    void followsNoRedirect() throws IOException {
        status = 307;
        assertThat(sent(begun("")).path("outcome").asText())
                .isEqualTo("status 307, which sends elsewhere and is not followed");
    }

    @Test
    void aVariableThatIsNotSetIsToldAtOnceAndAtTheEnd() throws IOException {
        var header = ", header: {Authorization: '${ENV:WINNOW_NO_SUCH_VARIABLE}'}";
        assertThat(notices(Map.of()).warnings(spec(header)))
                .containsExactly("on_finish: " + host()
                        + " will not be told: the environment variable WINNOW_NO_SUCH_VARIABLE is not set");
        assertThat(notices(Map.of("WINNOW_NO_SUCH_VARIABLE", "x")).warnings(spec(header)))
                .isEmpty();
        assertThat(sent(begun(header)).path("outcome").asText())
                .isEqualTo("the environment variable WINNOW_NO_SUCH_VARIABLE is not set");
        assertThat(bodies).isEmpty();
    }

    @Test
    void aServerThatIsGoneIsTold() throws IOException {
        var spec = spec("");
        server.stop(0);
        var folder = root.resolve("study");
        try (var study = AskTell.create(folder, spec)) {
            finish(study);
        }
        assertThat(sent(folder).path("delivered").asBoolean(true)).isFalse();
        assertThat(Files.readString(folder.resolve(FinishNotices.FILE))).doesNotContain(SECRET);
    }
}
