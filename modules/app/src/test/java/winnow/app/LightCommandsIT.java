package winnow.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winnow.app.session.Project;

/** Commands that only look must answer at once: what takes seconds to start is not even loaded. */
@Tag("slow")
class LightCommandsIT {

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "--version",
                "plan configs/quickstart.yaml",
                "status nowhere",
                "best nowhere",
                "pause nowhere",
                "stop nowhere",
                "trial kill nowhere 1",
                "trial promote nowhere 1",
                "enqueue nowhere point.yaml",
                "bench functions --strategy random --function f1 --dimension 2 --seeds 1"
            })
    void neitherSparkNorHadoopNorNd4jNorAkkaIsLoaded(String command) throws IOException, InterruptedException {
        var classes = temporary.resolve("classes");
        var words = command.replace("configs/", Project.root().resolve("configs") + "/")
                .split(" ");

        try (var program = Program.start(
                temporary.resolve("output"),
                List.of("-Xlog:class+load:file=" + classes),
                List.of(words).toArray())) {
            assertThat(program.code()).as(program.output()).isIn(0, 2);
        }

        assertThat(Files.readAllLines(classes))
                .anyMatch(line -> line.contains(" winnow.app.Main "))
                .noneMatch(line -> line.contains(" org.apache.spark.")
                        || line.contains(" org.nd4j.")
                        || line.contains(" akka.")
                        || line.contains(" org.apache.hadoop."));
    }
}
