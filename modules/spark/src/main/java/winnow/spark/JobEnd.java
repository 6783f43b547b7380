package winnow.spark;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import winnow.trial.Outcome;

/** How a one-task Spark job ended. */
sealed interface JobEnd {

    /** Its task returned. */
    record Returned(TaskResult result) implements JobEnd {}

    /**
     * Its task did not return. What an objective throws is returned as a value, so that this is the fault of a machine, of
     * the installation, or somebody's wish.
     *
     * @param isExecutorLost whether the whole Spark executor is gone
     * @param isRefused whether an executor that is about to end did not take it: sent again at once, it may come back at once
     * @param outcome how the assignment ends
     */
    record Broken(boolean isExecutorLost, boolean isRefused, Outcome outcome) implements JobEnd {

        private Broken(boolean isExecutorLost, Outcome outcome) {
            this(isExecutorLost, false, outcome);
        }

        private static final Pattern CANCELLED = Pattern.compile("Job \\d+ cancelled");

        /** An executor that was told to end takes no tasks, of which Spark's scheduler does not know yet. */
        private static final String REFUSED =
                "RejectedExecutionException: Task org.apache.spark.executor.Executor$TaskRunner";

        static Broken of(Throwable failure) {
            var message = message(failure);
            if (names(message, "ExecutorLostFailure", "TaskResultLost", "FetchFailed")) {
                return new Broken(true, new Outcome.Lost(Outcome.Loss.EXECUTOR_DEAD, message));
            }
            if (message.contains(REFUSED)) {
                return new Broken(
                        true,
                        true,
                        new Outcome.Lost(Outcome.Loss.DECOMMISSIONED, "its executor was about to end: " + message));
            }
            if (CANCELLED.matcher(message).find()) {
                return new Broken(false, new Outcome.Lost(Outcome.Loss.DECOMMISSIONED, message));
            }
            if (names(message, "OutOfMemoryError")) {
                return new Broken(false, new Outcome.Failed(Outcome.Failure.OUT_OF_MEMORY, message));
            }
            if (names(message, "ClassNotFoundException", "NoClassDefFoundError", "InvalidClassException")) {
                return new Broken(
                        false,
                        new Outcome.Failed(
                                Outcome.Failure.USER_ERROR,
                                "the executors lack a class, or have another version of it: " + message));
            }
            return new Broken(false, new Outcome.Lost(Outcome.Loss.EXECUTOR_DEAD, message));
        }

        private static boolean names(String message, String... words) {
            return Stream.of(words).anyMatch(message::contains);
        }

        /** The first line: what follows it is Spark's stack trace of the driver. */
        private static String message(Throwable failure) {
            var text = String.valueOf(failure.getMessage());
            return text.lines().findFirst().orElse(failure.getClass().getSimpleName());
        }
    }
}
