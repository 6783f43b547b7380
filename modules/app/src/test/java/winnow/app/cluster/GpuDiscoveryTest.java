package winnow.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.resource.ResourceInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cluster/gpus} before an {@code nvidia-smi} that answers as it was recorded. Spark itself reads the result. */
class GpuDiscoveryTest {
    private static final String ONE = "0, GPU-5c1b7e1e-39d4-6a77-1f0b-6b1c1d3a9e01\n";
    private static final String EIGHT = IntStream.range(0, 8)
            .mapToObj(card -> card + ", GPU-" + card + "d2f0c1e-0000-4000-8000-00000000000" + card + "\n")
            .collect(Collectors.joining());

    @TempDir
    private Path folder;

    private List<String> found(String answer, int code, Map<String, String> environment) throws IOException {
        var recorded = Files.writeString(folder.resolve("answer"), answer);
        var program = folder.resolve("nvidia-smi");
        Files.writeString(program, "#!/bin/sh\ncat '" + recorded + "'\nexit " + code + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        var with = new HashMap<>(environment);
        with.put("PATH", folder + ":" + System.getenv("PATH"));
        var run = ClusterScripts.run("gpus", with, List.of());
        assertThat(run.code()).isZero();
        var read = ResourceInformation.parseJson(run.output());
        assertThat(read.name()).isEqualTo("gpu");
        return List.of(read.addresses());
    }

    private List<String> visible(String list, String answer) throws IOException {
        return found(answer, 0, Map.of("CUDA_VISIBLE_DEVICES", list));
    }

    @Test
    void noneOneAndEightCardsAreTold() throws IOException {
        assertThat(found("No devices were found\n", 6, Map.of())).isEmpty();
        assertThat(found(
                        "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the"
                                + " latest NVIDIA driver is installed and running.\n",
                        9,
                        Map.of()))
                .isEmpty();
        assertThat(found(ONE, 0, Map.of())).containsExactly("0");
        assertThat(found(EIGHT, 0, Map.of())).containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
        assertThat(found(EIGHT.replace("\n", "\r\n"), 0, Map.of())).hasSize(8);
    }

    @Test
    void ofVisibleCardsThePlacesAreTold() throws IOException {
        assertThat(visible("5,2", EIGHT)).containsExactly("0", "1");
        assertThat(visible("GPU-3d2f,GPU-1d2f0c1e", EIGHT)).containsExactly("0", "1");
        assertThat(visible("0, 7", EIGHT)).containsExactly("0", "1");
    }

    @Test
    void theListEndsAtTheFirstEntryThatNamesNoCard() throws IOException {
        assertThat(visible("", EIGHT)).isEmpty();
        assertThat(visible("-1,0", EIGHT)).isEmpty();
        assertThat(visible("1,9,0", EIGHT)).containsExactly("0");
        assertThat(visible("1,x;y,0", EIGHT)).containsExactly("0");
        assertThat(visible("1", ONE)).isEmpty();
    }
}
