package winnow.app.session;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The state of a JVM that has nothing left to do: its garbage collected, and what follows from that done too. Between two
 * measurements, so that the second does not pay for what the first left behind: Spark removes the blocks of a job, and
 * forgets its stages, only after the job has ended.
 */
public final class Rest {
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final double BUSY = 0.04;

    private Rest() {}

    /**
     * Waits until this JVM uses less than 4 % of one core, half a minute at most.
     *
     * @return whether it does
     */
    public static boolean await() throws InterruptedException {
        LiveHeap.bytes();
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system && await(system);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it repeats until the rest has come
    private static boolean await(OperatingSystemMXBean system) throws InterruptedException {
        var rested = new CountDownLatch(1);
        var used = new AtomicLong(system.getProcessCpuTime());
        var looks = Executors.newSingleThreadScheduledExecutor();
        try {
            looks.scheduleAtFixedRate(
                    () -> {
                        long now = system.getProcessCpuTime();
                        if (now - used.getAndSet(now) < BUSY * LOOK.toNanos()) {
                            rested.countDown();
                        }
                    },
                    LOOK.toMillis(),
                    LOOK.toMillis(),
                    TimeUnit.MILLISECONDS);
            return rested.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            looks.shutdownNow();
        }
    }
}
