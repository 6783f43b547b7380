package winnow.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import winnow.study.Resources;

/** What Winnow asks of a Spark configuration: what it forces, what it sets unless told otherwise, what it refuses. */
public final class SparkSettings {
    /** The line that a configuration must have, so that trials can report while they train. */
    public static final String PLUGIN_LINE = "spark.plugins=" + WinnowPlugin.class.getName();

    private static final Logger LOG = LoggerFactory.getLogger(SparkSettings.class);

    /** The lines without which trials would run twice, or their losses be told wrongly. */
    private static final Map<String, String> FORCED =
            Map.of("spark.speculation", "false", "spark.task.maxFailures", "1");

    static final String GPU_AMOUNT = "spark.executor.resource.gpu.amount";
    private static final String OVERHEAD = "spark.executor.memoryOverhead";

    private static final Map<String, String> DEFAULTS = Map.of(
            "spark.task.reaper.enabled", "true",
            "spark.task.reaper.killTimeout", "120s",
            "spark.ui.retainedJobs", "200",
            "spark.ui.retainedStages", "200",
            "spark.dynamicAllocation.executorIdleTimeout", "600s",
            // Spark allocates a block, 4 MB by default, for the few kilobytes of each job, at which G1 may begin to
            // collect.
            "spark.broadcast.blockSize", "256k",
            // So that trials of an executor that is to leave are paused and go on elsewhere.
            "spark.decommission.enabled", "true",
            // DL4J calls System.gc(), which must not stop the world; JavaCPP would read /proc at each allocation.
            "spark.executor.extraJavaOptions",
                    "-XX:+ExplicitGCInvokesConcurrent -Dorg.bytedeco.javacpp.maxphysicalbytes=0",
            // CUDA's own order is by speed, Spark's addresses are by bus.
            "spark.executorEnv.CUDA_DEVICE_ORDER", "PCI_BUS_ID");

    private static final Map<String, String> LAPTOP = Map.of(
            "spark.driver.host", "localhost",
            "spark.driver.bindAddress", "127.0.0.1",
            "spark.ui.enabled", "false",
            "spark.ui.showConsoleProgress", "false");

    private SparkSettings() {}

    /**
     * The settings of a Spark that lives in this JVM alone: nothing listens but on the loopback address.
     *
     * @param master {@code local[*]}, {@code local[4]}, or {@code local-cluster[...]} in tests
     * @param name the application's name
     */
    public static SparkConf laptop(String master, String name, Resources resources) {
        var conf = new SparkConf().setMaster(master).setAppName(name);
        LAPTOP.forEach(conf::setIfMissing);
        return complete(conf, resources);
    }

    /**
     * Adds what Winnow needs to a configuration, before its context is started: the plugin, what is forced, and what is
     * not set yet.
     *
     * @return {@code conf} itself
     */
    public static SparkConf complete(SparkConf conf, Resources resources) {
        var plugins = plugins(conf);
        if (!plugins.contains(WinnowPlugin.class.getName())) {
            plugins.add(WinnowPlugin.class.getName());
            conf.set("spark.plugins", String.join(",", plugins));
        }
        FORCED.forEach(conf::set);
        DEFAULTS.forEach(conf::setIfMissing);
        var cpus = Integer.toString(resources.cpus());
        conf.setIfMissing("spark.task.cpus", cpus);
        conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", cpus);
        return conf;
    }

    /**
     * Checks that trials can run in a context.
     *
     * @throws IllegalStateException if not, with all reasons and the lines to add or remove
     */
    public static void require(SparkContext context) {
        var conf = context.getConf();
        var problems = problems(conf, context.version(), scala.util.Properties.versionNumberString());
        if (!problems.isEmpty()) {
            throw new IllegalStateException("Winnow cannot use this SparkContext:\n"
                    + problems.stream().map(problem -> "  - " + problem).collect(Collectors.joining("\n")));
        }
        warnings(conf).forEach(LOG::warn);
    }

    /** What is allowed, and seldom meant. */
    static List<String> warnings(SparkConf conf) {
        var warnings = new ArrayList<String>();
        if (conf.getBoolean("spark.excludeOnFailure.enabled", false)) {
            warnings.add("spark.excludeOnFailure.enabled=true: a bad configuration may exclude a good executor");
        }
        if (isContained(conf) && !conf.contains(OVERHEAD) && !conf.contains(OVERHEAD + "Factor")) {
            warnings.add(OVERHEAD + " is not set: ND4J keeps its arrays outside the heap, up to spark.executor.memory"
                    + " again, and its library takes 320 MB; the manager kills an executor that has no room for them");
        }
        return warnings;
    }

    /** Whether executors live in containers that are killed when they use more memory than was asked for. */
    private static boolean isContained(SparkConf conf) {
        var master = conf.get("spark.master", "");
        return master.startsWith("yarn") || master.startsWith("k8s://");
    }

    /**
     * Why the executors of a cluster cannot give a trial its GPUs; empty if they can.
     *
     * @param conf of a master that is not local
     */
    static List<String> gpuProblems(SparkConf conf, Resources resources) {
        if (resources.gpus() == 0) {
            return List.of();
        }
        int each = conf.getInt(GPU_AMOUNT, 0);
        if (each == 0) {
            return List.of("resources.gpus is " + gpus(resources)
                    + ", but Spark's executors have no GPUs: start Spark with"
                    + " --conf " + GPU_AMOUNT + "=1 and --conf spark.executor.resource.gpu.discoveryScript=FILE, for"
                    + " example cluster/gpus");
        }
        if (resources.gpus() > each) {
            return List.of(
                    "resources.gpus is " + gpus(resources) + ", but an executor has " + each + ", and a trial runs in"
                            + " one executor: start Spark with --conf " + GPU_AMOUNT + "=" + gpus(resources));
        }
        return List.of();
    }

    /** What is allowed, and wastes GPUs. */
    static List<String> gpuWarnings(SparkConf conf, Resources resources) {
        int each = conf.getInt(GPU_AMOUNT, 0);
        if (resources.gpus() > 0 && resources.gpus() < 1 && each > 1) {
            return List.of(
                    GPU_AMOUNT + "=" + each + " and resources.gpus " + gpus(resources) + ": Spark fills one GPU of an"
                            + " executor before it takes the next; with one GPU an executor trials are spread evenly");
        }
        return List.of();
    }

    private static String gpus(Resources resources) {
        double gpus = resources.gpus();
        return gpus == Math.rint(gpus) ? Long.toString((long) gpus) : Double.toString(gpus);
    }

    /** What is wrong with a configuration; empty if nothing is. */
    static List<String> problems(SparkConf conf, String spark, String scala) {
        var problems = new ArrayList<String>();
        if (!scala.startsWith("2.13.")) {
            problems.add("Scala is " + scala + ": take a Spark that was built for Scala 2.13");
        }
        if (isBefore(spark, 4)) {
            problems.add("Spark is " + spark + ": take 4.0 or later");
        }
        if (!plugins(conf).contains(WinnowPlugin.class.getName())) {
            problems.add("Winnow's plugin is missing: start Spark with --conf " + PLUGIN_LINE);
        }
        if (conf.getBoolean("spark.speculation", false)) {
            problems.add("spark.speculation is true, and would train a trial twice: start Spark with --conf"
                    + " spark.speculation=false");
        }
        if (isLocal(conf)) {
            gpus(conf)
                    .forEach(
                            (key, value) -> problems.add(
                                    key + "=" + value + " on master " + conf.get("spark.master", "")
                                            + ", which has no GPUs to give, so that every trial would wait for ever: remove it"));
        } else if (conf.getInt("spark.task.maxFailures", 4) != 1) {
            problems.add("spark.task.maxFailures is not 1, so that Spark would repeat what kills its executor: start"
                    + " Spark with --conf spark.task.maxFailures=1");
        }
        return problems;
    }

    /** Whether the executor is the driver itself. */
    static boolean isLocal(SparkConf conf) {
        var master = conf.get("spark.master", "");
        return master.equals("local") || master.startsWith("local[");
    }

    private static Map<String, String> gpus(SparkConf conf) {
        var settings = new TreeMap<String, String>();
        for (var setting : conf.getAll()) {
            var key = setting._1();
            boolean resource = key.startsWith("spark.executor.resource.") || key.startsWith("spark.task.resource.");
            if (resource && key.toLowerCase(Locale.ROOT).endsWith(".amount")) {
                settings.put(key, setting._2());
            }
        }
        return settings;
    }

    private static List<String> plugins(SparkConf conf) {
        return Stream.of(conf.get("spark.plugins", "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static boolean isBefore(String version, int major) {
        try {
            return Integer.parseInt(version.split("\\.")[0]) < major;
        } catch (NumberFormatException unknown) {
            return false;
        }
    }
}
