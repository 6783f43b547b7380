package winnow.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.spark.internal.config.ConfigEntry$;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import winnow.app.session.Catalogues;
import winnow.app.session.Project;
import winnow.spec.StudySpecReader;

/** What an operator copies, for managers that cannot run here, is well-formed and uses words that Spark knows. */
class ClusterFilesTest {
    /** Of modules of Spark that are not on the class path (YARN, Kubernetes), or made of a name and a part of the user's. */
    private static final Set<String> KNOWN_ELSEWHERE = Set.of(
            "spark.executor.resource.gpu.amount",
            "spark.kubernetes.authenticate.driver.serviceAccountName",
            "spark.kubernetes.authenticate.serviceAccountName",
            "spark.kubernetes.container.image",
            "spark.kubernetes.executor.podTemplateContainerName",
            "spark.kubernetes.executor.podTemplateFile",
            "spark.kubernetes.namespace",
            "spark.worker.resource.gpu.amount",
            "spark.worker.resource.gpu.discoveryScript",
            "spark.yarn.executor.decommission.enabled",
            "spark.yarn.maxAppAttempts",
            "spark.yarn.submit.waitAppCompletion");

    private static final List<String> SSL = List.of(
            "enabled",
            "protocol",
            "keyStore",
            "keyStoreType",
            "keyStorePassword",
            "keyPassword",
            "trustStore",
            "trustStoreType",
            "trustStorePassword");

    static List<Path> settings() throws IOException {
        return files(".conf");
    }

    static List<Path> manifests() throws IOException {
        return files(".yaml");
    }

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(ClusterScripts.FOLDER)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    /** As Spark reads it; lines that are commented out count too, unless they are sentences. */
    private static Map<String, String> lines(Path file) {
        try {
            var text = Files.readString(file).replaceAll("(?m)^#(?=spark\\.)", "");
            var read = new Properties();
            read.load(new StringReader(text));
            var lines = new TreeMap<String, String>();
            read.forEach((key, value) -> lines.put((String) key, ((String) value).strip()));
            return lines;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Makes Spark register its settings, which each of these objects does when it is made. */
    private static void learnSettings() throws ClassNotFoundException {
        for (var name : List.of("package", "Deploy", "Kryo", "Network", "Status", "UI", "Worker")) {
            Class.forName("org.apache.spark.internal.config." + name + "$");
        }
    }

    private static boolean isKnown(String key) {
        return KNOWN_ELSEWHERE.contains(key)
                || key.startsWith("spark.executorEnv.")
                || SSL.stream().anyMatch(part -> key.equals("spark.ssl.rpc." + part))
                || ConfigEntry$.MODULE$.findEntry(key) != null
                // Of the network module, whose settings register nowhere.
                || List.of("spark.network.crypto.authEngineVersion", "spark.network.crypto.cipher")
                        .contains(key)
                || key.startsWith("spark.worker.cleanup.");
    }

    @ParameterizedTest
    @MethodSource("settings")
    void settingsAreSparksOwn(Path file) throws ClassNotFoundException {
        learnSettings();
        assertThat(isKnown("spark.executor.core")).isFalse();
        assertThat(lines(file).keySet()).isNotEmpty().allMatch(ClusterFilesTest::isKnown, "a setting of Spark");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "standalone/spark-defaults.conf",
                "standalone/workers.conf",
                "yarn/spark-defaults.conf",
                "kubernetes/spark-defaults.conf"
            })
    void whoTalksIsKnownAndNobodyListens(String file) {
        assertThat(lines(ClusterScripts.FOLDER.resolve(file)))
                .containsEntry("spark.authenticate", "true")
                .containsEntry("spark.network.crypto.enabled", "true")
                .containsEntry("spark.network.crypto.authEngineVersion", "2")
                .containsEntry("spark.network.crypto.cipher", "AES/GCM/NoPadding");
    }

    @Test
    void tlsTakesThePlaceOfSparksOwnEncryption() {
        assertThat(lines(ClusterScripts.FOLDER.resolve("tls.conf")))
                .containsEntry("spark.authenticate", "true")
                .containsEntry("spark.ssl.rpc.enabled", "true")
                .containsEntry("spark.network.crypto.enabled", "false");
    }

    @Test
    void noFileHasASecretThatSomebodyMightKeep() throws IOException {
        for (var file : settings()) {
            assertThat(lines(file).entrySet().stream()
                            .filter(line -> line.getKey().matches(".*([sS]ecret|[pP]assword)$"))
                            .map(Map.Entry::getValue))
                    .allMatch("CHANGE-ME"::equals);
        }
    }

    private static List<Map<?, ?>> documents(Path file) {
        try {
            var load = new Load(LoadSettings.builder().setLabel(file.toString()).build());
            return StreamSupport.stream(
                            load.loadAllFromString(Files.readString(file)).spliterator(), false)
                    .<Map<?, ?>>map(document -> (Map<?, ?>) document)
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void manifestsAreYamlWithKindAndVersion(Path file) {
        assertThat(documents(file)).isNotEmpty().allSatisfy(document -> {
            assertThat(document.get("apiVersion")).isInstanceOf(String.class);
            assertThat(document.get("kind")).isInstanceOf(String.class);
            assertThat(document.get("metadata")).isInstanceOf(Map.class);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"executor-pod.yaml", "gpu-executor-pod.yaml"})
    void podTemplatesNameTheContainerThatSparkFillsIn(String name) {
        var folder = ClusterScripts.FOLDER.resolve("kubernetes");
        var container =
                lines(folder.resolve("spark-defaults.conf")).get("spark.kubernetes.executor.podTemplateContainerName");
        var spec = (Map<?, ?>) documents(folder.resolve(name)).get(0).get("spec");
        assertThat(((List<?>) spec.get("containers")).stream().map(one -> (Object) ((Map<?, ?>) one).get("name")))
                .containsExactly(container);
        assertThat(((Map<?, ?>) spec.get("securityContext")).get("runAsNonRoot"))
                .isEqualTo(true);
    }

    @Test
    void theStudyOfKubernetesIsASpec() {
        var documents = documents(ClusterScripts.FOLDER.resolve("kubernetes/study.yaml"));
        assertThat(documents.stream().map(document -> (Object) document.get("kind")))
                .containsExactly("ConfigMap", "PersistentVolumeClaim", "Job");
        var text = (String) ((Map<?, ?>) documents.get(0).get("data")).get("study.yaml");
        assertThat(StudySpecReader.read("study.yaml", text, Catalogues.all(), List.of())
                        .study())
                .isEqualTo("on-kubernetes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "submit", "gpus"})
    void scriptsAreWellFormed(String name) {
        var file = ClusterScripts.FOLDER.resolve(name);
        assertThat(file).isExecutable();
        assertThat(ClusterScripts.command(List.of("bash", "-n", file.toString()), Map.of()))
                .isEqualTo(new ClusterScripts.Run(0, ""));
    }

    @Test
    void theImageCopiesWhatTheProjectHas() throws IOException {
        var copies = Files.readAllLines(ClusterScripts.FOLDER.resolve("kubernetes/Dockerfile")).stream()
                .filter(line -> line.startsWith("COPY "))
                .map(line -> line.split(" ")[1])
                .toList();
        assertThat(copies).hasSizeGreaterThan(4);
        assertThat(copies.stream().filter(path -> !path.contains("/target/")))
                .allSatisfy(path -> assertThat(Project.root().resolve(path)).exists());
        assertThat(copies).contains("modules/app/target/winnow-submit.jar", "modules/app/target/winnow/jars/");
    }

    @Test
    void theLogSettingsAreRead() {
        var file = ClusterScripts.FOLDER.resolve("log4j2.properties");
        try (var context = new LoggerContext("cluster", null, file.toUri())) {
            context.start();
            var loggers = context.getConfiguration().getLoggers().keySet().stream()
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toSet());
            assertThat(loggers).contains("winnow", "org.apache.spark.deploy");
        }
    }
}
