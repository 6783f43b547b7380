package winnow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.Serial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.study.Objective;
import winnow.study.Resources;
import winnow.study.Training;
import winnow.study.TrialExecutor;
import winnow.study.TrialRunner;
import winnow.study.TrialStart;
import winnow.testkit.ContractCheckpoints;
import winnow.testkit.ContractListener;
import winnow.testkit.ContractObjective;
import winnow.testkit.FaultTest;
import winnow.trial.Assignment;
import winnow.trial.Goal;
import winnow.trial.Outcome;
import winnow.trial.Report;
import winnow.trial.Signal;

/** What goes wrong on a local master, each time with a Spark of its own. */
@Tag("slow")
@Timeout(60)
class LocalFaultsTest {
    private static final Resources ONE_CPU = new Resources(1, 0, OptionalInt.empty());
    private static final Patience IMPATIENT =
            new Patience(Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofSeconds(1));

    private final ContractListener listener = new ContractListener();
    private List<Thread> before;
    private Optional<JavaSparkContext> context = Optional.empty();

    @BeforeEach
    void lookAround() {
        before = ours();
    }

    @AfterEach
    void stopSpark() throws InterruptedException {
        context.ifPresent(JavaSparkContext::stop);
        listener.checkAllEndedOnce();
        for (var thread : ours()) {
            if (!before.contains(thread)) {
                // It was told to end, and may be about to.
                thread.join(5_000);
            }
        }
        assertThat(ours()).containsExactlyInAnyOrderElementsOf(before);
    }

    /** Threads that this module has started. */
    private static List<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("winnow-"))
                .toList();
    }

    private JavaSparkContext spark() {
        return spark(SparkSettings.laptop("local[2]", "winnow test", ONE_CPU));
    }

    private JavaSparkContext spark(SparkConf conf) {
        var started = new JavaSparkContext(conf);
        context = Optional.of(started);
        return started;
    }

    private static TrialRunner runner(Objective objective, Duration... timeout) {
        return new TrialRunner(
                objective,
                ContractCheckpoints.fresh(),
                "loss",
                Goal.MINIMIZE,
                List.of(timeout).stream().findFirst());
    }

    private SparkTrialExecutor started(JavaSparkContext spark, TrialRunner runner, Resources resources) {
        var executor = new SparkTrialExecutor(spark, runner, resources, Optional.of("faults"), IMPATIENT);
        executor.start(listener);
        return executor;
    }

    private void launch(SparkTrialExecutor executor, int trial, String behaviour) {
        var assignment = new Assignment(
                trial,
                trial,
                1,
                new Configuration(Map.of(ContractObjective.BEHAVIOUR, Value.of(behaviour))),
                1,
                0,
                6,
                List.of(),
                OptionalDouble.empty(),
                "trial " + trial + " epochs 1-6 rung 0");
        listener.launching(assignment);
        executor.launch(assignment);
    }

    @FaultTest
    void aTaskThatIgnoresAStopIsCancelledAndInterrupted() {
        try (var executor = started(spark(), runner(new ContractObjective()), ONE_CPU)) {
            launch(executor, 1, ContractObjective.HANG);
            listener.awaitReports(1, 2);
            executor.signal(1, 1, Signal.STOP);
            assertThat(listener.awaitEnd(1))
                    .isInstanceOfSatisfying(Outcome.Stopped.class, stopped -> assertThat(stopped.epoch())
                            .isEqualTo(2));
            listener.awaitSlots(2);
        }
    }

    @FaultTest
    void aTaskThatHangsEndsByItsTimeout() {
        var runner = runner(new ContractObjective(), Duration.ofMillis(500));
        try (var executor = started(spark(), runner, ONE_CPU)) {
            launch(executor, 1, ContractObjective.HANG);
            assertThat(listener.awaitEnd(1))
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.kind())
                            .isEqualTo(Outcome.Failure.TIMEOUT));
            listener.awaitSlots(2);
        }
    }

    @FaultTest
    void aTaskThatIgnoresEvenItsInterruptionKeepsItsSlotAndNothingElse() {
        Deaf.hearing = false;
        try (var executor = started(spark(), runner(new Deaf()), ONE_CPU)) {
            launch(executor, 1, "deaf");
            listener.awaitSlots(2);
            Deaf.awaitDeaf();
            executor.signal(1, 1, Signal.STOP);
            assertThat(listener.awaitEnd(1)).isInstanceOf(Outcome.Stopped.class);
            listener.awaitSlots(1);
            Deaf.hearing = true;
            listener.awaitSlots(2);
        }
    }

    @FaultTest
    void closingEndsATaskThatHangs() {
        var executor = started(spark(), runner(new ContractObjective()), ONE_CPU);
        launch(executor, 1, ContractObjective.HANG);
        listener.awaitReports(1, 2);
        executor.close();
        assertThat(listener.outcome(1)).isInstanceOf(Outcome.Lost.class);
    }

    @FaultTest
    void stoppingSparkEndsWhatRunsAndWhatWaits() {
        var spark = spark();
        try (var executor = started(spark, runner(new ContractObjective()), ONE_CPU)) {
            launch(executor, 1, ContractObjective.HANG);
            launch(executor, 2, ContractObjective.HANG);
            launch(executor, 3, ContractObjective.LEARN);
            listener.awaitReports(1, 2);
            listener.awaitReports(2, 2);
            spark.stop();
            for (int trial = 1; trial <= 3; trial++) {
                assertThat(listener.awaitEnd(trial))
                        .isInstanceOfSatisfying(Outcome.Lost.class, lost -> assertThat(lost.kind())
                                .isEqualTo(Outcome.Loss.DRIVER_RESTART));
            }
            listener.awaitSlots(0);
            launch(executor, 4, ContractObjective.LEARN);
            assertThat(listener.awaitEnd(4)).isInstanceOf(Outcome.Lost.class);
        }
    }

    @Test
    void theListenerItselfMayClose() {
        var spark = spark();
        var executor = new SparkTrialExecutor(spark, runner(new ContractObjective()), ONE_CPU);
        executor.start(new Closing(listener, executor));
        launch(executor, 1, ContractObjective.LEARN);
        launch(executor, 2, ContractObjective.LEARN);
        launch(executor, 3, ContractObjective.LEARN);
        listener.awaitEnd(3);
        executor.close();
    }

    @Test
    void theObjectiveIsDeserialisedOnceForAllTrialsAndAKryoSparkDoesNotMind() {
        var conf = SparkSettings.laptop("local[2]", "winnow test", ONE_CPU)
                .set("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
        int earlier = Counted.READ.get();
        try (var executor = started(spark(conf), runner(new Counted()), ONE_CPU)) {
            for (int trial = 1; trial <= 20; trial++) {
                launch(executor, trial, ContractObjective.LEARN);
            }
            for (int trial = 1; trial <= 20; trial++) {
                assertThat(listener.awaitEnd(trial)).isInstanceOf(Outcome.Reached.class);
            }
        }
        assertThat(Counted.READ.get() - earlier).isEqualTo(1);
    }

    @Test
    void slotsAreTheCoresByTheCpusOfATrialAndNoMoreThanAllowed() {
        var spark = spark(SparkSettings.laptop("local[7]", "winnow test", ONE_CPU));
        assertThat(slots(spark, new Resources(1, 0, OptionalInt.empty()))).isEqualTo(7);
        assertThat(slots(spark, new Resources(2, 0, OptionalInt.empty()))).isEqualTo(3);
        assertThat(slots(spark, new Resources(2, 0, OptionalInt.of(1)))).isEqualTo(1);
        assertThat(slots(spark, new Resources(2, 0, OptionalInt.of(9)))).isEqualTo(3);
    }

    private static int slots(JavaSparkContext spark, Resources resources) {
        var own = new ContractListener();
        var executor = new SparkTrialExecutor(spark, runner(new ContractObjective()), resources);
        executor.start(own);
        executor.close();
        own.awaitSlots(0);
        return own.mostSlots();
    }

    @Test
    void aContextWithoutThePluginIsRefused() {
        var bare = spark(new SparkConf().setMaster("local[1]").setAppName("bare"));
        assertThatIllegalStateException()
                .isThrownBy(() -> new SparkTrialExecutor(bare, runner(new ContractObjective()), ONE_CPU))
                .withMessageContaining("spark.plugins=winnow.spark.WinnowPlugin");
    }

    @Test
    void whatSparkCannotGiveIsRefused() {
        var spark = spark();
        var greedy = new Resources(3, 0, OptionalInt.empty());
        var visual = new Resources(1, 0.5, OptionalInt.empty());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SparkTrialExecutor(spark, runner(new ContractObjective()), greedy))
                .withMessage("a trial takes 3 cpus, which Spark's master local[2] does not have");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SparkTrialExecutor(spark, runner(new ContractObjective()), visual))
                .withMessageContaining("has no GPUs to give");
    }

    @Test
    void anObjectiveThatCannotTravelIsRefusedByName() {
        var spark = spark();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SparkTrialExecutor(spark, runner(new Rooted(new Object())), ONE_CPU))
                .withMessageContaining("Rooted cannot be sent to Spark executors")
                .withMessageContaining("java.lang.Object");
    }

    @Test
    void jobsHaveATagAndADescriptionAndLeaveTheThreadsOfOthersAlone() {
        var spark = spark();
        var jobs = new ArrayList<String>();
        spark.sc().addSparkListener(new JobNames(jobs));
        try (var executor = started(spark, runner(new ContractObjective()), ONE_CPU)) {
            launch(executor, 1, ContractObjective.LEARN);
            launch(executor, 2, ContractObjective.LEARN);
            listener.awaitEnd(1);
            listener.awaitEnd(2);
        }
        spark.setJobDescription("mine");
        spark.parallelize(List.of(1, 2)).count();
        spark.stop();
        assertThat(jobs)
                .containsExactly(
                        "trial 1 epochs 1-6 rung 0 [winnow-faults-trial-1-attempt-1]",
                        "trial 2 epochs 1-6 rung 0 [winnow-faults-trial-2-attempt-1]",
                        "mine []");
    }

    @Test
    void twoExecutorsShareAContextAndDoNotMeet() {
        var spark = spark();
        var others = new ContractListener();
        try (var first = started(spark, runner(new ContractObjective()), ONE_CPU);
                var second = new SparkTrialExecutor(spark, runner(new ContractObjective()), ONE_CPU)) {
            second.start(others);
            launch(first, 1, ContractObjective.LEARN_SLOWLY);
            listener.awaitReport(1);
            second.signal(1, 1, Signal.STOP);
            assertThat(listener.awaitEnd(1)).isInstanceOf(Outcome.Reached.class);
        }
    }

    /** Notes each job's description and tags. */
    private static final class JobNames extends SparkListener {
        private final List<String> names;

        JobNames(List<String> names) {
            this.names = names;
        }

        @Override
        public void onJobStart(SparkListenerJobStart start) {
            var properties = start.properties();
            names.add(properties.getProperty("spark.job.description") + " ["
                    + properties.getProperty("spark.job.tags", "") + "]");
        }
    }

    /** Closes the executor at the first end. */
    private record Closing(ContractListener to, SparkTrialExecutor executor) implements TrialExecutor.Listener {
        @Override
        public void reported(Report report) {
            to.reported(report);
        }

        @Override
        public void ended(int trial, int attempt, Outcome outcome) {
            to.ended(trial, attempt, outcome);
            executor.close();
        }

        @Override
        public void slots(int count) {
            to.slots(count);
        }
    }

    /** Counts how often it was deserialised. */
    private record Counted() implements Objective {
        private static final AtomicInteger READ = new AtomicInteger();

        @Serial
        private Object readResolve() {
            READ.incrementAndGet();
            return this;
        }

        @Override
        public Training begin(TrialStart start) throws Exception {
            return new ContractObjective().begin(start);
        }
    }

    /** Cannot be serialised. */
    private record Rooted(Object root) implements Objective {
        @Override
        public Training begin(TrialStart start) throws Exception {
            return new ContractObjective().begin(start);
        }
    }

    /** Obeys nothing until it hears. */
    private record Deaf() implements Objective {
        private static volatile boolean hearing;
        private static volatile boolean deaf;

        static void awaitDeaf() {
            while (!deaf) {
                Thread.onSpinWait();
            }
        }

        @Override
        public Training begin(TrialStart start) {
            deaf = true;
            while (!hearing) {
                LockSupport.parkNanos(1_000_000);
                Thread.interrupted();
            }
            deaf = false;
            throw new IllegalStateException("it hears again");
        }
    }
}
