package winnow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.app.CommandLineDriver.run;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchSparkTest {
    @TempDir
    private Path folder;

    @Test
    @Tag("slow")
    void printsALineForEachKindAndLeavesNothingBehind() {
        var ending = run("bench", "spark", "--trials", 30, "--rounds", 2, "--memory", folder, "--disk", folder);

        assertThat(ending.code()).as(ending.err()).isZero();
        assertThat(ending.lines().get(0)).matches("Spark .* on local\\[2\\], 2 slots; medians of 2 rounds of 30");
        assertThat(ending.lines().get(2)).endsWith("  2 at once   all at once");
        assertThat(ending.lines().subList(3, 7))
                .satisfiesExactly(
                        line -> assertThat(line).matches("bare job, 2 at once +\\d+\\.\\d{3} +1\\.00 +\\d+\\.\\d\\d"),
                        line -> assertThat(line).matches("bare job, all at once +\\d+\\.\\d{3} +\\d+\\.\\d\\d +1\\.00"),
                        line -> assertThat(line)
                                .matches("trial, journal in memory +\\d+\\.\\d{3} +\\d+\\.\\d\\d +\\d+\\.\\d\\d"),
                        line -> assertThat(line)
                                .matches("trial, journal synced +\\d+\\.\\d{3} +\\d+\\.\\d\\d +\\d+\\.\\d\\d"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @Tag("slow")
    void showsHowALongStudyGrows() {
        var ending = run("bench", "spark", "--growth", "--trials", 20, "--memory", folder);

        assertThat(ending.code()).as(ending.err()).isZero();
        assertThat(ending.lines().get(0)).endsWith("a study of 20 trials, journal in " + folder);
        assertThat(ending.lines().subList(2, 12))
                .allSatisfy(line -> assertThat(line).matches(" +\\d+ +\\d+\\.\\d{3} +\\d+\\.\\d MB"));
        assertThat(ending.lines().get(11)).startsWith("        20 ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatCannotBeMeasuredIsRefused() {
        assertThat(run("bench", "spark", "--trials", 0).err()).contains("must be at least 1");
        assertThat(run("bench", "spark", "--growth", "--trials", 9).err())
                .contains("--trials 9: with --growth it must be at least 10");
        assertThat(run("bench", "spark", "--memory", folder.resolve("none")).err())
                .contains("none is no folder that can be written to: name another by --memory or --disk");
    }
}
