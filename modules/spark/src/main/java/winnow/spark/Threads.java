package winnow.spark;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of this module: daemons with names. */
final class Threads {
    private Threads() {}

    static ThreadFactory named(String name) {
        return runnable -> {
            var thread = new Thread(runnable, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    static ThreadFactory numbered(String name) {
        var count = new AtomicInteger();
        return runnable -> named(name + "-" + count.incrementAndGet()).newThread(runnable);
    }

    /** One thread that runs what it is given in order, now or later. After its shutdown it does the rest, but repeats nothing. */
    static ScheduledThreadPoolExecutor scheduled(String name) {
        var executor = new ScheduledThreadPoolExecutor(1, named(name));
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    /** Waits until a timer of this executor rings. */
    static void pause(ScheduledExecutorService timer, long millis) throws InterruptedException {
        try {
            timer.schedule(() -> {}, millis, TimeUnit.MILLISECONDS).get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
