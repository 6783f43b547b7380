package winnow.spark;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.ExecutionContext;
import scala.concurrent.ExecutionContext$;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;
import winnow.study.Resources;
import winnow.study.TrialRunner;
import winnow.trial.Assignment;

/**
 * One-task Spark jobs, each with a tag and a description of its own.
 *
 * <p>Tags and descriptions belong to the thread that submits and are inherited by its children: all jobs are submitted by
 * the one thread of the {@link Desk}, which sets and clears them.
 */
final class SparkJobs implements Desk.Jobs, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SparkJobs.class);
    private static final int CPUS_DEFAULT = 1;
    private static final int PATIENT_COUNTS = 10;
    private static final String LONG_CALL_SITE = "callSite.long";

    /** Completions are handed on to the desk's thread, which costs Spark's own thread nothing. */
    private static final ExecutionContext DIRECTLY = ExecutionContext$.MODULE$.fromExecutor(Runnable::run);

    private final SparkContext context;
    private final boolean local;
    private final UUID run;
    private final String name;
    private final BiConsumer<Ticket, JobEnd> ends;
    private final @Nullable Broadcast<byte[]> runner;
    private final JavaSparkContext java;
    private final Optional<ResourceProfile> profile;
    private final int cpus;
    private final int taskCpus;
    private final OptionalInt expected;
    private final ExecutorCensus census;
    private int unknownFor;

    /**
     * Jobs of one run.
     *
     * @param name a study's name, part of each tag
     * @param ends told the end of each job, by any thread
     * @throws IllegalArgumentException if Spark cannot give what a trial needs, or the objective cannot be serialised
     */
    SparkJobs(
            JavaSparkContext java,
            UUID run,
            String name,
            TrialRunner runner,
            Resources resources,
            BiConsumer<Ticket, JobEnd> ends) {
        this.java = java;
        this.context = java.sc();
        this.local = SparkSettings.isLocal(context.getConf());
        this.run = run;
        this.name = name;
        this.ends = ends;
        this.cpus = resources.cpus();
        this.taskCpus = context.getConf().getInt("spark.task.cpus", CPUS_DEFAULT);
        if (local) {
            refuseOnLocal(resources);
        } else {
            refuseOnCluster(resources);
        }
        this.census = new ExecutorCensus(context, resources);
        boolean special = !local && (resources.gpus() > 0 || cpus != taskCpus);
        this.profile = special ? Optional.of(known(profile(resources))) : Optional.empty();
        if (special) {
            // Refused here and now if Spark cannot give it.
            one(Optional.empty());
        }
        this.expected = expected(resources);
        this.runner = share(runner);
    }

    /**
     * With dynamic allocation, how many assignments may run at once when all executors have come. Spark asks for executors
     * only when jobs wait for them, so that slots must be told before they are there.
     */
    private OptionalInt expected(Resources resources) {
        var conf = context.getConf();
        if (local || !conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
            return OptionalInt.empty();
        }
        int executors = conf.getInt("spark.dynamicAllocation.maxExecutors", Integer.MAX_VALUE);
        if (executors == Integer.MAX_VALUE) {
            return OptionalInt.of(resources
                    .slots()
                    .orElseThrow(() -> new IllegalArgumentException("with dynamic allocation a study must know how many"
                            + " trials may run at once: set resources.slots, or"
                            + " spark.dynamicAllocation.maxExecutors")));
        }
        int each = Math.max(
                1,
                ExecutorCensus.slots(
                        resources, conf.getInt("spark.executor.cores", 1), conf.getInt(SparkSettings.GPU_AMOUNT, 0)));
        return OptionalInt.of(Math.multiplyExact(executors, each));
    }

    private void refuseOnLocal(Resources resources) {
        if (resources.gpus() > 0) {
            throw new IllegalArgumentException("resources.gpus is " + resources.gpus() + ", but Spark's master "
                    + context.master() + " has no GPUs to give: leave it out, or run on a cluster");
        }
        if (Math.max(cpus, taskCpus) > cores()) {
            throw new IllegalArgumentException("a trial takes " + Math.max(cpus, taskCpus)
                    + " cpus, which Spark's master " + context.master() + " does not have");
        }
    }

    private void refuseOnCluster(Resources resources) {
        var problems = SparkSettings.gpuProblems(context.getConf(), resources);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.get(0));
        }
        SparkSettings.gpuWarnings(context.getConf(), resources).forEach(LOG::warn);
    }

    /** Never the same for two jobs: when a stage fails, Spark ends all jobs that have its RDD. */
    private RDD<Integer> one(Optional<SparkExecutor> where) {
        RDD<Integer> one = new OneTask(context, where.flatMap(SparkExecutor::location));
        return profile.isPresent() ? one.withResources(profile.get()) : one;
    }

    /** Cores of the local executor. */
    private int cores() {
        return taskCpus * context.maxNumConcurrentTasks(usual());
    }

    private ResourceProfile usual() {
        return context.resourceProfileManager().defaultResourceProfile();
    }

    private static ResourceProfile profile(Resources resources) {
        var requests = new TaskResourceRequests().cpus(resources.cpus());
        if (resources.gpus() > 0) {
            requests.resource("gpu", resources.gpus());
        }
        return new ResourceProfileBuilder().require(requests).build();
    }

    /** Spark keeps each profile for ever and takes two equal ones for different, so that an equal one is used again. */
    private ResourceProfile known(ResourceProfile profile) {
        return context.resourceProfileManager().getEquivalentProfile(profile).getOrElse(() -> profile);
    }

    /** Brings the runner to where tasks find it. */
    private @Nullable Broadcast<byte[]> share(TrialRunner runner) {
        byte[] bytes;
        try {
            bytes = TrialTask.serialised(runner);
        } catch (Exception | StackOverflowError unserialisable) {
            throw new IllegalArgumentException(
                    "objective " + runner.objective().getClass().getName() + " cannot be sent to Spark executors: "
                            + unserialisable,
                    unserialisable);
        }
        if (!local) {
            return java.broadcast(bytes);
        }
        try {
            // Through bytes as on a cluster, so that what would fail there fails here.
            SharedRunners.keep(run, TrialTask.deserialised(bytes));
        } catch (Exception unreadable) {
            throw new IllegalArgumentException(
                    "objective " + runner.objective().getClass().getName() + " cannot be read after it was serialised: "
                            + unreadable,
                    unreadable);
        }
        return null;
    }

    @Override
    public void submit(Ticket ticket, Assignment assignment, Optional<SparkExecutor> where) {
        var bytes = new AtomicReference<byte[]>(new byte[0]);
        context.addJobTag(tag(ticket));
        context.setJobDescription(assignment.label());
        // Told where it is called from, Spark does not look through the stack for it, twice a job.
        context.setCallSite(assignment.label());
        context.setLocalProperty(LONG_CALL_SITE, assignment.label());
        context.setInterruptOnCancel(true);
        try {
            context.<Integer, byte[], byte[]>submitJob(
                            one(where),
                            new TrialTask(run, assignment, runner),
                            CollectionConverters.asScala(List.<Object>of(0)).toSeq(),
                            (partition, result) -> {
                                bytes.set(result);
                                return BoxedUnit.UNIT;
                            },
                            bytes::get)
                    .onComplete(
                            end -> {
                                tell(ticket, end);
                                return BoxedUnit.UNIT;
                            },
                            DIRECTLY);
        } finally {
            context.clearJobTags();
            context.setJobDescription("");
            context.clearCallSite();
        }
    }

    private void tell(Ticket ticket, Try<byte[]> end) {
        JobEnd how;
        try {
            how = end.isSuccess()
                    ? new JobEnd.Returned(TaskResult.read(end.get()))
                    : JobEnd.Broken.of(end.failed().get());
        } catch (IllegalArgumentException unreadable) {
            how = JobEnd.Broken.of(unreadable);
        }
        try {
            ends.accept(ticket, how);
        } catch (RejectedExecutionException closed) {
            // The desk has gone home: every assignment has ended.
            return;
        }
    }

    @Override
    public void cancel(Ticket ticket, String reason) {
        if (!isStopped()) {
            context.cancelJobsWithTag(tag(ticket), reason);
        }
    }

    @Override
    public boolean isStopped() {
        return context.isStopped();
    }

    private String tag(Ticket ticket) {
        return "winnow-" + name + "-trial-" + ticket.trial() + "-attempt-" + ticket.attempt();
    }

    /**
     * How many assignments can run at once on the Spark executors that there are now. One of which nothing is known yet
     * counts only after some counts, since assignments could not be spread over it.
     */
    int slots(List<SparkExecutor> executors) {
        if (isStopped()) {
            return 0;
        }
        if (expected.isPresent()) {
            return expected.getAsInt();
        }
        if (local) {
            return cores() / Math.max(cpus, taskCpus);
        }
        int all = context.maxNumConcurrentTasks(profile.orElseGet(this::usual));
        unknownFor = executors.stream().anyMatch(SparkExecutor::isUnknown) ? unknownFor + 1 : 0;
        return unknownFor == 0 || unknownFor > PATIENT_COUNTS
                ? all
                : Math.min(
                        all, executors.stream().mapToInt(SparkExecutor::slots).sum());
    }

    /** The Spark executors that there are now. */
    List<SparkExecutor> executors() {
        if (isStopped()) {
            return List.of();
        }
        return local ? List.of(SparkExecutor.unknown(WinnowPlugin.DRIVER, false)) : census.now();
    }

    /** Takes back what was sent around. */
    @Override
    public void close() {
        SharedRunners.forget(run);
        if (!isStopped()) {
            Optional.ofNullable(runner).ifPresent(Broadcast::destroy);
        }
    }
}
