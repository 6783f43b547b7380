package winnow.lenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import winnow.random.RandomStream;
import winnow.space.Value;
import winnow.testkit.Tampering;

/** Saved models that somebody tampered with are read as numbers of the right count, or refused; nothing else happens. */
@Timeout(120)
class HostileCheckpointTest {
    private static byte[] saved;

    @BeforeAll
    static void save() throws IOException {
        var h = LeNetHyperparameters.of(LeNetHyperparametersTest.configuration(
                "conv1_channels", Value.of(1),
                "conv2_channels", Value.of(1),
                "kernel_size", Value.of(3),
                "dense_layers", Value.of(1)));
        List<String> classes = new ArrayList<>();
        for (int i = 0; i < LeNet.CLASSES; i++) {
            classes.add("class " + i);
        }
        var card = new ModelCard(h, new double[0], classes, "sample", "0f", 2, 14, 7, "vector", "auto", "none");
        int size = LeNet.size(h);
        var out = new ByteArrayOutputStream();
        new LeNetCheckpoint(
                        card, new float[size], new float[size * h.optimizer().states()])
                .writeTo(out);
        saved = out.toByteArray();
    }

    @Test
    void tamperedArchivesAndTamperedEntriesAreReadOrRefused() throws IOException {
        var entries = unzipped(saved);
        int refused = 0;
        for (int seed = 0; seed < 12_000; seed++) {
            var random = RandomStream.of(seed, "checkpoint", 0);
            var tampered = seed % 2 == 0
                    ? Tampering.with(saved, random)
                    : zipped(withOneTampered(entries, random), Deflater.NO_COMPRESSION);
            try {
                var read = LeNetCheckpoint.read("x", tampered);
                assertThat(read.parameters()).hasSize(LeNet.size(read.card().hyperparameters()));
            } catch (CheckpointException known) {
                assertThat(known.getMessage()).startsWith("x is no saved LeNet-5 of Winnow, or damaged: ");
                refused++;
            } catch (RuntimeException | Error other) {
                throw new AssertionError("seed " + seed, other);
            }
        }
        assertThat(refused).isBetween(3_000, 11_900);
    }

    @Test
    void anArchiveThatUnpacksToMuchMoreIsRefusedEarly() throws IOException {
        for (var name : List.of("coefficients.bin", "winnow.txt", "another")) {
            var entries = unzipped(saved);
            entries.put(name, new byte[200_000_000]);
            var bomb = zipped(entries, Deflater.BEST_SPEED);
            assertThat(bomb.length).isLessThan(1_000_000);
            assertThatThrownBy(() -> LeNetCheckpoint.read("x", bomb))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("its entry " + name + " is longer than");
        }
    }

    @Test
    void namesOfClassesInItsConfigurationLoadNothing() throws IOException {
        var entries = unzipped(saved);
        entries.put(
                "configuration.json",
                "{\"@class\":\"winnow.lenet.HostileCheckpointTest$Trap\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(LeNetCheckpoint.read("x", zipped(entries, Deflater.NO_COMPRESSION))
                        .epoch())
                .isEqualTo(2);
        assertThat(System.getProperty("winnow.trap")).isNull();
    }

    /** Says so when it is loaded. */
    static final class Trap {
        static {
            System.setProperty("winnow.trap", "loaded");
        }
    }

    private static Map<String, byte[]> withOneTampered(Map<String, byte[]> entries, RandomStream random) {
        var changed = new LinkedHashMap<>(entries);
        var name = List.copyOf(entries.keySet()).get(random.nextInt(entries.size()));
        changed.put(name, Tampering.with(entries.get(name), random));
        return changed;
    }

    private static Map<String, byte[]> unzipped(byte[] content) throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        var zip = new ZipInputStream(new ByteArrayInputStream(content));
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            entries.put(entry.getName(), zip.readAllBytes());
        }
        return entries;
    }

    private static byte[] zipped(Map<String, byte[]> entries, int level) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.setLevel(level);
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
