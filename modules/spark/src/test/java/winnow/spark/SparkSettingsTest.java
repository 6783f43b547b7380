package winnow.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import winnow.study.Resources;

class SparkSettingsTest {
    private static final Resources TWO_CPUS = new Resources(2, 0, OptionalInt.empty());

    private static SparkConf conf(String master) {
        return new SparkConf(false).setMaster(master).setAppName("test");
    }

    private static SparkConf complete(String master) {
        return SparkSettings.complete(conf(master), TWO_CPUS);
    }

    @Test
    void aCompleteConfigurationHasNoProblems() {
        for (var master : new String[] {"local[*]", "spark://host:7077", "yarn"}) {
            assertThat(SparkSettings.problems(complete(master), "4.1.3", "2.13.17"))
                    .isEmpty();
        }
    }

    @Test
    void itForcesWhatWouldMakeResultsWrongAndLeavesTheRestToTheUser() {
        var conf = conf("yarn")
                .set("spark.speculation", "true")
                .set("spark.task.maxFailures", "4")
                .set("spark.task.cpus", "3")
                .set("spark.plugins", "com.example.Other")
                .set("spark.ui.retainedJobs", "1000");
        SparkSettings.complete(conf, TWO_CPUS);
        assertThat(conf.get("spark.speculation")).isEqualTo("false");
        assertThat(conf.get("spark.task.maxFailures")).isEqualTo("1");
        assertThat(conf.get("spark.task.cpus")).isEqualTo("3");
        assertThat(conf.get("spark.plugins")).isEqualTo("com.example.Other,winnow.spark.WinnowPlugin");
        assertThat(conf.get("spark.ui.retainedJobs")).isEqualTo("1000");
        assertThat(conf.get("spark.executorEnv.OMP_NUM_THREADS")).isEqualTo("2");
        assertThat(SparkSettings.complete(conf, TWO_CPUS).get("spark.plugins"))
                .isEqualTo("com.example.Other,winnow.spark.WinnowPlugin");
    }

    @Test
    void aLaptopListensOnTheLoopbackAddressOnly() {
        var conf = SparkSettings.laptop("local[*]", "winnow quickstart", TWO_CPUS);
        assertThat(conf.get("spark.driver.bindAddress")).isEqualTo("127.0.0.1");
        assertThat(conf.get("spark.driver.host")).isEqualTo("localhost");
        assertThat(conf.get("spark.ui.enabled")).isEqualTo("false");
        assertThat(conf.get("spark.app.name")).isEqualTo("winnow quickstart");
    }

    @Test
    void aMissingPluginIsRefusedWithTheLineToAdd() {
        assertThat(SparkSettings.problems(conf("local[2]"), "4.1.3", "2.13.17"))
                .singleElement()
                .asString()
                .contains("--conf spark.plugins=winnow.spark.WinnowPlugin");
    }

    @Test
    void gpuSettingsOnALocalMasterAreRefusedSinceSparkWouldHang() {
        var conf = complete("local[2]")
                .set("spark.executor.resource.gpu.amount", "1")
                .set("spark.task.resource.gpu.amount", "0.5");
        assertThat(SparkSettings.problems(conf, "4.1.3", "2.13.17"))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).contains("local[2]").contains("remove it"));
        assertThat(SparkSettings.problems(conf.setMaster("local-cluster[1,1,1024]"), "4.1.3", "2.13.17"))
                .isEmpty();
    }

    @Test
    void allProblemsAreToldAtOnce() {
        var conf = conf("yarn").set("spark.speculation", "true");
        assertThat(SparkSettings.problems(conf, "3.5.9", "2.12.18"))
                .hasSize(5)
                .anySatisfy(problem -> assertThat(problem).contains("2.12.18"))
                .anySatisfy(problem -> assertThat(problem).contains("3.5.9"))
                .anySatisfy(problem -> assertThat(problem).contains("spark.task.maxFailures=1"))
                .anySatisfy(problem -> assertThat(problem).contains("spark.speculation=false"));
    }

    @Test
    void whatIsSeldomMeantIsWarnedOf() {
        assertThat(SparkSettings.warnings(complete("spark://host:7077"))).isEmpty();
        assertThat(SparkSettings.warnings(complete("yarn").set("spark.executor.memoryOverhead", "2g")))
                .isEmpty();
        assertThat(SparkSettings.warnings(complete("k8s://host").set("spark.excludeOnFailure.enabled", "true")))
                .hasSize(2)
                .anySatisfy(warning -> assertThat(warning)
                        .isEqualTo(
                                "spark.excludeOnFailure.enabled=true: a bad configuration may exclude a good executor"))
                .anySatisfy(warning -> assertThat(warning)
                        .startsWith(
                                "spark.executor.memoryOverhead is not set: ND4J keeps its arrays outside the heap"));
    }

    private static Resources gpus(double gpus) {
        return new Resources(1, gpus, OptionalInt.empty());
    }

    @Test
    void gpusThatExecutorsLackAreRefusedWithTheLinesToAdd() {
        var conf = complete("spark://host:7077");
        assertThat(SparkSettings.gpuProblems(conf, TWO_CPUS)).isEmpty();
        assertThat(SparkSettings.gpuProblems(conf, gpus(0.25)))
                .containsExactly("resources.gpus is 0.25, but Spark's executors have no GPUs: start Spark with --conf"
                        + " spark.executor.resource.gpu.amount=1 and --conf"
                        + " spark.executor.resource.gpu.discoveryScript=FILE, for example cluster/gpus");
        conf.set("spark.executor.resource.gpu.amount", "1");
        assertThat(SparkSettings.gpuProblems(conf, gpus(0.25))).isEmpty();
        assertThat(SparkSettings.gpuProblems(conf, gpus(2)))
                .containsExactly(
                        "resources.gpus is 2, but an executor has 1, and a trial runs in one executor: start Spark"
                                + " with --conf spark.executor.resource.gpu.amount=2");
    }

    @Test
    void severalGpusOfAnExecutorWithSharesOfOneAreWarnedOf() {
        var conf = complete("spark://host:7077").set("spark.executor.resource.gpu.amount", "4");
        assertThat(SparkSettings.gpuWarnings(conf, gpus(1))).isEmpty();
        assertThat(SparkSettings.gpuWarnings(conf, gpus(0.5)))
                .containsExactly(
                        "spark.executor.resource.gpu.amount=4 and resources.gpus 0.5: Spark fills one GPU of an"
                                + " executor before it takes the next; with one GPU an executor trials are spread evenly");
    }

    @Test
    void executorsAreToldWhatDl4jAndCudaNeed() {
        var conf = complete("yarn");
        assertThat(conf.get("spark.executor.extraJavaOptions"))
                .isEqualTo("-XX:+ExplicitGCInvokesConcurrent -Dorg.bytedeco.javacpp.maxphysicalbytes=0");
        assertThat(conf.get("spark.executorEnv.CUDA_DEVICE_ORDER")).isEqualTo("PCI_BUS_ID");
        assertThat(conf.get("spark.decommission.enabled")).isEqualTo("true");
        assertThat(conf.get("spark.task.reaper.enabled")).isEqualTo("true");
        assertThat(conf.get("spark.task.reaper.killTimeout")).isEqualTo("120s");
        assertThat(SparkSettings.problems(conf.set("spark.executor.extraJavaOptions", "-Xss1m"), "4.1.3", "2.13.17"))
                .isEmpty();
    }
}
