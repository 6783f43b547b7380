package winnow.spark;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Spreads assignments evenly over Spark executors. Left to itself Spark draws an executor for each one-task job, so that a
 * study with fewer trials than slots crowds some executors, and their GPUs, while others idle (hyperopt/hyperopt#921).
 */
final class Placement {
    private Placement() {}

    /**
     * The executor with the smallest share of its slots taken; of several the one with the most slots, then the first.
     *
     * @param load assignments by the name of the executor that has them, or was chosen for them
     * @return empty if all that stay are full, or unknown: Spark then chooses
     */
    static Optional<SparkExecutor> choose(List<SparkExecutor> executors, Map<String, Integer> load) {
        return executors.stream()
                .filter(executor -> !executor.isLeaving() && load(executor, load) < executor.slots())
                .min(Comparator.comparingDouble(
                                (SparkExecutor executor) -> (double) load(executor, load) / executor.slots())
                        .thenComparing(SparkExecutor::slots, Comparator.reverseOrder())
                        .thenComparing(SparkExecutor::id));
    }

    private static int load(SparkExecutor executor, Map<String, Integer> load) {
        return load.getOrDefault(executor.id(), 0);
    }
}
