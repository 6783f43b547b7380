package winnow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.app.CommandLineDriver.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.app.session.Project;

/** A small real search whose folder is on a Hadoop file system. */
@Tag("slow")
class HadoopFolderTest {
    private static final String IMPLEMENTATION = "spark.hadoop.fs." + DiskFileSystem.SCHEME + ".impl";
    private static final Path QUICKSTART = Project.root().resolve("configs/quickstart.yaml");

    @TempDir
    private Path temporary;

    @BeforeAll
    static void register() {
        System.setProperty(IMPLEMENTATION, DiskFileSystem.class.getName());
    }

    @AfterAll
    static void unregister() {
        System.clearProperty(IMPLEMENTATION);
    }

    @Test
    void isSearchedResumedAndLookedAt() throws IOException {
        var disk = temporary.resolve("study");
        var place = DiskFileSystem.SCHEME + "://" + disk;

        var search = run(
                "search",
                QUICKSTART,
                "--quiet",
                "--out",
                place,
                "--set",
                "limits.trials=1",
                "--set",
                "scheduler.min_epochs=1",
                "--set",
                "scheduler.max_epochs=3");

        assertThat(search.code()).as(search.err()).isZero();
        assertThat(search.out())
                .contains("report   " + place + "/report.html", "journal  " + place + "/journal", "winner   " + place);
        assertThat(disk.resolve("report.html")).isNotEmptyFile();
        assertThat(disk.resolve("winner/model.zip")).isNotEmptyFile();
        assertThat(disk.resolve("journal/part-000002-000001.jsonl")).isNotEmptyFile();

        var resumed = run("resume", place, "--quiet", "--set", "limits.trials=2");

        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(run("status", place).out()).contains("trials 2 of 2", "finished");
        var best = run("best", place, "--json");
        assertThat(new ObjectMapper().readTree(best.out()))
                .isEqualTo(new ObjectMapper()
                        .readTree(disk.resolve("winner/winner.json").toFile()));
        var report = temporary.resolve("copy.html");
        assertThat(run("report", place, "--out", report).code()).isZero();
        assertThat(Files.size(report)).isEqualTo(Files.size(disk.resolve("report.html")));
        try (var files = Files.walk(disk)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.endsWith(".new") || name.endsWith(".writing"));
        }
    }

    @Test
    void isNotTakenTwiceAndNamedWhenItCannotBeReached() {
        var missing = run("status", DiskFileSystem.SCHEME + "://" + temporary.resolve("nowhere"));
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("there is no folder " + DiskFileSystem.SCHEME + "://");
        var unknown = run("search", QUICKSTART, "--out", "nosuch://host/x");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("cannot read the study's folder nosuch://host/x");
        var unfit = run("status", "hdfs://a b/c");
        assertThat(unfit.code()).isEqualTo(2);
        assertThat(unfit.err()).contains("hdfs://a b/c is no folder");
    }
}
