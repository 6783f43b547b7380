package winnow.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import winnow.study.TrialRunner;

/**
 * The runners of this JVM, one for each {@link SparkTrialExecutor} that has sent tasks here: loaded by the first task,
 * with its objective and the objective's data set, and shared by the others.
 */
final class SharedRunners {
    /** Those used last; a runner pushed out is loaded again when it is needed again. */
    private static final int KEPT = 3;

    private static final Map<UUID, Place> PLACES = new LinkedHashMap<>(8, 0.75f, true);

    private SharedRunners() {}

    /** Where a runner stands, or will. Its lock is held while the runner is loaded. */
    private static final class Place {
        private Optional<TrialRunner> runner = Optional.empty();

        synchronized TrialRunner runner(Callable<TrialRunner> loader) throws Exception {
            if (runner.isEmpty()) {
                runner = Optional.of(loader.call());
            }
            return runner.get();
        }
    }

    /** The runner of a run; loaded now if it is not here, while others that ask for it wait. */
    static TrialRunner runner(UUID run, Callable<TrialRunner> loader) throws Exception {
        return place(run).runner(loader);
    }

    private static Place place(UUID run) {
        synchronized (PLACES) {
            var place = PLACES.computeIfAbsent(run, absent -> new Place());
            var eldest = PLACES.keySet().iterator();
            if (PLACES.size() > KEPT) {
                eldest.next();
                eldest.remove();
            }
            return place;
        }
    }

    static void forget(UUID run) {
        synchronized (PLACES) {
            PLACES.remove(run);
        }
    }
}
