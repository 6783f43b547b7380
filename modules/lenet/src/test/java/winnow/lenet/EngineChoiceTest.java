package winnow.lenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winnow.data.Split;
import winnow.kernel.Kernels;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.study.Setting;

class EngineChoiceTest {

    /** Every word and both ends of every range. */
    static Stream<Configuration> options() {
        return LeNetHyperparameters.SETTINGS.stream()
                .flatMap(setting -> values(setting).map(value -> new Configuration(Map.of(setting.name(), value))));
    }

    private static Stream<Value> values(Setting setting) {
        return switch (setting.kind()) {
            case TEXT, TRUTH -> setting.words().stream().map(Value::of);
            case REAL ->
                Stream.of(
                        Value.of(setting.low().orElseThrow()),
                        Value.of(setting.high().orElseThrow()));
            case INTEGER ->
                Stream.of(Value.of((long) setting.low().orElseThrow()), Value.of((long)
                        setting.high().orElseThrow()));
        };
    }

    @ParameterizedTest
    @MethodSource("options")
    void autoIsTheVectorEngineForEveryOption(Configuration option) {
        assertThat(EngineChoice.of(Engine.AUTO, trial(option), List.of()))
                .isEqualTo(new EngineChoice(true, Kernels.description(), "auto: the kernels cover this configuration"));
    }

    @Test
    void aGpuWithoutCudaChangesNothing() {
        assertThat(EngineChoice.of(Engine.AUTO, trial(new Configuration(Map.of())), List.of("0"))
                        .isVector())
                .isTrue();
    }

    @Test
    void aSpecCanInsist() {
        var trial = trial(new Configuration(Map.of()));
        assertThat(EngineChoice.of(Engine.VECTOR, trial, List.of()))
                .isEqualTo(new EngineChoice(true, Kernels.description(), "the spec says so"));
        assertThat(EngineChoice.of(Engine.DL4J, trial, List.of()))
                .isEqualTo(new EngineChoice(false, NativeBackend.prepare().engine(), "the spec says so"));
        assertThatThrownBy(() -> new LeNetObjective("fashion-mnist-sample", "", "", 0.2, new double[0], "fast"))
                .hasMessage("'fast' is none of [auto, vector, dl4j]");
    }

    @Test
    @Tag("slow")
    void withoutVectorsAutoIsDl4jAndVectorIsRefused() throws Exception {
        assertThat(probe())
                .containsExactly(
                        "false dl4j auto: no vectors: start the JVM with --add-modules jdk.incubator.vector",
                        "engine is vector, but no vectors: start the JVM with --add-modules jdk.incubator.vector;"
                                + " auto would be right");
    }

    /** What {@link EngineProbe} prints in a JVM without the module. */
    private static List<String> probe() throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path"), EngineProbe.class.getName()));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return text.lines().toList();
    }

    static LeNetTrial trial(Configuration configuration) {
        var set = LeNetTest.images();
        return LeNetTrial.of(
                LeNetHyperparameters.of(configuration),
                set,
                Split.of(0.2, set.train().count()),
                new double[0],
                1);
    }
}
