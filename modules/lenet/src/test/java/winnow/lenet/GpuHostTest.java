package winnow.lenet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winnow.data.CommandRunner;

class GpuHostTest {
    private static final String A100 = "0, GPU-5c1b7e1e-39d4-6a77-1f0b-6b1c1d3a9e01, 8.0, NVIDIA A100-SXM4-40GB\n";
    private static final String H100 = "0, GPU-aa0c1f9e-8d0b-4b1a-93b9-0f6d5f6cb2a4, 9.0, NVIDIA H100 80GB HBM3\n";
    private static final String EIGHT = IntStream.range(0, 8)
            .mapToObj(index -> index + ", GPU-" + index + "d2f0c1e-0000-4000-8000-00000000000" + index
                    + ", 7.0, Tesla V100-SXM2-32GB\n")
            .collect(Collectors.joining());

    private static GpuHost host(String answer, Optional<String> visible) {
        return new GpuHost(true, visible, GpuCard.read(answer), () -> true);
    }

    @Test
    void itReadsNoneOneAndEightCards() {
        assertThat(GpuCard.read("No devices were found\n")).isEmpty();
        assertThat(GpuCard.read(
                        "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure"
                                + " that the latest NVIDIA driver is installed and running.\n\n"))
                .isEmpty();
        assertThat(GpuCard.read("Field \"compute_cap\" is not a valid field to query.\n"))
                .isEmpty();
        assertThat(GpuCard.read(A100))
                .containsExactly(
                        new GpuCard(0, "GPU-5c1b7e1e-39d4-6a77-1f0b-6b1c1d3a9e01", "NVIDIA A100-SXM4-40GB", 8, 0));
        assertThat(GpuCard.read(EIGHT)).extracting(GpuCard::index).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(GpuCard.read(EIGHT.replace("\n", "\r\n"))).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource({
        "3.5,false",
        "3.7,true",
        "5.2,true",
        "7.5,true",
        "8.0,true",
        "8.6,true",
        "8.9,true",
        "9.0,false",
        "10.0,false",
        "12.0,false"
    })
    void dl4jReachesFromThreeSevenToEightNine(String capability, boolean reached) {
        var card =
                GpuCard.read("0, GPU-0, " + capability + ", NVIDIA Some Card").get(0);
        assertThat(card.hindrance().isEmpty()).isEqualTo(reached);
    }

    @Test
    void aCardBeyondReachIsNamedWithWhatIsWithinReach() {
        assertThat(host(H100, Optional.empty()).hindrance("0"))
                .contains(
                        "NVIDIA H100 80GB HBM3 has compute capability 9.0, and Deeplearning4j 1.0.0-M2.1 reaches from 3.7"
                                + " to 8.9 (K80 to A100, RTX 40 and L4)");
        assertThat(host(A100, Optional.empty()).hindrance("0")).isEmpty();
    }

    @Test
    void anAddressIsAPlaceAmongTheVisibleCards() {
        var mixed = A100 + H100.replaceFirst("0", "1");
        assertThat(host(mixed, Optional.empty()).card("1").map(GpuCard::major)).contains(9);
        assertThat(host(mixed, Optional.of("1,0")).card("1").map(GpuCard::major))
                .contains(8);
        assertThat(host(mixed, Optional.of("1")).card("0").map(GpuCard::major)).contains(9);
        assertThat(host(mixed, Optional.of("GPU-aa0c1f9e,GPU-5c1b")).card("0").map(GpuCard::major))
                .contains(9);
        assertThat(host(mixed, Optional.of("1")).card("1")).isEmpty();
        assertThat(host(mixed, Optional.of("")).card("0")).isEmpty();
        assertThat(host(mixed, Optional.empty()).card("MIG-1")).isEmpty();
    }

    @Test
    void whatIsMissingIsSaid() {
        var none = new GpuHost(true, Optional.empty(), List.of(), () -> true);
        assertThat(none.hindrance("0")).contains("nvidia-smi does not tell of such a card: it tells of 0");
        var broken = new GpuHost(true, Optional.empty(), GpuCard.read(A100), () -> false);
        assertThat(broken.hindrance("0"))
                .contains("CUDA 11.6 did not start in this JVM: are its libraries and a driver there?");
        var bare = new GpuHost(false, Optional.empty(), GpuCard.read(A100), () -> true);
        assertThat(bare.hindrance("0")).contains("this build of Winnow has no CUDA: build it with -Pcuda");
    }

    @Test
    void cudaIsNeverStartedForACardBeyondReach() {
        var starts = new AtomicInteger();
        var host = new GpuHost(
                true,
                Optional.empty(),
                GpuCard.read(A100 + H100.replaceFirst("0", "1")),
                () -> starts.incrementAndGet() > 0);
        assertThat(host.hindrance("1")).isPresent();
        assertThat(starts).hasValue(0);
        assertThat(host.hindrance("0")).isEmpty();
        assertThat(starts).hasValue(1);
    }

    @Test
    void aMachineWithoutNvidiaSmiHasNoCards() {
        CommandRunner missing = (command, folder, longest) -> {
            throw new IOException("no such program");
        };
        assertThat(GpuHost.look(missing).cards()).isEmpty();
        CommandRunner there = (command, folder, longest) -> {
            assertThat(command).isEqualTo(GpuCard.QUERY);
            return new CommandRunner.Ending(0, EIGHT);
        };
        assertThat(GpuHost.look(there).cards()).hasSize(8);
    }
}
