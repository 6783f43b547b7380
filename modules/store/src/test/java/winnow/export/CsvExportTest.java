package winnow.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvExportTest {
    private static final RecordedStudy STUDY = HostileStudy.recorded(HostileStudy.run(9));

    @TempDir
    private Path folder;

    @Test
    void hasALineATrialAndALineAnObservation() throws IOException {
        CsvExport.write(STUDY, folder);
        var trials = read(folder.resolve("trials.csv"));
        var observations = read(folder.resolve("observations.csv"));
        assertThat(trials).hasSize(1 + 9);
        assertThat(observations).hasSize(1 + STUDY.observed().size());
        assertThat(observations.size()).isGreaterThan(9);
        assertThat(trials).allMatch(row -> row.size() == trials.get(0).size());
        assertThat(observations)
                .allMatch(row -> row.size() == observations.get(0).size());
        int trial = trials.get(0).indexOf("trial");
        int loss = trials.get(0).indexOf("metrics.loss");
        int status = trials.get(0).indexOf("status");
        int own = trials.get(0).indexOf("params.status");
        for (int i = 0; i < 9; i++) {
            var row = trials.get(i + 1);
            var real = STUDY.trials().get(i);
            assertThat(row.get(trial)).isEqualTo(Integer.toString(i));
            assertThat(row.get(status)).isEqualTo(real.status().name().toLowerCase(java.util.Locale.ROOT));
            assertThat(Long.parseLong(row.get(own)))
                    .isEqualTo(real.configuration().integer("status"));
            assertThat(Double.parseDouble(row.get(loss)))
                    .isEqualTo(STUDY.best(real).orElseThrow().metrics().value("loss"));
        }
    }

    /** Numbers may begin with a minus; texts may not begin as a formula. */
    @Test
    void nothingInItIsAFormula() throws IOException {
        CsvExport.write(STUDY, folder);
        for (var name : List.of("trials.csv", "observations.csv")) {
            for (var row : read(folder.resolve(name))) {
                for (var cell : row) {
                    assertThat(cell)
                            .satisfiesAnyOf(
                                    c -> assertThat(c).doesNotContainPattern("^[=+\\-@\\t\\r]"),
                                    c -> assertThat(Double.parseDouble(c)).isNotNaN());
                }
            }
        }
        int kind = read(folder.resolve("trials.csv")).get(0).indexOf("params.kind");
        assertThat(read(folder.resolve("trials.csv")).stream().skip(1).map(row -> row.get(kind)))
                .containsAnyOf("'=cmd|'/c calc'!A0")
                .containsAnyOf("a,b")
                .containsAnyOf("c\"d\ne");
    }

    @Test
    void quotesWhatMustBe() {
        assertThat(CsvExport.cell("plain")).isEqualTo("plain");
        assertThat(CsvExport.cell("a\"b")).isEqualTo("\"a\"\"b\"");
        assertThat(CsvExport.cell(" a")).isEqualTo("\" a\"");
        assertThat(CsvExport.cell("\t=1")).isEqualTo("'\t=1");
        assertThat(CsvExport.cell("\r=1")).isEqualTo("\"'\r=1\"");
        assertThat(CsvExport.cell("-5")).isEqualTo("'-5");
        assertThat(CsvExport.cell(-5L)).isEqualTo("-5");
        assertThat(CsvExport.cell(null)).isEmpty();
        assertThat(CsvExport.cell(Double.NaN)).isEqualTo("NaN");
    }

    @Test
    void aStudyWithoutTrialsHasHeadsAlone() throws IOException {
        var empty = HostileStudy.recorded(HostileStudy.run(9, "minimize", 1));
        assertThat(empty.trials()).isEmpty();
        CsvExport.write(empty, folder);
        assertThat(read(folder.resolve("trials.csv"))).hasSize(1).allMatch(row -> row.contains("params.x"));
        assertThat(read(folder.resolve("observations.csv"))).hasSize(1);
    }

    /** A reader by RFC 4180, apart from the writer. */
    private static List<List<String>> read(Path file) throws IOException {
        var text = Files.readString(file, StandardCharsets.UTF_8);
        var rows = new ArrayList<List<String>>();
        var row = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isQuoted) {
                if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append(c);
                    i++;
                } else if (c == '"') {
                    isQuoted = false;
                } else {
                    cell.append(c);
                }
            } else if (c == '"') {
                isQuoted = true;
            } else if (c == ',' || c == '\n') {
                row.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    rows.add(List.copyOf(row));
                    row.clear();
                }
            } else {
                cell.append(c);
            }
        }
        assertThat(isQuoted).isFalse();
        return rows;
    }
}
