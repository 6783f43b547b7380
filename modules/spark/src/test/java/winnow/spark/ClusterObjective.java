package winnow.spark;

import java.io.Serial;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import winnow.study.Objective;
import winnow.study.Snapshot;
import winnow.study.StopSignal;
import winnow.study.Training;
import winnow.study.TrialStart;
import winnow.testkit.ContractObjective;
import winnow.trial.Metrics;

/**
 * Trains as {@link ContractObjective} and measures where: the JVM's {@code pid}, how many objectives it has {@code read},
 * whether it has Spark's flags ({@code vector}), and how many {@code gpus} the trial has.
 */
record ClusterObjective() implements Objective {
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
        where.put("gpus", (double) start.gpus().size());
        return new Training() {
            @Override
            public Metrics epoch(int epoch, StopSignal stop) throws Exception {
                var metrics = new TreeMap<>(where);
                metrics.putAll(training.epoch(epoch, stop).values());
                return new Metrics(metrics);
            }

            @Override
            public Snapshot snapshot() {
                return training.snapshot();
            }
        };
    }
}
