package winnow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import winnow.random.RandomStream;
import winnow.simulator.GradedProblem;
import winnow.simulator.recorded.RecordedCurves;
import winnow.simulator.recorded.RecordedTable;
import winnow.simulator.recorded.RecordedTable.Reading;
import winnow.simulator.recorded.TableException;
import winnow.testkit.Tampering;

/** Tables and learning curves that somebody tampered with: measured, or refused with a message that names the file. */
@Timeout(120)
class HostileTablesTest {
    /** Of each of three kinds. */
    private static final int INPUTS = 3_400;

    private static final List<String> OTHERS = List.of(
            "",
            ",",
            "\n",
            "0",
            "-0",
            "-1",
            "1e-300",
            "1e308",
            "-1e308",
            "1e309",
            "NaN",
            "Infinity",
            "0x1p3",
            "1_0",
            "+.5",
            "1e-3",
            "0.05",
            "10",
            "b",
            "s0",
            "s1",
            "val_acc_3",
            "time_1",
            "rate",
            "\u00e9",
            "'",
            " x",
            "x".repeat(2000));

    @TempDir
    private Path folder;

    private static byte[] table() {
        var text = new StringBuilder("rate,op,s0,s1\n");
        for (var rate : new String[] {"1e-3", "0.05", "10"}) {
            for (var op : new String[] {"a", "b"}) {
                text.append(rate + "," + op + "," + rate.length() * 10 + op.hashCode() + ",7.5\n");
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] curves() {
        var text = new StringBuilder("batch_size,learning_rate,momentum,weight_decay,num_layers,max_units,max_dropout,"
                + "val_acc_1,val_acc_2,time_1,time_2\n");
        for (int row = 1; row <= 4; row++) {
            text.append(String.format(
                    Locale.ROOT,
                    "%d,0.0%d,0.5,1e-3,%d,%d,0.%d,%d.5,%d,1.5,3\n",
                    16 * row,
                    row,
                    row,
                    64 * row,
                    row,
                    row,
                    row * row));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    /** Reads files that were tampered with; gives how many were refused. */
    private int refused(byte[] valid, String purpose, Consumer<Path> reading) throws IOException {
        int refused = 0;
        for (int seed = 0; seed < INPUTS; seed++) {
            var random = RandomStream.of(seed, purpose, 0);
            // A name of its own: some file systems wait for the disk when a file is written over.
            var file = folder.resolve(purpose + seed + ".csv");
            Files.write(file, seed % 2 == 0 ? Tampering.with(valid, random) : withOtherField(valid, random));
            try {
                reading.accept(file);
            } catch (TableException known) {
                assertThat(known).as("seed %s", seed).hasMessageStartingWith(file.toString());
                refused++;
            } catch (RuntimeException | Error other) {
                throw new AssertionError(
                        "seed " + seed + ": " + Files.readString(file, StandardCharsets.ISO_8859_1), other);
            }
        }
        return refused;
    }

    /** A field, or what a gzip has between two commas, is another: what breaks no line, and may mean something else. */
    private static byte[] withOtherField(byte[] valid, RandomStream random) {
        var fields = new String(valid, StandardCharsets.ISO_8859_1).split("(?<=[,\n])|(?=[,\n])");
        int at = random.nextInt(fields.length);
        fields[at] = OTHERS.get(random.nextInt(OTHERS.size()));
        return String.join("", fields).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void measure(GradedProblem problem) {
        var random = RandomStream.of(1, "draw", 0);
        var drawn = problem.space().draw(random);
        assertThat(problem.measure(drawn, 1, 1).value(GradedProblem.METRIC)).isFinite();
        assertThat(problem.seconds(drawn, 1)).isNotNegative();
        assertThat(problem.regret(drawn)).isNotNegative();
    }

    private static void measureTable(Path file) {
        var table = RecordedTable.read(file, Reading.MAXIMIZE);
        measure(table);
        assertThat(table.regrets()).isSorted();
    }

    private static void measureCurves(Path file) {
        measure(RecordedCurves.read(file));
    }

    @Test
    void tables() throws IOException {
        assertThat(refused(table(), "table", HostileTablesTest::measureTable)).isBetween(INPUTS / 3, INPUTS - 100);
    }

    @Test
    void curvesOfTrainings() throws IOException {
        assertThat(refused(curves(), "curves", HostileTablesTest::measureCurves))
                .isBetween(INPUTS / 3, INPUTS - 100);
    }

    @Test
    void packedOnes() throws IOException {
        assertThat(refused(gzip(table()), "packed", HostileTablesTest::measureTable))
                .isBetween(INPUTS / 3, INPUTS);
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        var line = new byte[1 << 20];
        Arrays.fill(line, (byte) 'a');
        var bomb = folder.resolve("bomb.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            for (int i = 0; i < 200; i++) {
                out.write(line);
            }
        }
        assertThat(Files.size(bomb)).isLessThan(1 << 20);

        assertThatThrownBy(() -> RecordedTable.read(bomb, Reading.MAXIMIZE))
                .isInstanceOf(TableException.class)
                .hasMessage(bomb + ": has more than 100000000 characters");
    }
}
