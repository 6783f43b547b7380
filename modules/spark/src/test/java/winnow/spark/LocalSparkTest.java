package winnow.spark;

import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import winnow.study.Resources;
import winnow.study.TrialExecutor;
import winnow.study.TrialRunner;
import winnow.testkit.ExecutorContract;
import winnow.trial.Assignment;

@Tag("slow")
class LocalSparkTest extends ExecutorContract {
    private static final Resources ONE_CPU = new Resources(1, 0, OptionalInt.empty());
    private static JavaSparkContext context;

    @BeforeAll
    static void startSpark() {
        context = new JavaSparkContext(SparkSettings.laptop("local[2]", "winnow test", ONE_CPU));
    }

    @AfterAll
    static void stopSpark() {
        context.stop();
    }

    @Override
    protected TrialExecutor executor(TrialRunner runner) {
        return new SparkTrialExecutor(context, runner, ONE_CPU, Optional.of("contract"), Patience.DEFAULT);
    }

    @Override
    protected void kill(Assignment assignment) {
        context.sc()
                .cancelJobsWithTag(
                        "winnow-contract-trial-" + assignment.trial() + "-attempt-" + assignment.attempt(),
                        "killed by a test");
    }
}
