package winnow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.app.session.StudyRecord;
import winnow.spec.InvalidSpecException;
import winnow.study.Objective;
import winnow.study.Snapshot;
import winnow.study.StopSignal;
import winnow.study.Training;
import winnow.study.TrialStart;
import winnow.trial.Metrics;

/** A Spark program of a user's own that searches with an objective of its own. */
@Tag("slow")
class WinnowTest {
    private static final String SPEC = """
            study: parabola
            seed: 3
            objective: {name: own, metric: loss, goal: minimize}
            space:
              x: {real: [-1.0, 1.0]}
            scheduler: {name: asha, min_epochs: 1, max_epochs: 9, factor: 3}
            limits: {trials: 12}
            resources: {slots: 2}
            """;

    /** Walks towards the minimum at 0.3 and saves how far it came. */
    record Parabola() implements Objective {
        @Override
        public Training begin(TrialStart start) {
            double x = start.configuration().real("x");
            double[] distance = {
                start.checkpoint()
                        .map(saved -> ByteBuffer.wrap(saved).getDouble())
                        .orElse(Math.abs(x - 0.3) + 1)
            };
            return new Training() {
                @Override
                public Metrics epoch(int epoch, StopSignal stop) {
                    stop.check();
                    distance[0] = Math.abs(x - 0.3) + (distance[0] - Math.abs(x - 0.3)) / 2;
                    return Metrics.of("loss", distance[0] * distance[0]);
                }

                @Override
                public Snapshot snapshot() {
                    double now = distance[0];
                    return out -> out.write(
                            ByteBuffer.allocate(Double.BYTES).putDouble(now).array());
                }
            };
        }
    }

    private static JavaSparkContext context(String... settings) {
        var conf = new SparkConf()
                .setMaster("local[2]")
                .setAppName("a user's program")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "localhost")
                .set("spark.driver.bindAddress", "127.0.0.1");
        for (var setting : settings) {
            conf.set(setting.split("=")[0], setting.split("=")[1]);
        }
        return new JavaSparkContext(conf);
    }

    @Test
    void aSearchWithoutAFolderReturnsTheBestTrialAndItsModel() throws Exception {
        try (var spark = context("spark.plugins=winnow.spark.WinnowPlugin")) {
            var result = Winnow.search(SPEC, new Parabola(), spark);

            assertThat(result.isFinished()).isTrue();
            assertThat(result.trials()).hasSize(12);
            assertThat(result.configuration().orElseThrow().real("x")).isBetween(-0.1, 0.7);
            var best = result.best().orElseThrow();
            double distance = ByteBuffer.wrap(result.model().orElseThrow()).getDouble();
            assertThat(distance * distance).isEqualTo(best.loss());
            assertThat(result.folder()).isEmpty();
            assertThat(spark.sc().isStopped()).isFalse();
            assertThat(spark.parallelize(java.util.List.of(1, 2)).count()).isEqualTo(2);
        }
    }

    @Test
    void aStudyInAFolderIsResumedByItsProgramAndReadByTheCommands(@TempDir Path temporary) throws Exception {
        var folder = temporary.resolve("study");
        try (var spark = context("spark.plugins=winnow.spark.WinnowPlugin")) {
            var first = Winnow.search(Winnow.spec(SPEC), new Parabola(), spark, folder);
            var more = Winnow.resume(folder, new Parabola(), spark, "limits.trials=20");

            assertThat(first.trials()).hasSize(12);
            assertThat(more.trials()).hasSize(20);
            assertThat(more.trials().subList(0, 12))
                    .extracting(winnow.trial.Trial::configuration)
                    .isEqualTo(first.trials().stream()
                            .map(winnow.trial.Trial::configuration)
                            .toList());
            assertThat(StudyRecord.read(folder).state().history())
                    .isEqualTo(more.state().history());
            assertThat(folder.resolve("report.html")).isNotEmptyFile();
            assertThatThrownBy(() -> Winnow.search(Winnow.spec(SPEC), new Parabola(), spark, folder))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("holds a study already");
        }
    }

    @Test
    void aContextWithoutThePluginIsRefusedWithTheLineToAdd(@TempDir Path temporary) {
        var folder = temporary.resolve("study");
        try (var spark = context()) {
            assertThatThrownBy(() -> Winnow.search(SPEC, new Parabola(), spark))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("spark.plugins=winnow.spark.WinnowPlugin");
            assertThatThrownBy(() -> Winnow.search(Winnow.spec(SPEC), new Parabola(), spark, folder))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(folder).doesNotExist();
        }
    }

    @Test
    void anObjectiveThatCannotTravelIsRefused() {
        var stream = new ObjectOutputStreamHolder();
        try (var spark = context("spark.plugins=winnow.spark.WinnowPlugin")) {
            assertThatThrownBy(() -> Winnow.search(SPEC, start -> stream.train(), spark))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("erializ");
        }
    }

    /** Something that cannot be serialised. */
    private static final class ObjectOutputStreamHolder {
        private final OutputStream out = OutputStream.nullOutputStream();

        Training train() throws IOException {
            new ObjectOutputStream(out).close();
            throw new IOException("never begun");
        }
    }

    @Test
    void aSpecOfAnUnknownObjectiveIsRefused() {
        assertThatThrownBy(() -> Winnow.spec(SPEC.replace("name: own", "name: other")))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("there is no objective \"other\"");
    }
}
