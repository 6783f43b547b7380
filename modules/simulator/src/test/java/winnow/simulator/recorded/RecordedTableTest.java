package winnow.simulator.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winnow.simulator.GradedProblem;
import winnow.simulator.recorded.RecordedTable.Reading;
import winnow.space.ChoiceParameter;
import winnow.space.Configuration;
import winnow.space.IntegerParameter;
import winnow.space.Value;

class RecordedTableTest {
    private static final String SMALL = """
            rate,op,s0,s1
            1e-3,b,10,20
            1e-3,a,30,
            0.05,b,50,60
            0.05,a,70,80
            10,b,90,92
            10,a,40,44
            """;

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private RecordedTable table(String text) throws IOException {
        return RecordedTable.read(file("mlp/small.csv", text), Reading.MAXIMIZE);
    }

    private static Configuration at(long rate, String op) {
        return new Configuration(Map.of("rate", Value.of(rate), "op", Value.of(op)));
    }

    @Test
    void numbersAreSearchedByTheirOrderAndWordsAsChoices() throws IOException {
        var table = table(SMALL);

        assertThat(table.name()).isEqualTo("mlp/small");
        assertThat(table.space().parameters().get(0)).isInstanceOfSatisfying(IntegerParameter.class, rate -> {
            assertThat(rate.low()).isZero();
            assertThat(rate.high()).isEqualTo(2);
        });
        assertThat(table.space().parameters().get(1))
                .isInstanceOfSatisfying(ChoiceParameter.class, op -> assertThat(op.options())
                        .containsExactly(Value.of("a"), Value.of("b")));
    }

    @Test
    void regretIsZeroForTheBestMeanAndOneForTheMedian() throws IOException {
        var table = table(SMALL);

        // means 15, 30, 55, 75, 91, 42; the best is 91, the median (42 + 55) / 2
        assertThat(table.regret(at(2, "b"))).isZero();
        assertThat(table.regret(at(1, "a"))).isCloseTo((91 - 75) / (91 - 48.5), within(1e-12));
        assertThat(table.regrets()[0]).isZero();
    }

    @Test
    void errorsAreComparedByTheirLogarithm() throws IOException {
        var table = RecordedTable.read(file("fcnet/e.csv", "p,s0\n1,0.001\n2,0.01\n3,1\n"), Reading.MINIMIZE_LOG);

        assertThat(table.regret(new Configuration(Map.of("p", Value.of(2L))))).isCloseTo(3, within(1e-12));
    }

    @Test
    void theFolderSaysWhatValuesMean() {
        assertThat(Reading.ofFolder(Path.of("x", "fcnet", "a.csv"))).isEqualTo(Reading.MINIMIZE_LOG);
        assertThat(Reading.ofFolder(Path.of("x", "nb201", "a.csv"))).isEqualTo(Reading.MAXIMIZE);
    }

    @Test
    void aTrialMeasuresOneOfTheRecordedSeedsByItsOwn() throws IOException {
        var table = table(SMALL);
        var seen = new TreeSet<Double>();
        for (int seed = 0; seed < 40; seed++) {
            seen.add(table.measure(at(1, "a"), seed, 1).value(GradedProblem.METRIC));
        }

        assertThat(seen).containsExactly(-80.0, -70.0);
        assertThat(table.measure(at(1, "a"), 5, 1)).isEqualTo(table.measure(at(1, "a"), 5, 1));
        assertThat(table.measure(at(0, "a"), 5, 1).value(GradedProblem.METRIC)).isEqualTo(-30);
    }

    @Test
    void gzipIsKnownByItsContent() throws IOException {
        var file = folder.resolve("small.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(SMALL.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(RecordedTable.read(file, Reading.MAXIMIZE).regrets()).hasSize(6);
    }

    @Test
    void columnsMayHaveNamesThatNoParameterMayHave() throws IOException {
        var table = table("learning-rate,2nd,s0\n1,x,3\n1,y,4\n2,x,5\n2,y,9\n");

        assertThat(table.space().parameters()).extracting("name").containsExactly("learning_rate", "column_2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is empty",
                "'p,s0\n' | no rows",
                "'p,q\n1,2\n' | a column s0 is needed",
                "'s0\n1\n' | a column s0 is needed",
                "'p,s0,s2\n1,2,3\n' | here s1",
                "'p,p,s0\n1,2,3\n' | two columns are named p",
                "'p,,s0\n1,2,3\n' | a column has no name",
                "'p,s0\n1,2,3\n' | :2: has 3 fields",
                "'p,s0\n1,2\n\n2,3\n' | :3: the line is empty",
                "'p,s0\n1,2\n2, 3\n' | :3: there are blanks",
                "'p,s0\n1,2\n\"2\",3\n' | :3: quotes",
                "'p,s0\n1,2\n2,nan\n' | :3: s0 is \"nan\": a finite number",
                "'p,s0\n1,2\n2,1e999\n' | a finite number",
                "'p,s0\n1,2\n2,\n' | :3: no seed has a value",
                "'p,s0\n1,2\n,3\n' | :3: parameter p has no value",
                "'p,s0\n1,2\n1,3\n' | :3: this configuration stands in the table already",
                "'p,q,s0\n1,1,2\n2,2,3\n' | fewer than there are combinations",
                "'p,s0\n1,2\n2,2\n' | nothing can be told apart"
            })
    void whatIsNoTableIsRefusedWithItsPlace(String text, String said) throws IOException {
        var file = file("bad.csv", text);

        assertThatThrownBy(() -> RecordedTable.read(file, Reading.MAXIMIZE))
                .isInstanceOf(TableException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(said);
    }

    @Test
    void errorsThatHaveNoLogarithmAreRefused() throws IOException {
        var file = file("fcnet/bad.csv", "p,s0\n1,2\n2,-3\n");

        assertThatThrownBy(() -> RecordedTable.read(file, Reading.MINIMIZE_LOG))
                .isInstanceOf(TableException.class)
                .hasMessageContaining(":3: s0 is -3.0");
    }

    @Test
    void filesThatCannotBeReadAreRefused() throws IOException {
        var bytes = Files.write(folder.resolve("bytes.csv"), new byte[] {'p', ',', (byte) 0xC3, (byte) 0x28});
        var cut = Files.write(folder.resolve("cut.csv.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});

        assertThatThrownBy(() -> Csv.read(folder.resolve("none.csv"))).hasMessageContaining("no such file");
        assertThatThrownBy(() -> Csv.read(folder)).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> Csv.read(bytes)).hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> Csv.read(cut)).hasMessageContaining("cannot be read");
    }
}
