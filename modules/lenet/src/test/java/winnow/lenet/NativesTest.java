package winnow.lenet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativesTest {
    private static final Set<String> ZEN4 =
            Set.of("avx2", "fma", "avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl", "sse4_2");

    @TempDir
    Path folder;

    @Test
    void theFastestBuildThatTheCpuRunsIsChosen() {
        assertThat(Natives.choose(ZEN4, resource -> true)).contains(Natives.ONEDNN_AVX512);
        assertThat(Natives.choose(Set.of("avx2", "fma", "avx512f"), resource -> true))
                .contains(Natives.ONEDNN_AVX2);
        assertThat(Natives.choose(Set.of("sse4_2"), resource -> true)).isEmpty();
    }

    @Test
    void aBuildThatIsNotOnTheClassPathIsNeverChosen() {
        assertThat(Natives.choose(ZEN4, resource -> resource.contains("linux-x86_64-onednn-avx2/")))
                .contains(Natives.ONEDNN_AVX2);
        assertThat(Natives.choose(ZEN4, resource -> false)).isEmpty();
    }

    @Test
    void flagsAreReadOnLinuxOnly() throws IOException {
        var cpuinfo = Files.writeString(
                folder.resolve("cpuinfo"), "processor\t: 0\nflags\t\t: fpu avx2 fma\n\nflags\t\t: other\n");
        assertThat(Natives.flagsOf(cpuinfo, "Linux", "amd64")).containsExactlyInAnyOrder("fpu", "avx2", "fma");
        assertThat(Natives.flagsOf(cpuinfo, "Linux", "aarch64")).isEmpty();
        assertThat(Natives.flagsOf(cpuinfo, "Mac OS X", "x86_64")).isEmpty();
        assertThat(Natives.flagsOf(folder.resolve("none"), "Linux", "amd64")).isEmpty();
    }

    @Test
    void thisJvmUsesWhatWasChosenForItsCpu() {
        var flags =
                Natives.flagsOf(Path.of("/proc/cpuinfo"), System.getProperty("os.name"), System.getProperty("os.arch"));
        var chosen =
                Natives.choose(flags, resource -> Natives.class.getClassLoader().getResource(resource) != null);
        var backend = NativeBackend.prepare();
        assertThat(NativeBackend.prepare()).isSameAs(backend);
        chosen.ifPresentOrElse(
                natives -> {
                    assertThat(backend.natives()).endsWith(natives.extension());
                    assertThat(backend.oneDnn()).isTrue();
                    assertThat(backend.engine()).isEqualTo("dl4j-onednn");
                },
                () -> assertThat(backend.engine()).isEqualTo("dl4j"));
    }
}
