package winnow.lenet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The builds of ND4J's native code for Linux on x86-64 that have oneDNN, fastest first. */
enum Natives {
    ONEDNN_AVX512("-onednn-avx512", "avx512f avx512cd avx512bw avx512dq avx512vl avx2 fma"),
    ONEDNN_AVX2("-onednn-avx2", "avx2 fma");

    private static final String PLATFORM = "linux-x86_64";
    private static final String LIBRARY = "org/nd4j/linalg/cpu/nativecpu/bindings/" + PLATFORM + "%s/libnd4jcpu.so";

    private final String extension;
    private final String flags;

    Natives(String extension, String flags) {
        this.extension = extension;
        this.flags = flags;
    }

    /** What JavaCPP appends to the platform's name. */
    String extension() {
        return extension;
    }

    /**
     * The fastest build that this CPU runs and that is on the class path.
     *
     * @param flags what the CPU can do, in the words of /proc/cpuinfo
     * @param onClassPath whether a resource is there
     */
    static Optional<Natives> choose(Set<String> flags, Predicate<String> onClassPath) {
        return Arrays.stream(values())
                .filter(one -> flags.containsAll(List.of(one.flags.split(" ")))
                        && onClassPath.test(String.format(LIBRARY, one.extension)))
                .findFirst();
    }

    /** What the CPU of this machine can do; empty where that is not known (not Linux, not x86-64). */
    static Set<String> flagsOf(Path cpuinfo, String osName, String osArch) {
        if (!osName.equals("Linux") || !(osArch.equals("amd64") || osArch.equals("x86_64"))) {
            return Set.of();
        }
        try (var lines = Files.lines(cpuinfo)) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line ->
                            Set.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+")))
                    .orElse(Set.of());
        } catch (IOException unreadable) {
            return Set.of();
        }
    }
}
