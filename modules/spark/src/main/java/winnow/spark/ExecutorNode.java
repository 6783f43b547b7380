package winnow.spark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import winnow.study.TrialRunner;
import winnow.trial.Assignment;
import winnow.trial.Outcome;
import winnow.trial.Signal;

/** The executor's side of the live channel: one in each Spark executor JVM, made by {@link WinnowPlugin}. */
final class ExecutorNode implements BulkCall.Asking, AutoCloseable {
    /** From one heartbeat to the next: half of what a signal may take, or less. */
    static final long HEARTBEAT_MILLIS = 200;

    private static final Duration STAY = Duration.ofSeconds(20);
    private static final Logger LOG = LoggerFactory.getLogger(ExecutorNode.class);
    private static volatile Optional<ExecutorNode> here = Optional.empty();

    private final Channel channel;
    private final ScheduledExecutorService heart = Threads.scheduled("winnow-heartbeat");
    private final Map<Ticket, RunningTrial> running = new ConcurrentHashMap<>();
    private final AtomicBoolean changed = new AtomicBoolean();
    private final AtomicBoolean unheard = new AtomicBoolean();
    private final CountDownLatch calm = new CountDownLatch(1);
    private volatile boolean closed;

    /** Whether tasks that end here do not return, lest Spark send others in their places. */
    private volatile boolean isLeaving;

    /** How messages get to the driver. */
    interface Channel {
        String executor();

        String host();

        /** Passes a message on and returns at once; it may get lost. */
        void send(byte[] message) throws Exception;

        /** Passes a message on and waits for the answer. */
        byte[] ask(byte[] message) throws Exception;
    }

    ExecutorNode(Channel channel) {
        this.channel = channel;
    }

    /** The node of this JVM, if it is a Spark executor with our plugin. */
    static Optional<ExecutorNode> here() {
        return here;
    }

    /** Makes this the node of this JVM, and starts its heart. */
    @SuppressWarnings("FutureReturnValueIgnored") // it repeats until the close, and lets nothing through
    void open() {
        here = Optional.of(this);
        heart.scheduleWithFixedDelay(this::beatOn, HEARTBEAT_MILLIS, HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Pauses what runs here and waits, for so long at most, until it has saved its work and said so; then stops the heart.
     * An executor that its cluster takes away is told to end, and has some seconds until it is killed.
     */
    void leave(Duration patience) {
        isLeaving = !patience.isZero();
        closed = true;
        here = here.filter(node -> node != this);
        running.values().forEach(trial -> trial.raise(Signal.PAUSE));
        try {
            if (isLeaving && !running.isEmpty() && !calm.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} ends, and {} trials have not saved their work", place(), running.size());
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        heart.shutdown();
    }

    @Override
    public void close() {
        leave(Duration.ZERO);
    }

    String place() {
        return "executor " + channel.executor() + " on " + channel.host();
    }

    @Override
    public byte[] ask(Message message) throws Exception {
        return channel.ask(message.bytes());
    }

    @Override
    public void pause(long millis) throws InterruptedException {
        Threads.pause(heart, millis);
    }

    /**
     * Trains an assignment to its end, if the driver still wants it.
     *
     * @param runner gives the runner; an exception of type {@link CannotBegin} says how the assignment ends instead
     * @param killed whether Spark wants the task to end
     */
    TaskResult run(
            Ticket ticket,
            Assignment assignment,
            Callable<TrialRunner> runner,
            List<String> gpus,
            BooleanSupplier killed) {
        var trial = new RunningTrial(ticket, this::send, killed);
        running.put(ticket, trial);
        changed.set(true);
        try {
            var result = trial.result(outcome(trial, ticket, assignment, runner, gpus));
            if (!killed.getAsBoolean()) {
                // Of a killed task Spark tells the end: what it did when it was interrupted is no outcome.
                send(new Message.Ended(ticket, result));
            }
            return result;
        } finally {
            running.remove(ticket);
            changed.set(true);
            if (isLeaving) {
                if (running.isEmpty()) {
                    calm.countDown();
                }
                stay();
            }
        }
    }

    /** Until this JVM ends, or long after it should have. */
    private void stay() {
        try {
            if (!new CountDownLatch(1).await(STAY.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} was told to end {} s ago, and is still there", place(), STAY.toSeconds());
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private Outcome outcome(
            RunningTrial trial, Ticket ticket, Assignment assignment, Callable<TrialRunner> runner, List<String> gpus) {
        try {
            if (closed) {
                throw new CannotBegin(Outcome.Loss.DECOMMISSIONED, place() + " is leaving");
            }
            admit(ticket, trial);
            return runner.call().run(assignment, gpus, trial, System::nanoTime);
        } catch (CannotBegin reason) {
            return reason.outcome();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Outcome.Lost(Outcome.Loss.DECOMMISSIONED, "the task was interrupted before it began");
        } catch (Exception unexpected) {
            return new Outcome.Failed(
                    Outcome.Failure.USER_ERROR, "the trial could not begin in " + place() + ": " + unexpected);
        }
    }

    private void admit(Ticket ticket, RunningTrial trial) throws CannotBegin, InterruptedException {
        Message.Admission admission;
        try {
            admission = Message.Admission.read(ask(new Message.Start(ticket, channel.executor(), channel.host())));
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception unreachable) {
            throw new CannotBegin(Outcome.Loss.EXECUTOR_DEAD, place() + " cannot reach the driver: " + unreachable);
        }
        if (!admission.admitted()) {
            throw new CannotBegin(Outcome.Loss.DECOMMISSIONED, "the driver no longer waits for this attempt");
        }
        trial.raise(admission.signal());
    }

    private void send(Message message) {
        try {
            channel.send(message.bytes());
        } catch (Exception lost) {
            LOG.debug("A report waits for the next heartbeat", lost);
        }
    }

    /** Thrown on, an error would end the repetition; the memory that a trial has used up may be free at the next beat. */
    private void beatOn() {
        try {
            beat();
        } catch (OutOfMemoryError full) {
            changed.set(true);
        }
    }

    void beat() {
        boolean news = changed.getAndSet(false);
        var trials = new ArrayList<>(running.values());
        if (trials.isEmpty() && !news) {
            return;
        }
        if (!trials.isEmpty()) {
            // One more heartbeat follows the last assignment, so that the driver learns that it has left.
            changed.set(true);
        }
        try {
            var pulses = trials.stream().map(RunningTrial::pulse).toList();
            var answers = Message.Answers.read(ask(new Message.Heartbeat(channel.executor(), pulses)))
                    .answers();
            for (int i = 0; i < answers.size() && i < trials.size(); i++) {
                trials.get(i).answered(answers.get(i));
            }
            unheard.set(false);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception failed) {
            if (!closed && !unheard.getAndSet(true)) {
                LOG.warn("A heartbeat of {} did not get through; trying on", place(), failed);
            }
        }
    }
}
