package winnow.coordinator;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits that end: a test that would wait for ever fails. */
final class Patience {
    private static final int SECONDS = 20;

    private Patience() {}

    static <T> T take(BlockingQueue<T> queue) {
        try {
            var next = queue.poll(SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing came within " + SECONDS + " s");
            }
            return next;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("not released within " + SECONDS + " s");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        } catch (ExecutionException | TimeoutException failure) {
            throw new AssertionError("it did not complete", failure);
        }
    }

    /** How a stage fails. */
    static Throwable failure(CompletionStage<?> stage) {
        return await(stage.handle((value, failure) -> {
            if (failure == null) {
                throw new AssertionError("it completed with " + value);
            }
            return failure;
        }));
    }

    /** Whether a thread ends. */
    static boolean ends(Thread thread) {
        try {
            thread.join(SECONDS * 1000L);
            return !thread.isAlive();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }
}
