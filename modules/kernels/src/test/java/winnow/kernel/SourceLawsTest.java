package winnow.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What no kernel may use, and where the species is chosen. */
class SourceLawsTest {
    private static final Path SOURCES = Path.of("src/main/java/winnow/kernel");

    /** These give other bits interpreted than compiled, or on another machine. */
    private static final Pattern FORBIDDEN = Pattern.compile(
            "\\b(reduceLanes|(SIN|COS|TAN|ASIN|ACOS|ATAN|ATAN2|SINH|COSH|TANH|EXP|EXPM1|LOG|LOG10|LOG1P|POW|CBRT|HYPOT)"
                    + "\\s*[,;)]|VectorOperators\\.\\*)|[^t]Math\\.(exp|log|pow|sin|cos|tanh|expm1|log1p)\\b");

    private static final Pattern SPECIES =
            Pattern.compile("SPECIES_(64|128|256|512|MAX|PREFERRED)|IntVector|ByteVector");

    @Test
    void noKernelUsesWhatDiffersBetweenInterpreterAndCompiler() throws IOException {
        for (var file : sources()) {
            String code = code(file);
            assertThat(FORBIDDEN.matcher(code).results().map(m -> m.group()).filter(m -> !allowed(file, m)))
                    .as("%s", file.getFileName())
                    .isEmpty();
        }
    }

    /** The names of our own enum constants. */
    private static boolean allowed(Path file, String match) {
        return match.startsWith("TANH") && file.getFileName().toString().startsWith("Activation");
    }

    @Test
    void onlyLanesNamesASpecies() throws IOException {
        for (var file : sources()) {
            if (!file.endsWith("Lanes.java")) {
                assertThat(SPECIES.matcher(code(file)).results()).as("%s", file).isEmpty();
            }
        }
    }

    @Test
    void theForbiddenPatternFindsWhatItShould() {
        for (var bad : List.of("v.reduceLanes(ADD)", "v.lanewise(EXP)", "lanewise(TANH, m)", " Math.exp(x)")) {
            assertThat(FORBIDDEN.matcher(bad).find()).as(bad).isTrue();
        }
        assertThat(FORBIDDEN
                        .matcher("StrictMath.exp(x) + Elementary.exp(a, 0, 1)")
                        .find())
                .isFalse();
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.list(SOURCES)) {
            var all = files.toList();
            assertThat(all).hasSizeGreaterThan(20);
            return all;
        }
    }

    /** A file without its comments. */
    private static String code(Path file) throws IOException {
        return Files.readString(file).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//[^\n]*", "");
    }
}
