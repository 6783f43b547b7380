package winnow.spark;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;
import winnow.study.TrialRunner;
import winnow.trial.Assignment;
import winnow.trial.Outcome;

/** The work of one Spark task: one assignment. Small, since each job carries one; the runner is broadcast. */
final class TrialTask extends AbstractFunction1<Iterator<Integer>, byte[]> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final UUID run;
    private final byte[] assignment;
    private final @Nullable Broadcast<byte[]> runner;

    /**
     * A task for Spark.
     *
     * @param runner the serialised runner; null in local mode, where the driver has put it in its place
     */
    TrialTask(UUID run, Assignment assignment, @Nullable Broadcast<byte[]> runner) {
        this.run = run;
        this.assignment = Wire.bytes(out -> Wire.assignment(out, assignment));
        this.runner = runner;
    }

    @Override
    public byte[] apply(Iterator<Integer> unused) {
        var context = TaskContext.get();
        return result(context).bytes();
    }

    private TaskResult result(TaskContext context) {
        if (context.attemptNumber() > 0) {
            // Only the coordinator repeats an attempt: it knows the newest checkpoint, and counts.
            return new TaskResult(
                    new Outcome.Lost(Outcome.Loss.DECOMMISSIONED, "its executor left, and Spark repeated the task"),
                    List.of());
        }
        var node = ExecutorNode.here();
        if (node.isEmpty()) {
            return new TaskResult(
                    new Outcome.Failed(
                            Outcome.Failure.USER_ERROR,
                            "Winnow's plugin does not run in this executor: start Spark with --conf "
                                    + SparkSettings.PLUGIN_LINE),
                    List.of());
        }
        var wanted = Wire.read(assignment, Wire::assignment);
        return node.get()
                .run(
                        new Ticket(run, wanted.trial(), wanted.attempt()),
                        wanted,
                        () -> SharedRunners.runner(run, this::load),
                        gpus(context),
                        context::isInterrupted);
    }

    private static List<String> gpus(TaskContext context) {
        return Optional.ofNullable(context.resourcesJMap().get("gpu"))
                .map(gpu -> List.of(gpu.addresses()))
                .orElse(List.of());
    }

    private TrialRunner load() throws CannotBegin {
        if (runner == null) {
            throw new CannotBegin(Outcome.Loss.DRIVER_RESTART, "the driver has closed the executor of this trial");
        }
        byte[] bytes;
        try {
            bytes = runner.value();
        } catch (Throwable unreachable) {
            throw new CannotBegin(Outcome.Loss.EXECUTOR_DEAD, "the objective did not arrive: " + unreachable);
        }
        try {
            return deserialised(bytes);
        } catch (OutOfMemoryError error) {
            throw new CannotBegin(Outcome.Failure.OUT_OF_MEMORY, "the objective does not fit in memory: " + error);
        } catch (Throwable unreadable) {
            throw new CannotBegin(
                    Outcome.Failure.USER_ERROR,
                    "the objective cannot be read in an executor; are its jar and its libraries in --jars? "
                            + unreadable);
        }
    }

    /** What {@link #serialised} gave, with the class loader of the task. */
    static TrialRunner deserialised(byte[] bytes) {
        return SparkEnv.get()
                .closureSerializer()
                .newInstance()
                .deserialize(
                        ByteBuffer.wrap(bytes),
                        Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                                .orElseGet(TrialTask.class::getClassLoader),
                        ClassTag$.MODULE$.<TrialRunner>apply(TrialRunner.class));
    }

    /** A runner as bytes, in Java's own format whatever Spark's serializer is. */
    static byte[] serialised(TrialRunner runner) {
        var buffer = SparkEnv.get()
                .closureSerializer()
                .newInstance()
                .serialize(runner, ClassTag$.MODULE$.<TrialRunner>apply(TrialRunner.class));
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
