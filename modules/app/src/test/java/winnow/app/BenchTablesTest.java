package winnow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.app.CommandLineDriver.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winnow.random.RandomStream;

/** {@code winnow bench tables} and {@code compare}, on tables that the tests make. */
class BenchTablesTest {
    private static final int SIDE = 25;

    @TempDir
    private Path folder;

    private Path quiet;
    private Path noisy;

    @BeforeEach
    void makeTables() throws IOException {
        quiet = table("quiet", 1, 0);
        noisy = table("noisy", 5, 0.3);
    }

    /** A grid of 25 x 25 x 2, each configuration with some seeds. */
    private Path table(String name, int seeds, double noise) throws IOException {
        var random = RandomStream.of(5, name, 0);
        var text = new StringBuilder("rate,width,op");
        for (int seed = 0; seed < seeds; seed++) {
            text.append(",s").append(seed);
        }
        for (int i = 0; i < SIDE * SIDE * 2; i++) {
            int rate = i / 2 / SIDE;
            int width = i / 2 % SIDE;
            text.append("\n1e-").append(rate).append(',').append(width).append(i % 2 == 0 ? ",relu" : ",tanh");
            double value = 10 - Math.pow(rate / 10.0 - 1, 2) - Math.pow(width / 10.0 - 2, 2) - i % 2 * 0.3;
            for (int seed = 0; seed < seeds; seed++) {
                text.append(',').append(value + noise * random.nextGaussian());
            }
        }
        var file = folder.resolve("mlp").resolve(name + ".csv");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text.append('\n'));
    }

    private static double[] figures(String line) {
        return Arrays.stream(line.substring(line.indexOf('@')).split("[ @±()]+"))
                .filter(word -> word.matches("\\d+\\.\\d+"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** What the lowest of some draws without repetition is on average, of values that ascend. */
    private static double expectedLowest(double[] ascending, int draws) {
        double expected = 0;
        double allLater = 1;
        for (int i = 0; i < ascending.length; i++) {
            // given that none of the i lower ones was drawn, the next is among the draws with this chance
            double drawn = Math.min(1, (double) draws / (ascending.length - i));
            expected += allLater * drawn * ascending[i];
            allLater *= 1 - drawn;
        }
        return expected;
    }

    @Test
    void randomSearchDoesAsWellAsItMustOnAverage() {
        double[] regrets = winnow.simulator.recorded.RecordedTable.read(
                        quiet, winnow.simulator.recorded.RecordedTable.Reading.MAXIMIZE)
                .regrets();
        var csv = folder.resolve("out.csv");

        var ending = run("bench", "tables", "--strategy", "random", "--seeds", 60, quiet, "--csv", csv);

        double[] figures = figures(ending.lines().get(0));
        var points = List.of(10, 30, 100, 200);
        var rows = winnow.simulator.recorded.Csv.read(csv);
        for (int place = 0; place < points.size(); place++) {
            int point = points.get(place);
            double[] seeds = rows.rows().stream()
                    .filter(row -> row.get(0).equals("random") && row.get(3).equals(Integer.toString(point)))
                    .mapToDouble(row -> Double.parseDouble(row.get(4)))
                    .toArray();
            double mean = Arrays.stream(seeds).average().orElseThrow();
            double squares =
                    Arrays.stream(seeds).map(r -> (r - mean) * (r - mean)).sum();
            double error = Math.sqrt(squares / 59 / 60);
            assertThat(seeds).hasSize(60);
            assertThat(figures[place]).isEqualTo(Math.round(mean * 1e4) / 1e4);
            // five standard errors: a false alarm in about 100,000 choices of seeds
            assertThat(Math.abs(mean - expectedLowest(regrets, point)))
                    .as("at %d", point)
                    .isLessThan(5 * error);
        }
    }

    @Test
    void eachTableHasALineARule() {
        var ending = run("bench", "tables", "--strategy", "random", "--seeds", 3, quiet, noisy);

        assertThat(ending.code()).as(ending.err()).isZero();
        assertThat(ending.lines()).hasSize(6);
        var figures = ": @10 [\\d.]+ @30 [\\d.]+ @100 [\\d.]+ @200 [\\d.]+ ±[\\d.]+ \\(3 seeds\\)";
        assertThat(ending.lines().get(0)).matches("winnow 0\\S+ random mlp/quiet" + figures);
        assertThat(ending.lines().get(3)).matches("winnow 0\\S+ random \\(model\\) mlp/noisy" + figures);
        assertThat(ending.lines().get(5))
                .matches("winnow 0\\S+ random \\(model\\) geometric mean over 2 tables of \\(regret at 100 \\+ 0.002\\)"
                        + ": [\\d.]+");
    }

    @Test
    void aRunDependsOnItsTableAndSeedAlone() throws IOException {
        var one = folder.resolve("one.csv");
        var both = folder.resolve("both.csv");

        var first = run("bench", "tables", "--strategy", "random", "--seeds", 2, noisy, "--csv", one);
        var again = run("bench", "tables", "--strategy", "random", "--seeds", 2, noisy, "--threads", 2);
        run("bench", "tables", "--strategy", "random", "--seeds", 3, quiet, noisy, "--csv", both);

        assertThat(again.out()).isEqualTo(first.out());
        assertThat(Files.readAllLines(both)).containsAll(Files.readAllLines(one));
    }

    @Test
    void moreSlotsAreComparedWithOne() {
        var ending = run("bench", "tables", "--strategy", "random", "--seeds", 2, "--slots", "1,8", noisy);

        assertThat(ending.lines()).hasSize(10);
        assertThat(ending.lines().get(2)).contains(" random (8 slots) mlp/noisy: @10 ");
        assertThat(ending.lines().get(8))
                .contains("random (8 slots) against 1 slot")
                .contains("@100 x ");
    }

    @Test
    void whereConfigurationsMayBeTriedAgainSmallSpacesDoNotRunOut() throws IOException {
        var small = folder.resolve("mlp/small.csv");
        Files.writeString(small, "p,s0\n1,1\n2,2\n3,3\n");
        var csv = folder.resolve("out.csv");

        var ending = run("bench", "tables", "--strategy", "random", "--seeds", 2, small, "--csv", csv);

        assertThat(figures(ending.lines().get(0))).startsWith(0, 0, 0, 0);
        assertThat(run("bench", "tables", "--strategy", "random", "--seeds", 2, "--repeats", 70, small)
                        .code())
                .isZero();
    }

    @Test
    void measuredMethodsAreCompared() throws IOException {
        var csv = folder.resolve("a.csv");
        var text = new StringBuilder("method,problem,seed,at,regret\n");
        for (int seed = 0; seed < 8; seed++) {
            text.append("good,p,").append(seed).append(",100,0.").append(seed).append('\n');
            text.append("bad,p,")
                    .append(seed)
                    .append(",100,")
                    .append(seed * seed + 1)
                    .append('\n');
            text.append("even,p,").append(seed).append(",100,0.").append(seed).append('\n');
        }
        Files.writeString(csv, text);

        var ending = run("bench", "compare", csv);

        // 8 differences of one sign: p is 2 / 2^8, and the least of three counts threefold
        assertThat(ending.out())
                .contains("good against bad: lower in 8, higher in 0 of 8 pairs, p 0.00781, corrected 0.0234")
                .contains("good against even: lower in 0, higher in 0 of 8 pairs, p 1.00, corrected 1.00")
                .contains("good: mean regret at 100 is 0.3500 over 8 runs");
    }

    @Test
    void whatCannotBeMeasuredIsRefused() throws IOException {
        var bad = Files.writeString(folder.resolve("bad.csv"), "p,s0\n1,2\n2,x\n");

        refused("did you mean 'random'?", "tables", "--strategy", "radom", quiet);
        refused("bad.csv:3: s0 is \"x\"", "tables", "--strategy", "random", quiet, bad);
        refused("no such file", "tables", "--strategy", "random", folder.resolve("none"));
        refused("--seeds is 0", "tables", "--strategy", "random", "--seeds", 0, quiet);
        refused("slots is 0", "tables", "--strategy", "random", "--slots", 0, quiet);
        refused("--repeats is 0", "tables", "--strategy", "random", "--repeats", 0, quiet);
        refused("did you mean", "tables", "--strategy", "grid", "--set", "strategy.pionts=3", quiet);
        refused("--set limits.epochs=3", "tables", "--strategy", "random", "--set", "limits.epochs=3", quiet);
        refused("cannot be written", "tables", "--strategy", "random", "--seeds", 1, quiet, "--csv", folder);
        refused("Missing required option: '--strategy", "tables", quiet);
        refused("Missing required parameter: 'FILE", "tables", "--strategy", "random");
        refused("the columns are", "compare", quiet);
    }

    private static void refused(String said, Object... arguments) {
        var words = new java.util.ArrayList<Object>(List.of("bench"));
        words.addAll(List.of(arguments));
        var ending = run(words.toArray());

        assertThat(ending.code()).as(ending.err()).isEqualTo(2);
        assertThat(ending.err()).contains(said).doesNotContain("\tat ");
    }
}
