package winnow.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import winnow.study.TrialRunner;

/**
 * The runners of this JVM, one for each {@link SparkTrialExecutor} that has sent tasks here: loaded by the first task,
 * with its objective and the objective's data set, and shared by the others.
 */
final class SharedRunners {
    /** Those used last; a runner pushed out is loaded again when it is needed again. */
    private static final int KEPT = 3;

    private static final Map<UUID, Place> PLACES = new LinkedHashMap<>(8, 0.75f, true);
    private static final Map<UUID, TrialRunner> KEPT_ANYWAY = new ConcurrentHashMap<>();

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
        var here = KEPT_ANYWAY.get(run);
        return here != null ? here : place(run).runner(loader);
    }

    /** Keeps a runner until it is forgotten: in a JVM that is driver and executor in one. */
    static void keep(UUID run, TrialRunner runner) {
        KEPT_ANYWAY.put(run, runner);
    }

    private static Place place(UUID run) {
        synchronized (PLACES) {
            var place = PLACES.computeIfAbsent(run, absent -> new Place());
            if (PLACES.size() > KEPT) {
                PLACES.remove(PLACES.keySet().iterator().next());
            }
            return place;
        }
    }

    /** Drops a runner that was kept. */
    static void forget(UUID run) {
        KEPT_ANYWAY.remove(run);
    }
}
