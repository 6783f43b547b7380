package winnow.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command that {@code cluster/submit --dry-run} prints, for managers that cannot run here. */
class SubmitLineTest {
    private static final String SPEC = "configs/quickstart.yaml";

    private static List<String> line(String... arguments) {
        var run = submit(arguments);
        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output().lines()).hasSize(1);
        return Arrays.asList(run.output().strip().split(" "));
    }

    private static ClusterScripts.Run submit(String... arguments) {
        return ClusterScripts.run("submit", Map.of(), Arrays.asList(arguments));
    }

    private static String after(List<String> line, String option) {
        assertThat(line).contains(option);
        return line.get(line.indexOf(option) + 1);
    }

    @Test
    void standaloneLeavesItsSettingsToTheOperator() {
        var line = line("--master", "spark://head:7077", "--gpus", "2", "--dry-run", SPEC, "--out", "/studies/x");
        assertThat(after(line, "--master")).isEqualTo("spark://head:7077");
        assertThat(after(line, "--deploy-mode")).isEqualTo("client");
        assertThat(after(line, "--class")).isEqualTo("winnow.app.Main");
        assertThat(line).doesNotContain("--properties-file");
        assertThat(after(line, "--conf")).isEqualTo("spark.executor.resource.gpu.amount=2");
        assertThat(after(line, "--jars")).contains("modules/app/target/winnow/jars/");
        assertThat(line.subList(line.size() - 4, line.size())).containsExactly("search", SPEC, "--out", "/studies/x");
    }

    @Test
    void yarnGetsItsSettingsAndTheDiscoveryScriptAsAFile() {
        var line = line("--master", "yarn", "--gpus", "1", "--dry-run", SPEC);
        assertThat(after(line, "--properties-file")).endsWith("cluster/yarn/spark-defaults.conf");
        assertThat(line).contains("spark.executor.resource.gpu.discoveryScript=./gpus");
        assertThat(after(line, "--files")).endsWith("cluster/gpus");
    }

    @Test
    void onYarnTheDriverMayRunThereAndTheSpecTravels() {
        var line = line("--master", "yarn", "--deploy-mode", "cluster", "--dry-run", SPEC, "--out", "hdfs://n/x");
        assertThat(after(line, "--deploy-mode")).isEqualTo("cluster");
        assertThat(after(line, "--files")).isEqualTo(SPEC);
        assertThat(line.subList(line.size() - 4, line.size()))
                .containsExactly("search", "quickstart.yaml", "--out", "hdfs://n/x");
        assertThat(line("--master", "yarn", "--deploy-mode", "cluster", "--dry-run", "resume", "hdfs://n/x"))
                .endsWith("resume", "hdfs://n/x");
    }

    @Test
    void kubernetesGetsThePathsOfItsImage() {
        var line = line("--master", "k8s://https://api:6443", "--gpus", "1", "--dry-run", "resume", "/studies/x");
        assertThat(after(line, "--properties-file")).endsWith("cluster/kubernetes/spark-defaults.conf");
        assertThat(line)
                .contains(
                        "spark.executor.resource.gpu.vendor=nvidia.com",
                        "spark.executor.resource.gpu.discoveryScript=/opt/winnow/cluster/gpus",
                        "spark.kubernetes.executor.podTemplateFile=/opt/winnow/cluster/kubernetes/gpu-executor-pod.yaml")
                .endsWith("resume", "/studies/x");
    }

    @Test
    void whatAShellWouldTakeApartIsQuoted() {
        assertThat(submit("--master", "yarn", "--conf", "spark.x=it's a", "--dry-run", SPEC)
                        .output())
                .contains(" --conf 'spark.x=it'\\''s a' ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --gpus 0.5 --master yarn s.yaml | --gpus is 0.5: it must be a whole number from 1
            --master mesos://h s.yaml | --master is mesos://h: it must be spark://HOST:PORT, yarn or k8s://URL
            --master local[2] s.yaml | on this machine alone, run ./winnow search
            --master yarn --properties-file none.conf s.yaml | --properties-file is none.conf, and there is no such file
            --master yarn --deploy-mode cluster configs/quickstart.yaml --out /x | --out hdfs://namenode/studies/NAME
            --master yarn --deploy-mode cluster none.yaml --out hdfs://n/x | there is no spec none.yaml
            --master k8s://h --deploy-mode cluster s.yaml | --deploy-mode cluster goes with YARN only
            --master yarn --deploy-mode far s.yaml | --deploy-mode is far: client or cluster would be right
            --nonsense s.yaml | unknown option --nonsense
            """)
    void mistakesAreToldWithWhatWouldBeRight(String arguments, String message) {
        var words = ("--dry-run " + arguments).split(" ");
        var run = submit(words);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.output()).startsWith("cluster/submit: ").contains(message);
    }
}
