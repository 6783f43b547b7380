package winnow.spark;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import winnow.study.Resources;
import winnow.study.TrialExecutor;
import winnow.study.TrialRunner;
import winnow.trial.Assignment;
import winnow.trial.Outcome;
import winnow.trial.Signal;

/**
 * Runs each assignment as one task of Spark.
 *
 * <p>Tasks report each epoch while they train, and are told to pause or stop, over the channel of {@link WinnowPlugin}.
 * The runner, with its objective and the objective's data set, travels once to each Spark executor. Slots follow the
 * executors that come and go. All work in the driver is done by one thread; {@link Desk} says what it decides.
 */
public final class SparkTrialExecutor implements TrialExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(SparkTrialExecutor.class);
    private static final String CLOSED = "the trial executor was closed";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final long TICK_MILLIS = 100;
    private static final long CENSUS_MILLIS = 1_000;

    private final UUID run = UUID.randomUUID();
    private final JavaSparkContext context;
    private final Patience patience;
    private final Desk.Limits limits;
    private final ScheduledThreadPoolExecutor thread;
    private final SparkJobs jobs;
    private final SparkListener census = new Census();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Optional<Bound> bound = Optional.empty();
    private volatile @Nullable Thread worker;

    /** What there is from the start on. */
    private record Bound(Desk desk, Listener listener) {}

    /** An executor of any study, with the usual patience. */
    public SparkTrialExecutor(JavaSparkContext context, TrialRunner runner, Resources resources) {
        this(context, runner, resources, Optional.empty(), Patience.DEFAULT);
    }

    /**
     * An executor that uses a Spark context, which it does not close.
     *
     * @param runner what trains; it is serialised here and now
     * @param resources what a trial takes, and how many slots to use at most
     * @param study its name, which is seen in the tags of Spark's jobs; empty: a random one
     * @throws IllegalStateException if the context lacks our plugin or has settings that make results wrong
     * @throws IllegalArgumentException if Spark cannot give what a trial takes, or the runner cannot be serialised
     */
    public SparkTrialExecutor(
            JavaSparkContext context,
            TrialRunner runner,
            Resources resources,
            Optional<String> study,
            Patience patience) {
        SparkSettings.require(context.sc());
        this.context = context;
        this.patience = patience;
        this.limits = new Desk.Limits(most(resources.slots()), runner.timeout(), patience);
        var name = study.orElse(run.toString());
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "study name '" + name + "': it must have 1 to 64 letters, digits, dots, hyphens or underscores");
        }
        this.jobs = new SparkJobs(context, run, name, runner, resources, this::ended);
        this.thread = Threads.scheduled("winnow-spark-" + name);
    }

    private static int most(OptionalInt slots) {
        return slots.orElse(Integer.MAX_VALUE);
    }

    @Override
    public void start(Listener listener) {
        if (bound.isPresent() || closed.get()) {
            throw new IllegalStateException("a trial executor can be started once, before it is closed");
        }
        var desk = new Desk(run, jobs, limits, listener, System.nanoTime());
        bound = Optional.of(new Bound(desk, listener));
        Switchboard.connect(run, new FrontDesk(desk, thread));
        context.sc().addSparkListener(census);
        thread.execute(() -> worker = Thread.currentThread());
        every(CENSUS_MILLIS, this::count);
        every(TICK_MILLIS, () -> desk.tick(System.nanoTime()));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it repeats until the close, and lets nothing through
    private void every(long millis, Runnable work) {
        thread.scheduleWithFixedDelay(guarded(work), 0, millis, TimeUnit.MILLISECONDS);
    }

    /** Thrown on, a mistake would end a repetition, or be lost with the future that nobody looks at. */
    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (Exception mistake) { // of Scala's: it may be a checked one
                LOG.error("A trial executor's work failed; it goes on", mistake);
            }
        };
    }

    private void count() {
        var executors = jobs.executors();
        bound().desk().capacity(jobs.slots(executors), executors);
    }

    private Bound bound() {
        return bound.orElseThrow(() -> new IllegalStateException("the trial executor was not started"));
    }

    @Override
    public void launch(Assignment assignment) {
        var to = bound();
        try {
            thread.execute(guarded(() -> to.desk().launch(assignment)));
        } catch (RejectedExecutionException tooLate) {
            to.listener()
                    .ended(
                            assignment.trial(),
                            assignment.attempt(),
                            new Outcome.Lost(Outcome.Loss.DRIVER_RESTART, CLOSED));
        }
    }

    @Override
    public void signal(int trial, int attempt, Signal signal) {
        var desk = bound().desk();
        post(() -> desk.signal(trial, attempt, signal));
    }

    private void ended(Ticket ticket, JobEnd end) {
        post(() -> bound().desk().ended(ticket, end));
    }

    /** Has the desk's thread do something, unless it has ended and with it every assignment. */
    private void post(Runnable work) {
        try {
            thread.execute(guarded(work));
        } catch (RejectedExecutionException tooLate) {
            LOG.debug("Too late, the trial executor is closed", tooLate);
        }
    }

    /**
     * Ends everything at once; then waits, for as long as patience has it, until the tasks have noticed, and cancels those
     * that do not. Called by the listener it does not wait.
     */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        if (bound.isPresent()) {
            leave(bound.get().desk());
        }
        Switchboard.disconnect(run);
        context.sc().removeSparkListener(census);
        thread.shutdown();
        jobs.close();
    }

    private void leave(Desk desk) {
        if (Thread.currentThread().equals(worker)) {
            desk.close(CLOSED);
            desk.cancelRest();
            return;
        }
        try {
            thread.submit(() -> desk.close(CLOSED)).get();
            desk.calm().get(patience.stop().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException unruly) {
            post(desk::cancelRest);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException hurry) {
            post(desk::cancelRest);
            Thread.currentThread().interrupt();
        }
    }

    /** Has the executors counted when they change; events may get lost, so that they are counted regularly too. */
    private final class Census extends SparkListener {
        @Override
        public void onExecutorAdded(SparkListenerExecutorAdded added) {
            post(SparkTrialExecutor.this::count);
        }

        @Override
        public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
            post(SparkTrialExecutor.this::count);
        }
    }
}
