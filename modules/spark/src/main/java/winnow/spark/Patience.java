package winnow.spark;

import java.time.Duration;

/**
 * How long the driver waits for what does not come.
 *
 * @param silence a Spark executor that was not heard of for so long is taken for dead
 * @param stop a task that ignores a stop, or its time-out, for so long is cancelled
 * @param kill a cancelled task whose end Spark has not told after so long is given up
 */
public record Patience(Duration silence, Duration stop, Duration kill) {
    public static final Patience DEFAULT =
            new Patience(Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofSeconds(5));

    public Patience {
        positive("silence", silence);
        positive("stop", stop);
        positive("kill", kill);
        if (silence.toMillis() < 2 * ExecutorNode.HEARTBEAT_MILLIS) {
            throw new IllegalArgumentException("silence is " + silence.toMillis() + " ms: it must be at least "
                    + 2 * ExecutorNode.HEARTBEAT_MILLIS + " ms, since an executor is heard each "
                    + ExecutorNode.HEARTBEAT_MILLIS + " ms");
        }
    }

    private static void positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " is " + duration + ": it must be positive");
        }
    }
}
