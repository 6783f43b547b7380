package winnow.spark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.TaskSchedulerImpl;
import org.apache.spark.status.api.v1.ExecutorSummary;
import scala.jdk.javaapi.CollectionConverters;
import winnow.study.Resources;

/**
 * Counts the Spark executors of a cluster. What there is, is asked of the scheduler, which knows; cores and GPUs are asked
 * of Spark's book of events, which may lag behind or miss one.
 */
final class ExecutorCensus {
    private static final String GPU = "gpu";

    private final SparkContext context;
    private final Resources resources;

    ExecutorCensus(SparkContext context, Resources resources) {
        this.context = context;
        this.resources = resources;
    }

    /** The executors that there are now. */
    List<SparkExecutor> now() {
        Map<String, ExecutorSummary> known = new HashMap<>();
        for (var summary : CollectionConverters.asJava(context.statusStore().executorList(true))) {
            known.put(summary.id(), summary);
        }
        return CollectionConverters.asJava(context.getExecutorIds()).stream()
                .sorted()
                .map(id -> known.containsKey(id) ? executor(known.get(id)) : SparkExecutor.unknown(id, isLeaving(id)))
                .toList();
    }

    private SparkExecutor executor(ExecutorSummary summary) {
        var gpus = CollectionConverters.asJava(summary.resources()).get(GPU);
        int addresses = gpus == null ? 0 : gpus.addresses().length;
        int port = summary.hostPort().lastIndexOf(':');
        var host = port < 0 ? summary.hostPort() : summary.hostPort().substring(0, port);
        return new SparkExecutor(
                summary.id(), host, slots(resources, summary.totalCores(), addresses), isLeaving(summary.id()));
    }

    private boolean isLeaving(String id) {
        return context.taskScheduler() instanceof TaskSchedulerImpl scheduler && scheduler.isExecutorDecommissioned(id);
    }

    /**
     * How many assignments an executor can run at once.
     *
     * @param cores of it
     * @param gpus of it
     */
    static int slots(Resources resources, int cores, int gpus) {
        int byCores = cores / resources.cpus();
        return resources.gpus() == 0 ? byCores : Math.min(byCores, byGpus(resources.gpus(), gpus));
    }

    /** A share of a GPU is of one GPU, never of two. */
    private static int byGpus(double each, int gpus) {
        // One that is all but whole because of a rounding, as in 1 / 0.1, is whole.
        return each < 1 ? gpus * (int) Math.floor(1 / each + 1e-9) : gpus / (int) each;
    }
}
