package winnow.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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
import winnow.testkit.FaultTest;
import winnow.trial.Assignment;
import winnow.trial.Checkpoint;
import winnow.trial.Goal;
import winnow.trial.Outcome;
import winnow.trial.Signal;

/** Real executors in JVMs of their own: a standalone master with two workers of one core and two pretended GPUs each. */
@Tag("slow")
@Timeout(90)
class LocalClusterTest {
    private static final Resources ONE_CPU = new Resources(1, 0, OptionalInt.empty());
    private static final Patience IMPATIENT =
            new Patience(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(2));

    private static JavaSparkContext context;

    private final ContractListener listener = new ContractListener();
    private final ContractCheckpoints store = ContractCheckpoints.fresh();
    private final DriverCheckpoints checkpoints = DriverCheckpoints.over(store);

    @BeforeAll
    static void startCluster(@TempDir Path folder) throws IOException {
        context = TestCluster.start("local-cluster[2,1,1024]", ONE_CPU, 2, folder);
    }

    @AfterAll
    static void stopCluster() {
        context.stop();
    }

    @BeforeEach
    void awaitExecutors() {
        var counting = new ContractListener();
        var executor = started(ONE_CPU, counting);
        counting.awaitSlots(2);
        executor.close();
    }

    @AfterEach
    void check() {
        listener.checkAllEndedOnce();
        checkpoints.close();
    }

    private SparkTrialExecutor started(Resources resources, ContractListener to) {
        var runner = new TrialRunner(new ClusterObjective(), checkpoints, "loss", Goal.MINIMIZE, Optional.empty());
        var executor = new SparkTrialExecutor(context, runner, resources, Optional.of("cluster"), IMPATIENT);
        executor.start(to);
        return executor;
    }

    private void launch(SparkTrialExecutor executor, int trial, int from, int to, List<Checkpoint> starts) {
        launch(executor, trial, from, to, starts, to > 100 ? ContractObjective.LEARN_SLOWLY : ContractObjective.LEARN);
    }

    private void launch(
            SparkTrialExecutor executor, int trial, int from, int to, List<Checkpoint> starts, String behaviour) {
        var assignment = new Assignment(
                trial,
                trial,
                1,
                new Configuration(Map.of(ContractObjective.BEHAVIOUR, Value.of(behaviour))),
                1,
                from,
                to,
                starts,
                OptionalDouble.empty(),
                "trial " + trial);
        listener.launching(assignment);
        executor.launch(assignment);
    }

    /** Starts two trials that go on, one in each executor. */
    private void occupy(SparkTrialExecutor executor) {
        launch(executor, 1, 0, 1_000_000, List.of());
        launch(executor, 2, 0, 1_000_000, List.of());
        listener.awaitReport(1);
        listener.awaitReport(2);
        assertThat(measured(1, "pid")).isNotEqualTo(measured(2, "pid"));
    }

    private double measured(int trial, String metric) {
        return listener.reports(trial).get(0).observation().metrics().value(metric);
    }

    private ProcessHandle process(int trial) {
        return ProcessHandle.of((long) measured(trial, "pid")).orElseThrow();
    }

    @Test
    void aTrialMovesToAnotherExecutorByACheckpointThatTheDriverKeeps() throws IOException {
        try (var executor = started(ONE_CPU, listener)) {
            launch(executor, 1, 0, 3, List.of());
            var reached = (Outcome.Reached) listener.awaitEnd(1);
            assertThat(store.read(reached.checkpoint().orElseThrow())).hasSize(Integer.BYTES);
            var starts = List.of(reached.checkpoint().orElseThrow());
            for (int trial = 2; trial <= 9; trial++) {
                launch(executor, trial, 3, 5, starts);
            }
            for (int trial = 2; trial <= 9; trial++) {
                assertThat(listener.awaitEnd(trial))
                        .isInstanceOfSatisfying(Outcome.Reached.class, again -> assertThat(again.checkpoint())
                                .isPresent());
            }
            assertThat(store.names()).contains("trial-1-epoch-3-attempt-1", "trial-9-epoch-5-attempt-1");
        }
    }

    @Test
    void theObjectiveIsReadOnceAnExecutorWhoseJvmHasTheFlagsOfSpark() {
        try (var executor = started(ONE_CPU, listener)) {
            for (int trial = 1; trial <= 12; trial++) {
                launch(executor, trial, 0, 1, List.of());
            }
            var first = new HashMap<Double, Double>();
            for (int trial = 1; trial <= 12; trial++) {
                assertThat(listener.awaitEnd(trial)).isInstanceOf(Outcome.Reached.class);
                double read = measured(trial, "read");
                assertThat(first.computeIfAbsent(measured(trial, "pid"), pid -> read))
                        .isEqualTo(read);
                assertThat(measured(trial, "vector")).isEqualTo(1);
            }
        }
    }

    @Test
    void signalsReachAnExecutorWithinASecond() {
        try (var executor = started(ONE_CPU, listener)) {
            occupy(executor);
            long asked = System.nanoTime();
            executor.signal(1, 1, Signal.PAUSE);
            executor.signal(2, 1, Signal.STOP);
            assertThat(listener.awaitEnd(1))
                    .isInstanceOfSatisfying(Outcome.Stopped.class, stopped -> assertThat(stopped.checkpoint())
                            .isPresent());
            assertThat(listener.awaitEnd(2)).isInstanceOf(Outcome.Stopped.class);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @FaultTest
    void aKilledExecutorCostsOneAssignmentAndIsReplaced() {
        try (var executor = started(ONE_CPU, listener)) {
            occupy(executor);
            launch(executor, 3, 0, 2, List.of());

            assertThat(process(1).destroyForcibly()).isTrue();

            assertThat(listener.awaitEnd(1)).isInstanceOfSatisfying(Outcome.Lost.class, lost -> {
                assertThat(lost.kind()).isEqualTo(Outcome.Loss.EXECUTOR_DEAD);
                assertThat(lost.message()).contains("ExecutorLostFailure");
            });
            assertThat(listener.awaitEnd(3)).isInstanceOf(Outcome.Reached.class);
            assertThat(listener.outcomes(2)).isEmpty();
            assertThat(measured(3, "pid")).isNotIn(measured(1, "pid"), measured(2, "pid"));
            listener.awaitSlots(2);
            executor.signal(2, 1, Signal.STOP);
            listener.awaitEnd(2);
        }
    }

    @FaultTest
    void aTrialThatFillsItsExecutorsHeapFailsAndOthersGoOn() {
        try (var executor = started(ONE_CPU, listener)) {
            launch(executor, 1, 0, 1_000_000, List.of());
            listener.awaitReport(1);
            launch(executor, 2, 0, 3, List.of(), ClusterObjective.HOARD);

            assertThat(listener.awaitEnd(2))
                    .satisfiesAnyOf(
                            end -> assertThat(end).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                                assertThat(failed.kind()).isEqualTo(Outcome.Failure.OUT_OF_MEMORY);
                                assertThat(failed.message()).contains("Java heap space");
                            }),
                            // Spark ends a JVM in which a thread of its own finds no memory.
                            end -> assertThat(end)
                                    .isInstanceOfSatisfying(Outcome.Lost.class, lost -> assertThat(lost.kind())
                                            .isEqualTo(Outcome.Loss.EXECUTOR_DEAD)));

            assertThat(measured(2, "pid")).isNotEqualTo(measured(1, "pid"));
            assertThat(listener.outcomes(1)).isEmpty();
            listener.awaitSlots(2);
            launch(executor, 3, 0, 2, List.of());
            assertThat(listener.awaitEnd(3)).isInstanceOf(Outcome.Reached.class);
            executor.signal(1, 1, Signal.STOP);
            listener.awaitEnd(1);
        }
    }

    @FaultTest
    void aSilentExecutorIsGivenUpAndItsTaskStoppedWhenItIsBack() throws Exception {
        try (var executor = started(ONE_CPU, listener)) {
            occupy(executor);

            send("STOP", process(1));
            assertThat(listener.awaitEnd(1))
                    .isInstanceOfSatisfying(Outcome.Lost.class, lost -> assertThat(lost.message())
                            .contains("was not heard of for 2 s"));
            listener.awaitSlots(1);
            assertThat(listener.outcomes(2)).isEmpty();
            send("CONT", process(1));

            listener.awaitSlots(2);
            launch(executor, 3, 0, 2, List.of());
            assertThat(listener.awaitEnd(3)).isInstanceOf(Outcome.Reached.class);
            executor.signal(2, 1, Signal.STOP);
            listener.awaitEnd(2);
        }
    }

    /** What YARN, Kubernetes and spot markets do before they kill. */
    @FaultTest
    void anExecutorThatIsToldToEndSavesWhatItTrains() throws Exception {
        try (var executor = started(ONE_CPU, listener)) {
            occupy(executor);

            send("TERM", process(1));

            assertThat(listener.awaitEnd(1)).isInstanceOfSatisfying(Outcome.Stopped.class, stopped -> {
                assertThat(stopped.signal()).isEqualTo(Signal.PAUSE);
                assertThat(stopped.epoch()).isPositive();
                assertThat(stopped.checkpoint()).isPresent();
            });
            assertThat(listener.outcomes(2)).isEmpty();
            listener.awaitSlots(2);
            launch(executor, 3, 0, 2, List.of());
            assertThat(listener.awaitEnd(3)).isInstanceOf(Outcome.Reached.class);
            executor.signal(2, 1, Signal.STOP);
            listener.awaitEnd(2);
        }
    }

    private static void send(String signal, ProcessHandle to) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(to.pid())).start();
        assertThat(kill.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }

    @Test
    void aTrialGetsTheGpusThatItAskedFor() {
        try (var executor = started(new Resources(1, 2, OptionalInt.empty()), listener)) {
            listener.awaitSlots(2);
            launch(executor, 1, 0, 1, List.of());
            assertThat(listener.awaitEnd(1)).isInstanceOf(Outcome.Reached.class);
            assertThat(measured(1, "gpus")).isEqualTo(2);
        }
    }

    @Test
    void closingEndsWhatRunsInTheExecutors() {
        var executor = started(ONE_CPU, listener);
        occupy(executor);
        executor.close();
        assertThat(List.of(listener.outcome(1), listener.outcome(2)))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Lost.class));
        // The next test needs both slots: it would wait for ever if a task trained on.
        assertThat(context.parallelize(List.of(1, 2), 2).map(one -> one).collectAsync())
                .succeedsWithin(Duration.ofSeconds(20));
    }
}
