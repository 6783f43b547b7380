package winnow.spark;

import java.util.Optional;

/**
 * A Spark executor that there is now.
 *
 * @param id Spark's name for it
 * @param host where it runs; empty if that is not known yet
 * @param slots how many assignments it can run at once, by its cores and GPUs; 0 if that is not known yet
 * @param isLeaving whether it was decommissioned: it takes nothing new and goes when nothing runs in it
 */
record SparkExecutor(String id, String host, int slots, boolean isLeaving) {

    /** An executor of which only the name is known. */
    static SparkExecutor unknown(String id, boolean isLeaving) {
        return new SparkExecutor(id, "", 0, isLeaving);
    }

    /** Whether it takes assignments, and it is not known how many. */
    boolean isUnknown() {
        return host.isEmpty() && !isLeaving;
    }

    /**
     * How Spark writes that a task would best run here; empty if it cannot be written. Spark takes the host for all before
     * the first underscore.
     */
    Optional<String> location() {
        return host.isEmpty() || host.contains("_") ? Optional.empty() : Optional.of("executor_" + host + "_" + id);
    }
}
