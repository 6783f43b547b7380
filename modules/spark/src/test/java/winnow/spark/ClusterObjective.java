package winnow.spark;

import java.io.Serial;
import java.util.ArrayList;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
import winnow.study.Objective;
import winnow.study.Snapshot;
import winnow.study.StopSignal;
import winnow.study.Training;
import winnow.study.TrialStart;
import winnow.testkit.ContractObjective;
import winnow.trial.Metrics;

/**
 * Trains as {@link ContractObjective} and measures where: the JVM's {@code pid}, how many objectives it has {@code read},
 * whether it has Spark's flags ({@code vector}), which Spark {@code executor} it is, how many {@code gpus} the trial has and
 * the address of the first ({@code gpu}, -1 for none), and when it began and was still under way ({@code from} and
 * {@code until}, in ms by a clock that the JVMs of a machine share). Told to {@value #HOARD}, it fills the JVM's heap in its
 * second epoch.
 */
record ClusterObjective() implements Objective {
    static final String HOARD = "hoard";

    private static final int PIECE = 1 << 16;
    private static final AtomicInteger READ = new AtomicInteger();

    @Serial
    private Object readResolve() {
        READ.incrementAndGet();
        return this;
    }

    @Override
    public Training begin(TrialStart start) {
        var training = new ContractObjective().begin(start);
        var where = new TreeMap<String, Double>();
        where.put("pid", (double) ProcessHandle.current().pid());
        where.put("read", (double) READ.get());
        boolean vector = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        where.put("vector", vector ? 1.0 : 0.0);
        where.put("executor", Double.parseDouble(SparkEnv.get().executorId()));
        where.put("gpus", (double) start.gpus().size());
        where.put(
                "gpu",
                start.gpus().isEmpty() ? -1 : Double.parseDouble(start.gpus().get(0)));
        where.put("from", System.nanoTime() / 1e6);
        return new Training() {
            /** Takes all there is; never returns. */
            private int hoard() {
                var all = new ArrayList<byte[]>();
                while (true) {
                    all.add(new byte[PIECE]);
                    if (all.size() == Integer.MAX_VALUE) {
                        return all.size();
                    }
                }
            }

            @Override
            public Metrics epoch(int epoch, StopSignal stop) throws Exception {
                if (epoch == 2
                        && start.configuration()
                                .text(ContractObjective.BEHAVIOUR)
                                .equals(HOARD)) {
                    where.put("hoarded", (double) hoard());
                }
                var metrics = new TreeMap<>(where);
                metrics.putAll(training.epoch(epoch, stop).values());
                metrics.put("until", System.nanoTime() / 1e6);
                return new Metrics(metrics);
            }

            @Override
            public Snapshot snapshot() {
                return training.snapshot();
            }
        };
    }
}
