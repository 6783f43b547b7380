package winnow.export.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import winnow.export.ExportException;
import winnow.export.HostileStudy;
import winnow.export.RecordedStudy;
import winnow.export.mlflow.MlflowExport.Written;
import winnow.export.web.LocalServer;
import winnow.export.web.LocalServer.Reply;
import winnow.simulator.Simulation;
import winnow.trial.TrialStatus;

class MlflowExportTest {
    private static final Simulation.Result RUN = HostileStudy.run(9);
    private static final RecordedStudy STUDY = HostileStudy.recorded(RUN);
    private static final String SECRET = "s3cr3t-t0ken";

    private final FakeTrackingServer mlflow = new FakeTrackingServer();
    private final List<Duration> pauses = new ArrayList<>();
    private LocalServer server;
    private int exports;

    @BeforeEach
    void start() throws IOException {
        server = LocalServer.answering(mlflow);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Written export(boolean replaces) throws InterruptedException {
        return export(RUN, replaces, Map.of("MLFLOW_TRACKING_TOKEN", SECRET));
    }

    private Written export(Simulation.Result run, boolean replaces, Map<String, String> environment)
            throws InterruptedException {
        return MlflowExport.write(
                HostileStudy.recorded(run),
                run.entries(),
                Access.of(server.address() + "/", environment),
                LocalServer.courier(pauses, 4),
                "my experiment/ä",
                replaces,
                Instant.ofEpochSecond(++exports));
    }

    @Test
    void makesAParentAndARunATrial() throws InterruptedException {
        var written = export(false);
        assertThat(written.runs()).isEqualTo(10);
        assertThat(written.replaced()).isZero();
        assertThat(mlflow.experiments.keySet()).containsExactly("my experiment/ä");
        var parent = mlflow.runs.get(written.parent());
        assertThat(parent.status).isEqualTo("FINISHED");
        assertThat(parent.name).isEqualTo("hostile");
        assertThat(parent.end).isPresent();
        assertThat(parent.tags)
                .containsEntry("winnow.complete", "true")
                .containsEntry("winnow.seed", "3")
                .containsEntry("winnow.provenance.java", "17");
        for (var trial : STUDY.trials()) {
            var child = mlflow.active().stream()
                    .filter(run -> Integer.toString(trial.number()).equals(run.tags.get("winnow.trial")))
                    .findFirst()
                    .orElseThrow();
            assertThat(child.tags).containsEntry("mlflow.parentRunId", written.parent());
            assertThat(child.status)
                    .isEqualTo(
                            switch (trial.status()) {
                                case COMPLETED, PAUSED -> "FINISHED";
                                case STOPPED -> "KILLED";
                                default -> throw new AssertionError(trial.status());
                            });
            assertThat(child.params.keySet())
                    .isEqualTo(trial.configuration().values().keySet());
            assertThat(Double.parseDouble(child.params.get("x")))
                    .isEqualTo(trial.configuration().real("x"));
            var losses = child.metrics.stream()
                    .filter(m -> m.path("key").asText().equals("loss"))
                    .toList();
            assertThat(losses).hasSameSizeAs(trial.observations());
            losses.forEach(m -> assertThat(m.path("value").asDouble())
                    .isEqualTo(trial.value("loss", m.path("step").asInt()).orElseThrow()));
            if (trial.status() == TrialStatus.COMPLETED) {
                assertThat(child.end.orElseThrow()).isGreaterThanOrEqualTo(child.start);
            }
        }
    }

    /** The fake refuses names that MLflow refuses, and all seven metrics arrive all the same. */
    @Test
    void namesMetricsAsMlflowAllows() throws InterruptedException {
        export(false);
        var names = mlflow.active().stream()
                .flatMap(run -> run.metrics.stream())
                .map(m -> m.path("key").asText())
                .distinct()
                .toList();
        assertThat(names).hasSize(1 + HostileStudy.NAMES.size()).contains("a/b", "loss", ".._.._etc_passwd");
    }

    @Test
    void neverSendsMoreThanABatchMayHold() throws InterruptedException {
        var metrics = new ArrayList<com.fasterxml.jackson.databind.node.ObjectNode>();
        for (int i = 0; i < 2500; i++) {
            metrics.add(TrackingServer.JSON
                    .objectNode()
                    .put("key", "loss")
                    .put("value", i)
                    .put("timestamp", 1)
                    .put("step", i));
        }
        var params = new java.util.LinkedHashMap<String, String>();
        for (int i = 0; i < 250; i++) {
            params.put("p" + i, "v" + i);
        }
        var tracking = new TrackingServer(Access.of(server.address(), Map.of()), LocalServer.courier(pauses, 1));
        var run = tracking.create(tracking.experiment("e"), "r", 1, Map.of());
        tracking.log(run, metrics, params, Map.of("a", "b"));
        var got = mlflow.runs.get(run);
        assertThat(got.metrics).hasSize(2500);
        assertThat(got.metrics.stream().map(m -> m.path("step").asInt())).doesNotHaveDuplicates();
        assertThat(got.params).hasSize(250);
        assertThat(got.tags).containsEntry("a", "b");
        assertThat(mlflow.largestBatch).isEqualTo(1000);
    }

    @Test
    void refusesToExportTwiceUnlessItIsWished() throws InterruptedException {
        mlflow.pageSize = 3;
        var first = export(false);
        assertThatThrownBy(() -> export(false))
                .isInstanceOf(ExportException.class)
                .hasMessage("the experiment my experiment/ä has this study already (run " + first.parent()
                        + "): --force replaces it, --experiment chooses another");
        assertThat(mlflow.active()).hasSize(10);
        var second = export(true);
        assertThat(second.replaced()).isEqualTo(10);
        assertThat(mlflow.active()).hasSize(10).contains(mlflow.runs.get(second.parent()));
        assertThat(mlflow.runs.get(first.parent()).isDeleted).isTrue();
    }

    @Test
    void triesAgainWhatMayPass() throws InterruptedException {
        mlflow.troubles.put("runs/create", List.of(Reply.of(503, ""), new Reply(429, "", Map.of("Retry-After", "3"))));
        mlflow.troubles.put("runs/log-batch", List.of(Reply.of(500, "")));
        assertThat(export(false).runs()).isEqualTo(10);
        assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(3), Duration.ofMillis(500));
    }

    /** What was created before a failure is deleted; what could not be is cleared by the next export. */
    @Test
    void leavesNoHalfExport() throws InterruptedException {
        var broken = new ArrayList<Reply>();
        for (int i = 0; i < 4; i++) {
            broken.add(Reply.of(500, "oops"));
        }
        mlflow.troubles.put("runs/log-batch", broken);
        mlflow.troubles.put("runs/delete", List.of(Reply.of(403, "")));
        assertThatThrownBy(() -> export(false))
                .isInstanceOf(ExportException.class)
                .hasMessage("the MLflow server " + server.address() + " refused runs/log-batch with status 500");
        assertThat(mlflow.active()).hasSize(1);
        assertThat(export(false).replaced()).isEqualTo(1);
        assertThat(mlflow.active()).hasSize(10);
    }

    @Test
    void aRunningStudyIsARunningRun() throws InterruptedException {
        var cut = HostileStudy.run(9, "minimize", 7);
        var written = export(cut, false, Map.of());
        assertThat(mlflow.runs.get(written.parent()).status).isEqualTo("RUNNING");
        assertThat(mlflow.runs.get(written.parent()).end).isEmpty();
        assertThat(mlflow.active())
                .anyMatch(run -> run.status.equals("RUNNING") && run.tags.containsKey("winnow.trial"));
    }

    @Test
    void sendsItsSecretToTheServerAndNowhereElse() throws InterruptedException {
        export(false);
        assertThat(server.requests())
                .allMatch(r -> ("Bearer " + SECRET).equals(r.headers().get("authorization")))
                .noneMatch(r -> r.body().contains(SECRET) || r.uri().toString().contains(SECRET));
        assertThat(Access.of(server.address(), Map.of("MLFLOW_TRACKING_TOKEN", SECRET))
                        .toString())
                .doesNotContain(SECRET);
        mlflow.troubles.put("experiments/get-by-name", List.of(Reply.of(401, "")));
        assertThatThrownBy(() -> export(true))
                .hasMessageContaining("with status 401: it lets nobody in without the right MLFLOW_TRACKING_TOKEN")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void knowsUserAndPassword() throws InterruptedException {
        export(RUN, false, Map.of("MLFLOW_TRACKING_USERNAME", "ana", "MLFLOW_TRACKING_PASSWORD", "pässword"));
        // The base64 of "ana:pässword" in UTF-8.
        assertThat(server.requests().get(0).headers()).containsEntry("authorization", "Basic YW5hOnDDpHNzd29yZA==");
    }

    @Test
    void saysWhatIsWrongWithAnAddress() {
        assertThatThrownBy(() -> Access.of("sqlite:///mlflow.db", Map.of()))
                .hasMessageContaining("is to be reached by http");
        assertThatThrownBy(() -> Access.of("http://ana:" + SECRET + "@host/", Map.of()))
                .hasMessageContaining("must hold no name, password or query")
                .hasMessageNotContaining(SECRET);
        assertThatThrownBy(() -> Access.of("http://example.org", Map.of("MLFLOW_TRACKING_TOKEN", SECRET)))
                .hasMessageContaining("is not reached by https")
                .hasMessageNotContaining(SECRET);
        assertThat(Access.of("http://example.org", Map.of()).headers()).isEmpty();
        assertThatThrownBy(() -> Access.of("https://h", Map.of("MLFLOW_TRACKING_TOKEN", SECRET + "\n")))
                .hasMessageContaining("holds a blank, a line break")
                .hasMessageNotContaining(SECRET);
        assertThatThrownBy(() -> Access.of("http://bad host:" + SECRET, Map.of()))
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void saysWhereNothingAnswers() throws InterruptedException {
        var page = server.address();
        mlflow.troubles.put("experiments/get-by-name", List.of(Reply.of(404, "<html>")));
        assertThatThrownBy(() -> export(false))
                .hasMessage("the MLflow server " + page
                        + " refused experiments/get-by-name with status 404: is there an MLflow server at this"
                        + " address?");
        server.close();
        assertThatThrownBy(() -> export(false))
                .hasMessageStartingWith(
                        "the MLflow server " + page + " did not answer experiments/get-by-name, tried 4 times: ");
    }
}
