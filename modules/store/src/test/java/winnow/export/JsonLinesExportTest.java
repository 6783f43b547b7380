package winnow.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesExportTest {
    private static final RecordedStudy STUDY = HostileStudy.recorded(HostileStudy.run(9));

    @TempDir
    private Path folder;

    @Test
    void everyLineIsATrialWithItsObservations() throws IOException {
        var file = folder.resolve("trials.jsonl");
        JsonLinesExport.write(STUDY, file);
        var lines = Files.readAllLines(file);
        assertThat(lines).hasSize(9);
        for (int i = 0; i < lines.size(); i++) {
            var json = new ObjectMapper().readTree(lines.get(i));
            var trial = STUDY.trials().get(i);
            assertThat(json.path("study").asText()).isEqualTo("hostile");
            assertThat(json.path("trial").asInt()).isEqualTo(i);
            assertThat(json.path("configuration").path("x").asDouble())
                    .isEqualTo(trial.configuration().real("x"));
            assertThat(json.path("configuration").path("kind").asText())
                    .isEqualTo(trial.configuration().text("kind"));
            assertThat(json.path("observations")).hasSize(trial.observations().size());
            int epoch = 0;
            for (var one : json.path("observations")) {
                assertThat(one.path("epoch").asInt()).isEqualTo(++epoch);
                assertThat(one.path("metrics").path("loss").asDouble())
                        .isEqualTo(trial.value("loss", epoch).orElseThrow());
                assertThat(one.path("metrics").path(HostileStudy.FORMULA).asText())
                        .isEqualTo("NaN");
                assertThat(one.path("metrics").path(HostileStudy.QUOTED).asText())
                        .isEqualTo("Infinity");
            }
        }
    }
}
