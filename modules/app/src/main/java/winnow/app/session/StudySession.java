package winnow.app.session;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaSparkContext;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;
import winnow.coordinator.Opening;
import winnow.coordinator.StudyRun;
import winnow.coordinator.StudyWatcher;
import winnow.journal.HadoopCheckpoints;
import winnow.lenet.LeNetObjective;
import winnow.search.Limits;
import winnow.search.StudyEvent.WarmStarted;
import winnow.spark.DriverCheckpoints;
import winnow.spark.SparkTrialExecutor;
import winnow.study.CheckpointStore;
import winnow.study.CommandBox;
import winnow.study.Input;
import winnow.study.Journal;
import winnow.study.Objective;
import winnow.study.Resources;
import winnow.study.StudySpec;
import winnow.study.StudyState;
import winnow.study.TrialRunner;

/** A session of a study under way on Spark: journal, checkpoints, executor and coordinator, joined. */
public final class StudySession implements AutoCloseable {
    /** Spark's setting by which an operator says that all Spark executors reach the study's file system. */
    static final String DIRECT = "spark.winnow.checkpoints.direct";

    private final StudyRun run;
    private final Optional<DriverCheckpoints> served;

    private StudySession(StudyRun run, Optional<DriverCheckpoints> served) {
        this.run = run;
        this.served = served;
    }

    /**
     * What a session is made of.
     *
     * @param recovered where the journal ends
     * @param resources what trials run on in this session
     * @param limits in force from now on
     * @param specDigest SHA-256 of the spec's text
     * @param provenance what results are made from
     * @param earlier what is taken from earlier studies
     * @param journal open; stays open
     * @param checkpoints where the driver keeps them
     * @param commands where persons leave what they ask
     */
    public record Parts(
            StudyState recovered,
            Resources resources,
            Limits limits,
            String specDigest,
            Map<String, String> provenance,
            List<WarmStarted> earlier,
            Journal journal,
            CheckpointStore checkpoints,
            CommandBox commands) {}

    /**
     * Opens a session; the study then runs by itself.
     *
     * @throws Refusal if the context lacks Winnow's plugin, or has not what the trials need
     */
    public static StudySession start(Parts parts, Objective objective, JavaSparkContext spark, StudyWatcher watcher) {
        var spec = parts.recovered().spec();
        // Only in local mode do trials train in this JVM, and see its disks and file systems.
        var served = spark.isLocal() || isDirect(spark, parts.checkpoints())
                ? Optional.<DriverCheckpoints>empty()
                : Optional.of(DriverCheckpoints.over(parts.checkpoints()));
        try {
            var store = served.<CheckpointStore>map(s -> s).orElse(parts.checkpoints());
            var sent = spark.isLocal() ? objective : travelling(objective);
            var executor = executor(spark, runner(spec, sent, store), parts.resources());
            var run = StudyRun.start(new Opening(
                    parts.recovered(),
                    new Input.Open(parts.specDigest(), parts.limits(), parts.provenance(), parts.earlier()),
                    parts.journal(),
                    executor,
                    parts.checkpoints(),
                    parts.commands(),
                    Clock.systemUTC(),
                    System::nanoTime,
                    watcher));
            return new StudySession(run, served);
        } catch (RuntimeException failed) {
            served.ifPresent(DriverCheckpoints::close);
            throw failed;
        }
    }

    /** An objective that needs no file of this machine. */
    private static Objective travelling(Objective objective) {
        return objective instanceof LeNetObjective lenet ? lenet.travelling() : objective;
    }

    /** Whether Spark executors write checkpoints themselves; else these travel through the driver. */
    private static boolean isDirect(JavaSparkContext spark, CheckpointStore checkpoints) {
        return checkpoints instanceof HadoopCheckpoints && spark.getConf().getBoolean(DIRECT, false);
    }

    private static SparkTrialExecutor executor(JavaSparkContext spark, TrialRunner runner, Resources resources) {
        try {
            return new SparkTrialExecutor(spark, runner, resources);
        } catch (IllegalStateException | IllegalArgumentException unfit) {
            throw new Refusal(ExitCode.USAGE, String.valueOf(unfit.getMessage()), unfit);
        }
    }

    private static TrialRunner runner(StudySpec spec, Objective objective, CheckpointStore store) {
        return new TrialRunner(
                objective, store, spec.objective().aims(), spec.trial().timeout());
    }

    /** The state as far as it is in the journal. */
    public StudyState state() {
        return run.state();
    }

    /** What the study waits for that it should not have to wait for, in words. */
    public Optional<String> trouble() {
        return run.trouble();
    }

    /** Asks the study to put itself down: gently the first time, at once the second. */
    public void interrupt(String reason) {
        run.interrupt(reason);
    }

    /**
     * Waits for the end of the session.
     *
     * @param millis for how long at most
     * @return the last state; empty if the session goes on
     * @throws RuntimeException what broke it
     */
    public Optional<StudyState> await(long millis) throws InterruptedException {
        try {
            return Optional.of(run.done().toCompletableFuture().get(millis, TimeUnit.MILLISECONDS));
        } catch (TimeoutException goesOn) {
            return Optional.empty();
        } catch (ExecutionException broken) {
            throw broken.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(broken);
        }
    }

    /** Ends the session at once, if it has not ended. */
    @Override
    public void close() {
        run.close();
        served.ifPresent(DriverCheckpoints::close);
    }
}
