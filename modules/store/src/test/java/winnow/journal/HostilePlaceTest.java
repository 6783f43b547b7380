package winnow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.testkit.Tampering;

/** Whatever stands for a study's folder on a command line is a place or is refused; nothing is opened for it. */
class HostilePlaceTest {
    private static final List<String> PLACES = List.of(
            "hdfs://namenode:8020/studies/x",
            "s3a://bucket/studies/x y",
            "file:///tmp/studies/x",
            "file:/tmp/x",
            "studies/quickstart",
            "C:/studies/x",
            "memory://disk/../x?y#z");

    @Test
    void isAPlaceOrRefused() {
        int refused = 0;
        for (int seed = 0; seed < 10_000; seed++) {
            var place = PLACES.get(seed % PLACES.size()).getBytes(StandardCharsets.UTF_8);
            var tampered = new String(Tampering.with(place, RandomStream.of(seed, "place", 0)), StandardCharsets.UTF_8);
            try {
                assertThat(StudyFolder.at(tampered).toString())
                        .as("seed %d", seed)
                        .isNotNull();
            } catch (StudyFolderException known) {
                assertThat(known.getMessage()).contains("is no folder: ");
                refused++;
            } catch (RuntimeException | Error other) {
                throw new AssertionError("seed " + seed + ": " + tampered, other);
            }
        }
        assertThat(refused).isBetween(500, 8_000);
    }

    @Test
    void whatNoDiskCanNameIsRefused() {
        assertThatThrownBy(() -> StudyFolder.at("studies/\0x"))
                .isInstanceOf(StudyFolderException.class)
                .hasMessageContaining("is no folder: ");
    }
}
