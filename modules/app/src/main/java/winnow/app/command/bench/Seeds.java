package winnow.app.command.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;

/** Does something for each seed from 0, some at once, and returns the results in the order of the seeds. */
final class Seeds {
    private Seeds() {}

    static <T> List<T> each(int count, int threads, LongFunction<T> what) {
        if (count < 1 || threads < 1) {
            throw Refusal.usage("--seeds is " + count + " and --threads is " + threads + ": both must be at least 1");
        }
        var pool = Executors.newFixedThreadPool(Math.min(threads, count));
        try {
            var futures = new ArrayList<Future<T>>();
            for (int seed = 0; seed < count; seed++) {
                long one = seed;
                futures.add(pool.submit(() -> what.apply(one)));
            }
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Refusal(ExitCode.INTERRUPTED, "interrupted", stopped);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
