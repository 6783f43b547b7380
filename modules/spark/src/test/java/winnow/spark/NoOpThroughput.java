package winnow.spark;

import com.sun.management.OperatingSystemMXBean;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.apache.spark.api.java.JavaSparkContext;
import scala.collection.Iterator;
import scala.concurrent.ExecutionContext$;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.study.Resources;
import winnow.study.TrialExecutor;
import winnow.study.TrialRunner;
import winnow.testkit.ContractCheckpoints;
import winnow.testkit.ContractObjective;
import winnow.trial.Assignment;
import winnow.trial.Goal;
import winnow.trial.Outcome;
import winnow.trial.Report;

/**
 * Measures what an assignment that does nothing costs on {@code local[2]}, beside a bare one-task Spark job submitted
 * asynchronously, in turns: {@code NoOpThroughput [assignments] [rounds]}. Not a test.
 */
final class NoOpThroughput {
    private static final Resources ONE_CPU = new Resources(1, 0, OptionalInt.empty());

    private NoOpThroughput() {}

    public static void main(String[] arguments) throws InterruptedException {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        try (var context = new JavaSparkContext(SparkSettings.laptop("local[2]", "winnow no-op", ONE_CPU))) {
            bare(context, count, count);
            assignments(context, count);
            for (int round = 1; round <= rounds; round++) {
                long start = cpuNanos();
                double atOnce = bare(context, count, count);
                long first = cpuNanos();
                double windowed = bare(context, count, 2);
                long second = cpuNanos();
                double ours = assignments(context, count);
                long third = cpuNanos();
                System.out.printf(
                        "round %d: bare %.2f ms, bare with 2 in flight %.2f ms, assignment %.2f ms: ratio %.2f and %.2f;"
                                + " cpu %.2f, %.2f, %.2f ms%n",
                        round,
                        atOnce,
                        windowed,
                        ours,
                        ours / atOnce,
                        ours / windowed,
                        (first - start) / 1e6 / count,
                        (second - first) / 1e6 / count,
                        (third - second) / 1e6 / count);
            }
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** Milliseconds a bare job. */
    private static double bare(JavaSparkContext context, int count, int inFlight) throws InterruptedException {
        var permits = new Semaphore(inFlight);
        var done = new CountDownLatch(count);
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            permits.acquire();
            context.sc()
                    .<Integer, byte[], byte[]>submitJob(
                            context.parallelize(List.of(0), 1).rdd(),
                            new Nothing(),
                            CollectionConverters.asScala(List.<Object>of(0)).toSeq(),
                            (partition, result) -> BoxedUnit.UNIT,
                            () -> new byte[0])
                    .onComplete(
                            end -> {
                                permits.release();
                                done.countDown();
                                return BoxedUnit.UNIT;
                            },
                            ExecutionContext$.MODULE$.fromExecutor(Runnable::run));
        }
        done.await();
        return (System.nanoTime() - began) / 1e6 / count;
    }

    /** Milliseconds an assignment. */
    private static double assignments(JavaSparkContext context, int count) throws InterruptedException {
        var runner = new TrialRunner(
                new ContractObjective(), ContractCheckpoints.fresh(), "loss", Goal.MINIMIZE, Optional.empty());
        try (var executor = new SparkTrialExecutor(context, runner, ONE_CPU)) {
            var done = new CountDownLatch(count);
            executor.start(new Counting(done));
            long began = System.nanoTime();
            for (int i = 0; i < count; i++) {
                executor.launch(new Assignment(
                        i + 1,
                        i,
                        1,
                        new Configuration(Map.of(ContractObjective.BEHAVIOUR, Value.of(ContractObjective.LEARN))),
                        1,
                        0,
                        1,
                        List.of(),
                        OptionalDouble.empty(),
                        "trial " + i + " epochs 0-1 rung 0"));
            }
            done.await();
            return (System.nanoTime() - began) / 1e6 / count;
        }
    }

    private record Counting(CountDownLatch done) implements TrialExecutor.Listener {
        @Override
        public void reported(Report report) {}

        @Override
        public void ended(int trial, int attempt, Outcome outcome) {
            done.countDown();
        }

        @Override
        public void slots(int slots) {}
    }

    private static final class Nothing extends AbstractFunction1<Iterator<Integer>, byte[]> implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public byte[] apply(Iterator<Integer> unused) {
            return new byte[0];
        }
    }
}
