package winnow.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import winnow.trial.Outcome;

class JobEndTest {

    /** The text that Spark 4.1.3 gave. */
    @Test
    void aTaskThatAnEndingExecutorRefusesHasNotDiedUnderItsTrial() {
        var refused = JobEnd.Broken.of(
                new SparkException("Job aborted due to stage failure: Task 0 in stage 14.0 failed 1 times,"
                        + " most recent failure: Lost task 0.0 in stage 14.0 (TID 14) (localhost executor 4):"
                        + " java.util.concurrent.RejectedExecutionException: Task"
                        + " org.apache.spark.executor.Executor$TaskRunner@16d2b9e8 rejected from"
                        + " java.util.concurrent.ThreadPoolExecutor@39a8312f[Shutting down]"));

        assertThat(refused.outcome()).isInstanceOfSatisfying(Outcome.Lost.class, lost -> {
            assertThat(lost.kind()).isEqualTo(Outcome.Loss.DECOMMISSIONED);
            assertThat(lost.message()).startsWith("its executor was about to end: Job aborted");
        });
    }

    @Test
    void anotherRefusalIsTheMachines() {
        var other = JobEnd.Broken.of(
                new SparkException("java.util.concurrent.RejectedExecutionException: Task of a library"));

        assertThat(other.outcome()).isInstanceOfSatisfying(Outcome.Lost.class, lost -> assertThat(lost.kind())
                .isEqualTo(Outcome.Loss.EXECUTOR_DEAD));
    }
}
