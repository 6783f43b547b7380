package winnow.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only a JVM of its own can show, since the width of vectors is chosen once a JVM. */
@Tag("slow")
class OwnJvmTest {

    @Test
    void allWidthsGiveTheSameBits() throws Exception {
        var digests = new ArrayList<String>();
        for (int bits = 128; bits <= FloatVector.SPECIES_PREFERRED.vectorBitSize() && bits <= 512; bits *= 2) {
            String line = run(List.of("-Dwinnow.kernel.bits=" + bits), "winnow.kernel.TrainingDigest", "8");
            assertThat(line).startsWith("vector " + bits + " bit: ");
            digests.add(line.substring(line.indexOf(": ")));
        }
        assertThat(digests).hasSizeGreaterThan(1).containsOnly(digests.get(0));
    }

    @Test
    void interpretedAndCompiledCodeGiveTheSameBits() throws Exception {
        String compiled = run(List.of("-Xcomp", "-XX:-TieredCompilation"), "winnow.kernel.CompiledDigest");
        assertThat(run(List.of("-Xint"), "winnow.kernel.CompiledDigest")).isEqualTo(compiled);
    }

    @ParameterizedTest
    @CsvSource({"standard, 64, RELU", "standard, 4, RELU", "standard, 20, TANH", "rich, 20, ADAM", "rich, 7, RMSPROP"})
    void thousandWarmStepsAllocateNothing(String network, String batch, String kind) throws Exception {
        // Which calls are inlined, and so which vectors stay in registers, depends a little on the order in which a JVM
        // compiles: once, and in none of 90 starts after it, some were boxed for good. Code that allocates does so in
        // each of three.
        String allocated = "";
        for (int jvm = 0; jvm < 3 && !allocated.equals("0"); jvm++) {
            allocated = run(List.of(), "winnow.kernel.AllocationProbe", network, batch, kind);
        }
        assertThat(allocated).isEqualTo("0");
    }

    @Test
    void withoutTheModuleKernelsSayThatTheyAreNotThere() throws Exception {
        assertThat(start(List.of(), "winnow.kernel.AvailabilityProbe"))
                .isEqualTo("false no vectors: start the JVM with --add-modules jdk.incubator.vector");
    }

    /** The last line that a program prints, with the module of vectors. */
    private static String run(List<String> options, String main, String... args) throws Exception {
        var all = new ArrayList<>(List.of("--add-modules", "jdk.incubator.vector"));
        all.addAll(options);
        return start(all, main, args);
    }

    private static String start(List<String> options, String main, String... args)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(args));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(out).isZero();
        return out.lines().reduce("", (before, line) -> line);
    }
}
