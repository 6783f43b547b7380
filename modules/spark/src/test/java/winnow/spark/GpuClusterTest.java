package winnow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.ExecutorDecommissionInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.cluster.CoarseGrainedSchedulerBackend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;
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

/**
 * The whole path of GPUs but the kernels: two executors in JVMs of their own, each with six cores and two pretended GPUs.
 */
@Tag("slow")
@Timeout(90)
class GpuClusterTest {
    private static final Resources HALF = new Resources(1, 0.5, OptionalInt.empty());
    private static final int FOR_EVER = 1_000_000;

    private static JavaSparkContext context;

    private final ContractListener listener = new ContractListener();
    private final DriverCheckpoints checkpoints = DriverCheckpoints.over(ContractCheckpoints.fresh());

    @BeforeAll
    static void startCluster(@TempDir Path folder) throws IOException {
        context = TestCluster.start("local-cluster[2,6,1024]", HALF, 2, folder);
    }

    @AfterAll
    static void stopCluster() {
        context.stop();
    }

    @AfterEach
    void check() {
        listener.checkAllEndedOnce();
        checkpoints.close();
    }

    private SparkTrialExecutor started(Resources resources, ContractListener to) {
        var runner = new TrialRunner(new ClusterObjective(), checkpoints, "loss", Goal.MINIMIZE, Optional.empty());
        var executor = new SparkTrialExecutor(context, runner, resources, Optional.of("gpus"), Patience.DEFAULT);
        executor.start(to);
        return executor;
    }

    private void launch(SparkTrialExecutor executor, int trial, int attempt, int to, List<Checkpoint> starts) {
        var assignment = new Assignment(
                trial,
                trial,
                attempt,
                new Configuration(Map.of(ContractObjective.BEHAVIOUR, Value.of(ContractObjective.LEARN_SLOWLY))),
                1,
                starts.isEmpty() ? 0 : starts.get(0).epoch(),
                to,
                starts,
                OptionalDouble.empty(),
                "trial " + trial);
        listener.launching(assignment);
        executor.launch(assignment);
    }

    private double measured(int trial, String metric) {
        return listener.reports(trial).get(0).observation().metrics().value(metric);
    }

    private double last(int trial, String metric) {
        var reports = listener.reports(trial);
        return reports.get(reports.size() - 1).observation().metrics().value(metric);
    }

    private static int slots(double gpus, OptionalInt atMost) {
        var own = new ContractListener();
        var runner = new TrialRunner(
                new ClusterObjective(), ContractCheckpoints.fresh(), "loss", Goal.MINIMIZE, Optional.empty());
        try (var executor = new SparkTrialExecutor(context, runner, new Resources(1, gpus, atMost))) {
            executor.start(own);
        }
        own.awaitSlots(0);
        return own.mostSlots();
    }

    @Test
    void slotsFollowTheGpusAndTheCores() {
        try (var executor = started(HALF, listener)) {
            assertThat(executor).isNotNull();
            listener.awaitSlots(8);
        }
        assertThat(slots(1, OptionalInt.empty())).isEqualTo(4);
        assertThat(slots(2, OptionalInt.empty())).isEqualTo(2);
        assertThat(slots(0.25, OptionalInt.empty())).as("six cores each").isEqualTo(12);
        assertThat(slots(0.25, OptionalInt.of(5))).isEqualTo(5);
    }

    /** A GPU in use by a trial, from and until when. */
    private record Use(double executor, double gpu, double from, double until) {
        boolean meets(double moment) {
            return from <= moment && moment < until;
        }
    }

    @Test
    void noGpuEverHasMoreTrialsThanItHoldsAndAllHaveWork() {
        var profiles = new ConcurrentSkipListSet<Integer>();
        var noting = new Profiles(profiles);
        context.sc().addSparkListener(noting);
        try (var executor = started(HALF, listener)) {
            listener.awaitSlots(8);
            for (int trial = 1; trial <= 32; trial++) {
                launch(executor, trial, 1, 4, List.of());
            }
            var uses = new ArrayList<Use>();
            for (int trial = 1; trial <= 32; trial++) {
                assertThat(listener.awaitEnd(trial)).isInstanceOf(Outcome.Reached.class);
                assertThat(measured(trial, "gpus")).isEqualTo(1);
                uses.add(new Use(
                        measured(trial, "executor"),
                        measured(trial, "gpu"),
                        measured(trial, "from"),
                        last(trial, "until")));
            }
            for (var use : uses) {
                assertThat(use.gpu()).isIn(0.0, 1.0);
                assertThat(uses.stream()
                                .filter(other -> other.executor() == use.executor()
                                        && other.gpu() == use.gpu()
                                        && other.meets(use.from())))
                        .hasSizeLessThanOrEqualTo(2);
            }
            assertThat(uses.stream().collect(Collectors.groupingBy(Use::executor, Collectors.counting())))
                    .hasSize(2)
                    .allSatisfy((id, count) -> assertThat(count).isBetween(10L, 22L));
            assertThat(uses.stream()
                            .map(use -> use.executor() + " " + use.gpu())
                            .distinct())
                    .hasSize(4);
        } finally {
            context.sc().removeSparkListener(noting);
        }
        assertThat(profiles).as("one profile, however many trials").hasSize(1);
    }

    /** Notes the resource profiles of stages. */
    private static final class Profiles extends SparkListener {
        private final Set<Integer> ids;

        Profiles(Set<Integer> ids) {
            this.ids = ids;
        }

        @Override
        public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
            ids.add(submitted.stageInfo().resourceProfileId());
        }
    }

    /** Trials that go on, until they are stopped: the executors that they are in. */
    private List<Double> occupied(SparkTrialExecutor executor, int first, int count) {
        IntStream.range(first, first + count).forEach(trial -> launch(executor, trial, 1, FOR_EVER, List.of()));
        return IntStream.range(first, first + count)
                .mapToObj(trial -> {
                    listener.awaitReport(trial);
                    return measured(trial, "executor");
                })
                .sorted()
                .toList();
    }

    private void stop(SparkTrialExecutor executor, int first, int count) {
        for (int trial = first; trial < first + count; trial++) {
            executor.signal(trial, 1, Signal.STOP);
            listener.awaitEnd(trial);
        }
    }

    @Test
    void fewerTrialsThanSlotsAreSpreadEvenly() {
        try (var executor = started(HALF, listener)) {
            listener.awaitSlots(8);
            // Drawn at random, as Spark does, four would be spread evenly in about two of five rounds.
            for (int round = 0; round < 5; round++) {
                var where = occupied(executor, 1 + 4 * round, 4);
                assertThat(where.get(0)).isEqualTo(where.get(1)).isNotEqualTo(where.get(2));
                assertThat(where.get(2)).isEqualTo(where.get(3));
                stop(executor, 1 + 4 * round, 4);
            }
        }
    }

    @FaultTest
    void aDecommissionedExecutorsTrialsMoveByTheirCheckpointsAndItsSuccessorIsUsed() {
        try (var executor = started(HALF, listener)) {
            listener.awaitSlots(8);
            occupied(executor, 1, 2);
            double leaving = measured(1, "executor");
            assertThat(measured(2, "executor")).isNotEqualTo(leaving);

            decommission(Integer.toString((int) leaving));

            var end = listener.awaitEnd(1);
            assertThat(end).isInstanceOfSatisfying(Outcome.Stopped.class, stopped -> {
                assertThat(stopped.signal()).isEqualTo(Signal.PAUSE);
                assertThat(stopped.epoch()).isPositive();
            });
            var saved = ((Outcome.Stopped) end).checkpoint().orElseThrow();
            listener.awaitSlots(4);
            assertThat(listener.outcomes(2)).isEmpty();
            launch(executor, 3, 2, saved.epoch() + 2, List.of(saved));
            assertThat(listener.awaitEnd(3)).isInstanceOf(Outcome.Reached.class);
            assertThat(measured(3, "executor")).isEqualTo(measured(2, "executor"));

            // The master replaces it: an executor that joins late.
            listener.awaitSlots(8);
            var where = new TreeSet<>(occupied(executor, 4, 3));
            assertThat(where).hasSize(2).contains(measured(2, "executor")).doesNotContain(leaving);
            stop(executor, 4, 3);
            stop(executor, 2, 1);
        }
    }

    private static void decommission(String executor) {
        var backend = (CoarseGrainedSchedulerBackend) context.sc().schedulerBackend();
        assertThat(backend.decommissionExecutor(
                        executor, new ExecutorDecommissionInfo("a test", Option.empty()), false, false))
                .isTrue();
    }

    @Test
    void aGpuThatNoExecutorHasIsRefused() {
        var runner = new TrialRunner(
                new ClusterObjective(), ContractCheckpoints.fresh(), "loss", Goal.MINIMIZE, Optional.empty());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SparkTrialExecutor(context, runner, new Resources(1, 3, OptionalInt.empty())))
                .withMessageContaining("resources.gpus is 3, but an executor has 2");
    }
}
