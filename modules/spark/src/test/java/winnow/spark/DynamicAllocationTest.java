package winnow.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.study.Resources;
import winnow.study.TrialRunner;
import winnow.testkit.ContractCheckpoints;
import winnow.testkit.ContractListener;
import winnow.testkit.ContractObjective;
import winnow.trial.Assignment;
import winnow.trial.Goal;
import winnow.trial.Outcome;
import winnow.trial.Signal;

/** A cluster that gives executors when there is work for them, and takes them back. */
@Tag("slow")
@Timeout(90)
class DynamicAllocationTest {
    private static final Resources ONE_CPU = new Resources(1, 0, OptionalInt.empty());
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ContractListener listener = new ContractListener();

    private void launch(SparkTrialExecutor executor, int trial, int to, String behaviour) {
        var configuration = new Configuration(Map.of(ContractObjective.BEHAVIOUR, Value.of(behaviour)));
        var assignment = new Assignment(
                trial, trial, 1, configuration, 1, 0, to, List.of(), OptionalDouble.empty(), "trial " + trial);
        listener.launching(assignment);
        executor.launch(assignment);
    }

    private long process(int trial) {
        return (long) listener.reports(trial).get(0).observation().metrics().value("pid");
    }

    @Test
    void executorsComeWithTheTrialsAndLeaveAfterThem(@TempDir Path folder) throws IOException {
        var settings = Map.of(
                "spark.dynamicAllocation.enabled", "true",
                "spark.dynamicAllocation.shuffleTracking.enabled", "true",
                "spark.dynamicAllocation.maxExecutors", "2",
                "spark.dynamicAllocation.executorIdleTimeout", "1s");
        try (var context = TestCluster.start("local-cluster[2,1,1024]", ONE_CPU, 1, folder, settings);
                var checkpoints = DriverCheckpoints.over(ContractCheckpoints.fresh())) {
            var runner = new TrialRunner(new ClusterObjective(), checkpoints, "loss", Goal.MINIMIZE, Optional.empty());
            try (var executor = new SparkTrialExecutor(context, runner, ONE_CPU)) {
                executor.start(listener);
                listener.awaitSlots(2);
                assertThat(context.sc().getExecutorIds().size()).isZero();

                launch(executor, 1, 1_000_000, ContractObjective.LEARN_SLOWLY);
                launch(executor, 2, 1_000_000, ContractObjective.LEARN_SLOWLY);
                listener.awaitReport(1);
                listener.awaitReport(2);
                assertThat(process(1)).isNotEqualTo(process(2));
                var first = ProcessHandle.of(process(1)).orElseThrow();
                executor.signal(1, 1, Signal.STOP);
                assertThat(listener.awaitEnd(1)).isInstanceOf(Outcome.Stopped.class);

                assertThat(first.onExit()).succeedsWithin(LONG);
                assertThat(listener.outcomes(2)).isEmpty();
                launch(executor, 3, 2, ContractObjective.LEARN);
                assertThat(listener.awaitEnd(3)).isInstanceOf(Outcome.Reached.class);
                assertThat(process(3)).isNotIn(process(1), process(2));
                executor.signal(2, 1, Signal.STOP);
                listener.awaitEnd(2);
            }
        }
        listener.checkAllEndedOnce();
    }
}
