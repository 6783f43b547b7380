package winnow.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.pcollections.PVector;
import winnow.study.Resources;
import winnow.study.TrialRunner;
import winnow.testkit.ContractObjective;

/** A standalone master with workers and executors in JVMs of their own, each with pretended GPUs. */
final class TestCluster {
    private TestCluster() {}

    /**
     * Starts it.
     *
     * @param master {@code local-cluster[workers,cores,megabytes]}
     * @param gpus of each worker, all of which its executor gets
     * @param folder for the script that finds them
     */
    static JavaSparkContext start(String master, Resources resources, int gpus, Path folder) throws IOException {
        return start(master, resources, gpus, folder, Map.of());
    }

    /**
     * The same with more settings of Spark's.
     *
     * @param settings beside those that it needs
     */
    static JavaSparkContext start(
            String master, Resources resources, int gpus, Path folder, Map<String, String> settings)
            throws IOException {
        var script = folder.resolve("gpus.sh");
        var addresses = IntStream.range(0, gpus).mapToObj(i -> "\"" + i + "\"").collect(Collectors.joining(", "));
        Files.writeString(script, "#!/bin/sh\necho '{\"name\": \"gpu\", \"addresses\": [" + addresses + "]}'\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        var conf = SparkSettings.laptop(master, "winnow test", resources);
        settings.forEach(conf::set);
        return new JavaSparkContext(conf.set("spark.executor.memory", "512m")
                .set("spark.executor.extraClassPath", classPath())
                .set("spark.worker.resource.gpu.amount", Integer.toString(gpus))
                .set("spark.worker.resource.gpu.discoveryScript", script.toString())
                .set("spark.executor.resource.gpu.amount", Integer.toString(gpus)));
    }

    /** What the executors need beside Spark's own jars. */
    private static String classPath() {
        return Stream.of(
                        SparkTrialExecutor.class,
                        TrialRunner.class,
                        ContractObjective.class,
                        TestCluster.class,
                        PVector.class)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
