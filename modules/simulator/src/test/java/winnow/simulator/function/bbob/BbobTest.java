package winnow.simulator.function.bbob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winnow.random.RandomStream;
import winnow.simulator.recorded.Csv;

class BbobTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 | 2 | -383.43759179342237 | -2.038225 -0.326617",
                "7 | 2 | 150.187019898645 | 3.912422 -2.171891",
                "12 | 2 | 196527827.68602425 | 4.739873 0.200534",
                "20 | 2 | 14701.34770347561 | -3.370121 3.845971",
                "6 | 5 | 182732.53915827957 | 2.533378 -4.399769 -0.469605 2.786436 0.431605",
                "16 | 5 | 199.41852446557357 | 4.931128 0.378359 1.649940 0.815780 3.395769",
                "21 | 5 | 102.85669881288973 | 4.966822 -1.831021 -4.454500 -3.906887 -3.558231",
                "24 | 5 | 248.66461565911823 | -1.194543 -1.346203 -4.164988 -1.612988 -0.776490"
            })
    void someValuesAreThePublishedOnes(int number, int dimensions, double value, String x) {
        assertThat(Bbob.of(number, dimensions, 1).value(point(x))).isCloseTo(value, within(1e-9 * Math.abs(value)));
    }

    @Test
    void noPointIsBelowTheOptimum() {
        for (int number = 1; number <= Bbob.COUNT; number++) {
            var function = Bbob.of(number, 3, 2);
            var random = RandomStream.of(1, "points", number);
            for (int draw = 0; draw < 200; draw++) {
                double[] x = random.doubles(3, -5, 5).toArray();
                assertThat(function.value(x)).isGreaterThanOrEqualTo(function.optimum());
            }
        }
    }

    @Test
    void theOptimumOfTheSphereIsWhereItsValueIsLeast() {
        double[] best = new Setting(4, 1 + 10_000L).optimum();

        assertThat(Bbob.of(1, 4, 1).value(best)).isEqualTo(79.48);
    }

    @Test
    void whatIsNotDefinedIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Bbob.of(25, 2, 1)).withMessageContaining("25");
        assertThatIllegalArgumentException().isThrownBy(() -> Bbob.of(1, 1, 1)).withMessageContaining("dimension is 1");
        assertThatIllegalArgumentException().isThrownBy(() -> Bbob.of(1, 2, 0)).withMessageContaining("instance is 0");
    }

    private static double[] point(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    /** Published values, where the folder of tables lies beside the project or is named by WINNOW_TABLES. */
    private static Path golden() {
        var named = System.getenv("WINNOW_TABLES");
        var tables = named == null ? Path.of("..", "..", "..", "shared", "tables") : Path.of(named);
        return tables.resolve("bbob").resolve("golden.csv.gz");
    }

    @Test
    void allValuesAreThePublishedOnes() {
        assumeTrue(
                Files.exists(golden()), () -> "there is no " + golden() + ": WINNOW_TABLES names the folder of tables");
        var csv = Csv.read(golden());
        var soft = new SoftAssertions();
        for (int row = 0; row < csv.rows().size(); row++) {
            var fields = csv.rows().get(row);
            int number = Integer.parseInt(fields.get(0));
            var function = Bbob.of(number, Integer.parseInt(fields.get(1)), Integer.parseInt(fields.get(2)));
            double expected = csv.number(row, 4);
            double[] x = point(fields.get(5));

            soft.assertThat(function.optimum()).as("optimum of f%d", number).isEqualTo(csv.number(row, 3));
            soft.assertThat(function.value(x))
                    .as("f%d at %s", number, fields.get(5))
                    .isCloseTo(expected, within(1e-9 * Math.abs(expected)));
        }
        soft.assertAll();
        assertThat(csv.rows()).extracting(row -> row.get(0)).contains("1", "24");
    }
}
