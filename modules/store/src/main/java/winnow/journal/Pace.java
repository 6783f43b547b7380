package winnow.journal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Time as a journal off the local disk needs it: the machine's, or a test's. */
interface Pace {

    /** Waits. */
    void pause(Duration time) throws InterruptedException;

    /** Does something each time a period is over, until the beat is closed. */
    Beat every(Duration period, Runnable deed);

    /** Something that is done again and again. */
    interface Beat extends AutoCloseable {
        @Override
        void close();
    }

    /** The machine's time. */
    Pace REAL = new Pace() {
        @Override
        public void pause(Duration time) throws InterruptedException {
            boolean isOpened = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
            if (isOpened) {
                throw new IllegalStateException("a latch opened by itself");
            }
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored")
        public Beat every(Duration period, Runnable deed) {
            var thread = Executors.newSingleThreadScheduledExecutor(task -> {
                var daemon = new Thread(task, "winnow-owner");
                daemon.setDaemon(true);
                return daemon;
            });
            thread.scheduleWithFixedDelay(deed, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
            return thread::shutdown;
        }
    };
}
