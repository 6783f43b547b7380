package winnow.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.app.session.Project;
import winnow.app.session.StudyRecord;
import winnow.study.Standing.Phase;
import winnow.testkit.FaultTest;

/** The scripts of {@code cluster/}: a real standalone master, two real workers, and SparkSubmit. */
@Tag("slow")
class ClusterIT {
    private static final Path ROOT = Project.root();
    private static final long LONGEST_SECONDS = 300;

    @TempDir
    private Path temporary;

    @AfterEach
    void stopWhateverRuns() throws IOException, InterruptedException {
        script("local", "stop");
    }

    @Test
    void theQuickstartRunsThroughSparkSubmitOnTwoWorkers() throws IOException, InterruptedException {
        assertThat(script("local", "start", "--workers", "2")).matches(ended(0, "spark://127.0.0.1:\\d+"));
        assertThat(script("local", "status")).matches(ended(0, "worker-1 running(?s:.*)worker-2 running"));
        assertThat(script("local", "start")).matches(ended(1, "a cluster is running already"));

        var study = temporary.resolve("study");
        var search = script("submit", ROOT.resolve("configs/quickstart.yaml").toString(), "--out", study.toString());

        assertThat(search).matches(ended(0, "trials of 27 by validation_loss"));
        assertThat(search.output()).doesNotContain(" INFO ");
        assertThat(study.resolve("report.html")).isNotEmptyFile();
        assertThat(study.resolve("winner/model.zip")).isNotEmptyFile();
        assertThat(StudyRecord.read(study).state().isFinished()).isTrue();

        assertThat(script("local", "stop").code()).isZero();
        assertThat(script("local", "status")).matches(ended(1, "no cluster is running"));
    }

    @FaultTest
    void aStudyToWhichNoExecutorComesSaysSoAndIsPutDownGently() throws IOException, InterruptedException {
        assertThat(script("local", "start", "--workers", "0").code()).isZero();
        var study = temporary.resolve("study");
        var output = temporary.resolve("waiting.out");
        var waiting = builder(
                        output,
                        "submit",
                        ROOT.resolve("configs/quickstart.yaml").toString(),
                        "--out",
                        study.toString())
                .start();
        try {
            for (int i = 0;
                    i < 600 && waiting.isAlive() && !Files.readString(output).contains("nothing is trained");
                    i++) {
                Thread.sleep(100);
            }
            assertThat(Files.readString(output))
                    .contains(
                            "winnow: nothing is trained: for 10 s no executor has had a slot for a trial; the study goes"
                                    + " on by itself when one comes");
            new ProcessBuilder("kill", "-INT", Long.toString(waiting.pid()))
                    .start()
                    .waitFor();
            assertThat(waiting.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            waiting.destroyForcibly();
        }
        assertThat(waiting.exitValue()).as(Files.readString(output)).isEqualTo(130);
        assertThat(Files.readString(output))
                .contains("interrupted; `winnow resume " + study + "` continues the study")
                .doesNotContain("\tat ");
        assertThat(StudyRecord.read(study).state().standing().phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void withoutAClusterSubmitSaysWhatIsMissing() throws IOException, InterruptedException {
        assertThat(script("submit", ROOT.resolve("configs/quickstart.yaml").toString()))
                .matches(ended(2, "no --master given, and no cluster of cluster/local is running"));
        assertThat(script("submit")).matches(ended(2, "usage: cluster/submit"));
        assertThat(script("local", "begin")).matches(ended(2, "usage: cluster/local"));
    }

    private record Run(int code, String output) {}

    private static Predicate<Run> ended(int code, String pattern) {
        return run -> run.code() == code
                && Pattern.compile(pattern).matcher(run.output()).find();
    }

    /** Runs a script of {@code cluster/}, with a cluster of this test's own. */
    private Run script(String name, String... arguments) throws IOException, InterruptedException {
        var output = Files.createTempFile(temporary, name, ".out");
        var process = builder(output, name, arguments).start();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Run(process.waitFor(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private ProcessBuilder builder(Path output, String name, String... arguments) throws IOException {
        var command =
                new ArrayList<>(List.of(ROOT.resolve("cluster").resolve(name).toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(Heeding.interrupts(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .put("WINNOW_CLUSTER_DIR", temporary.resolve("cluster").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("SPARK_HOME");
        return builder;
    }
}
