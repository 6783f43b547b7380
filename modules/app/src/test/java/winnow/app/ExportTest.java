package winnow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.app.CommandLineDriver.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winnow.journal.StudyFolder;

class ExportTest {
    @TempDir
    private static Path root;

    private static Path study;

    @BeforeAll
    static void search() {
        study = SimulatedFolder.of(
                root.resolve("study"),
                SimulatedFolder.spec(
                        3,
                        "scheduler: {name: asha, max_epochs: 9}",
                        "limits: {trials: 9}",
                        "on_finish: [{webhook: 'https://example.org/secret-path'}]"));
    }

    @ParameterizedTest
    @CsvSource({"csv, csv", "jsonl, trials.jsonl", "sqlite, study.sqlite", "tensorboard, tensorboard"})
    void goesIntoTheStudysFolderAndReplacesNothingByItself(String format, String name) throws IOException {
        var place = study.resolve("exports").resolve(name);

        var first = run("export", study, "--format", format);
        var second = run("export", study, "--format", format);
        var forced = run("export", study, "--format", format, "--force", "--json");

        assertThat(first.err()).isEmpty();
        assertThat(first.code()).isZero();
        assertThat(first.out()).startsWith("exported " + place + " (9 trials, ");
        assertThat(place).exists();
        assertThat(second.code()).isEqualTo(2);
        assertThat(second.err())
                .isEqualTo("winnow: " + place + " is there already: --force replaces it, --out writes elsewhere\n");
        assertThat(forced.code()).isZero();
        assertThat(new ObjectMapper().readTree(forced.out()).path("trials").asInt())
                .isEqualTo(9);
    }

    @Test
    void goesWhereItIsTold() {
        var place = root.resolve("elsewhere/my.jsonl");
        assertThat(run("export", study, "--format", "jsonl", "--out", place).code())
                .isZero();
        assertThat(place).isNotEmptyFile();
    }

    /** A Path made of a URI would be a folder called "hdfs:" in the working directory. */
    @Test
    void aPlaceThatIsNotOnTheLocalDiskIsRefused() throws IOException {
        for (var address : new String[] {"hdfs://namenode/exports", "s3a://bucket/x", "disk:/x"}) {
            assertMistake(address + " is not on the local disk", "--format", "csv", "--out", address);
        }
        assertMistake("file://host/x is no path", "--format", "csv", "--out", "file://host/x");
        var place = root.resolve("by-uri.jsonl");
        assertThat(run("export", study, "--format", "jsonl", "--out", place.toUri())
                        .code())
                .isZero();
        assertThat(place).isNotEmptyFile();
        assertThat(run("report", study, "--out", "hdfs://namenode/report.html").err())
                .contains("is not on the local disk");
        assertThat(run("compare", study, study, "--html", "hdfs://namenode/page.html")
                        .err())
                .contains("is not on the local disk");
    }

    /** The study itself may be anywhere; Hadoop's plain local file system stands for it here. */
    @Test
    void aStudyOnAHadoopFileSystemIsExportedToTheLocalDisk() {
        var implementation = "spark.hadoop.fs." + DiskFileSystem.SCHEME + ".impl";
        System.setProperty(implementation, DiskFileSystem.class.getName());
        try {
            var far = DiskFileSystem.SCHEME + "://" + root.resolve("far");
            SimulatedFolder.of(
                    StudyFolder.at(far),
                    SimulatedFolder.spec(3, "scheduler: {name: asha, max_epochs: 9}", "limits: {trials: 9}"),
                    Integer.MAX_VALUE);
            assertThat(root.resolve("far/journal")).isDirectory();
            for (var format : new String[] {"csv", "jsonl", "sqlite", "tensorboard"}) {
                export(far, format);
            }
        } finally {
            System.clearProperty(implementation);
        }
    }

    private static void export(String far, String format) {
        var missing = run("export", far, "--format", format);
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("--out is missing", "is not on it");

        var place = root.resolve("from-hadoop-" + format);
        var ending = run("export", far, "--format", format, "--out", place);
        assertThat(ending.err()).isEmpty();
        assertThat(ending.out()).startsWith("exported " + place + " (9 trials, ");
        assertThat(place).exists();
    }

    @Test
    void aStudyThatRunsCanBeExported() {
        var running = SimulatedFolder.of(root.resolve("running"), SimulatedFolder.spec(1, "limits: {trials: 9}"), 6);
        var ending = run("export", running, "--format", "csv");
        assertThat(ending.err()).isEmpty();
        assertThat(running.resolve("exports/csv/trials.csv")).content().contains("running");
    }

    /** A database is passed on, and the address of a webhook may be a secret. */
    @Test
    void theSpecInADatabaseNamesNoSecretPath() throws IOException {
        var place = root.resolve("spec.sqlite");
        run("export", study, "--format", "sqlite", "--out", place);
        var bytes = new String(Files.readAllBytes(place), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains("https://example.org/...").doesNotContain("secret-path");
    }

    @Test
    void saysWhatCannotBeDone() {
        assertMistake("which MLflow server? Give --server URL, or set MLFLOW_TRACKING_URI", "--format", "mlflow");
        assertMistake(
                "--out is no option of mlflow, which goes to a server: --server says to which",
                "--format",
                "mlflow",
                "--out",
                "x");
        assertMistake("--experiment is an option of mlflow, not of csv", "--format", "csv", "--experiment", "x");
        assertMistake("Missing required option: '--format=<format>'");
        assertMistake("Invalid value for option '--format': expected one of [csv, jsonl,", "--format", "parquet");
        assertMistake(
                "is to be reached by http: give an address such as",
                "--format",
                "mlflow",
                "--server",
                "sqlite:///x.db");
    }

    private static void assertMistake(String message, Object... options) {
        var arguments = new java.util.ArrayList<Object>(java.util.List.of("export", study));
        arguments.addAll(java.util.List.of(options));
        var ending = run(arguments.toArray());
        assertThat(ending.err()).startsWith("winnow: ").contains(message);
        assertThat(ending.code()).isEqualTo(2);
    }

    @Test
    void aServerThatRefusesIsAFault() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });
        server.start();
        try {
            var address = "http://127.0.0.1:" + server.getAddress().getPort();
            var ending = run("export", study, "--format", "mlflow", "--server", address);
            assertThat(ending.code()).isEqualTo(1);
            assertThat(ending.err())
                    .isEqualTo("winnow: the MLflow server " + address
                            + " refused experiments/get-by-name with status 403: it lets nobody in without the right"
                            + " MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD\n");
        } finally {
            server.stop(0);
        }
    }
}
