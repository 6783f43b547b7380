package winnow.export.web;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A way to wait: the machine's, or a test's. */
public interface Pause {
    /** Returns when the time is over. */
    void pause(Duration time) throws InterruptedException;

    /** The machine's time. */
    Pause REAL = time -> {
        boolean isOpened = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        if (isOpened) {
            throw new IllegalStateException("a latch opened by itself");
        }
    };
}
