package winnow.lenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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

    private static EngineChoice onGpus(Engine wanted, String card, String... gpus) {
        var host = new GpuHost(true, Optional.empty(), GpuCard.read(card), () -> true);
        return EngineChoice.of(wanted, trial(new Configuration(Map.of())), List.of(gpus), () -> host);
    }

    @Test
    void aGpuWithinReachTrainsByDl4jOnItsDevice() {
        var cards = "0, GPU-a, 8.0, NVIDIA A100-SXM4-40GB\n1, GPU-b, 8.9, NVIDIA L4\n";
        assertThat(onGpus(Engine.AUTO, cards, "1"))
                .isEqualTo(
                        new EngineChoice(false, "dl4j-cuda-11.6", "auto: the trial has GPU 1 (L4)", OptionalInt.of(1)));
        assertThat(onGpus(Engine.DL4J, cards, "0", "1"))
                .isEqualTo(new EngineChoice(
                        false, "dl4j-cuda-11.6", "the spec says so: GPU 0, 1 (A100-SXM4-40GB)", OptionalInt.of(0)));
    }

    @Test
    void onAGpuBeyondReachAutoTrainsOnTheCpuAndSaysSo() {
        var choice = onGpus(Engine.AUTO, "0, GPU-a, 9.0, NVIDIA H100 80GB HBM3\n", "0");
        assertThat(choice.isVector()).isTrue();
        assertThat(choice.device()).isEmpty();
        assertThat(choice.reason())
                .isEqualTo("auto: on the CPU despite GPU 0, since NVIDIA H100 80GB HBM3 has compute capability 9.0, and"
                        + " Deeplearning4j 1.0.0-M2.1 reaches from 3.7 to 8.9 (K80 to A100, RTX 40 and L4)");
        var training = new LeNetTraining(trial(new Configuration(Map.of())), choice, Optional.empty());
        assertThat(training.madeBy()).startsWith(Kernels.description() + ", auto: on the CPU despite GPU 0");
    }

    @Test
    void onAGpuBeyondReachDl4jRefuses() {
        assertThatThrownBy(() -> onGpus(Engine.DL4J, "0, GPU-a, 9.0, NVIDIA H100 80GB HBM3\n", "0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("engine is dl4j and the trial has GPU 0, but NVIDIA H100 80GB HBM3 has compute"
                        + " capability 9.0")
                .hasMessageEndingWith(
                        "; engine: auto would train on the CPU, and dl4j does if resources.gpus is left out");
    }

    @Test
    void theVectorEngineDoesWithoutAGpu() {
        assertThat(onGpus(Engine.VECTOR, "", "0"))
                .isEqualTo(new EngineChoice(true, Kernels.description(), "the spec says so; it does without GPU 0"));
    }

    @Test
    void aBuildWithoutCudaTrainsOnTheCpuAndSaysSo() {
        var host = new GpuHost(false, Optional.empty(), List.of(), () -> false);
        var choice = EngineChoice.of(Engine.AUTO, trial(new Configuration(Map.of())), List.of("0"), () -> host);
        assertThat(choice.isVector()).isTrue();
        assertThat(choice.reason()).contains("this build of Winnow has no CUDA: build it with -Pcuda");
    }

    @Test
    void aTrainingOnADeviceSetsItOnItsThread() {
        // ND4J's CPU back end takes any device and does nothing; on CUDA the same call decides.
        var trial = trial(new Configuration(Map.of()));
        var choice = new EngineChoice(false, "dl4j", "test", OptionalInt.of(3));
        try (var training = new LeNetTraining(trial, choice, Optional.empty())) {
            assertThat(training.engine()).isInstanceOf(Dl4jEngine.class);
        }
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
