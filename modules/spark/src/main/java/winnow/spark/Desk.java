package winnow.spark;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import winnow.study.TrialExecutor;
import winnow.trial.Assignment;
import winnow.trial.Outcome;
import winnow.trial.Signal;

/**
 * The driver's book of assignments: which wait, which Spark has, where they train, and how each ends exactly once.
 *
 * <p>Everything here is done by one thread, told by a clock that ticks; nothing waits. An assignment goes from the queue
 * to Spark when a slot is free, and ends by the first of: its task's result; its job's failure; the cancellation of its
 * job, for which a silent executor, an ignored stop and a time-out are reasons. What comes after its end is ignored.
 *
 * <p>A cancelled job ends at once, but its thread may train on until it looks at its flag. Until its executor's heartbeat
 * no longer lists it, it is a straggler and its slot is not free.
 */
final class Desk {
    /** A pause between two ticks counts as no more than this: the driver itself was asleep. */
    private static final long LONGEST_TICK = Duration.ofSeconds(1).toNanos();

    /** How long an assignment waits that an ending executor did not take. */
    private static final long REFUSED = Duration.ofSeconds(1).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    private final UUID run;
    private final Jobs jobs;
    private final Limits limits;
    private final TrialExecutor.Listener listener;
    private final Deque<Assignment> queue = new ArrayDeque<>();
    private final Map<Ticket, Flight> flights = new ConcurrentHashMap<>();
    private final Map<Ticket, String> stragglers = new HashMap<>();
    private final Set<Ticket> open = new HashSet<>();
    private final Map<String, Long> heard = new HashMap<>();
    private final CompletableFuture<Void> calm = new CompletableFuture<>();
    private List<SparkExecutor> executors = List.of();
    private int capacity;
    private int told = -1;
    private boolean closed;
    private long now;
    private long ticked;

    /** Where jobs are run. All methods return at once. */
    interface Jobs {
        /**
         * Hands an assignment to Spark; {@link Desk#ended} follows.
         *
         * @param where it had best run, if there is room
         * @throws Exception if Spark does not take it
         */
        void submit(Ticket ticket, Assignment assignment, Optional<SparkExecutor> where) throws Exception;

        /** Asks Spark to end a job and to interrupt its task. */
        void cancel(Ticket ticket, String reason);

        /** Whether Spark has been stopped and will run nothing more. */
        boolean isStopped();
    }

    /**
     * What the desk holds assignments to.
     *
     * @param slots how many run at once at most
     * @param timeout longest time of one assignment
     */
    record Limits(int slots, Optional<Duration> timeout, Patience patience) {}

    Desk(UUID run, Jobs jobs, Limits limits, TrialExecutor.Listener listener, long nanoTime) {
        this.run = run;
        this.jobs = jobs;
        this.limits = limits;
        this.listener = listener;
        this.ticked = nanoTime;
    }

    /** What Spark has and has not told the end of: to be read by any thread. */
    Map<Ticket, Flight> flights() {
        return flights;
    }

    void launch(Assignment assignment) {
        if (closed || jobs.isStopped()) {
            tell(assignment, new Outcome.Lost(Outcome.Loss.DRIVER_RESTART, "the executor was closed"));
            return;
        }
        queue.addLast(assignment);
        fill();
    }

    void signal(int trial, int attempt, Signal signal) {
        var flight = flights.get(new Ticket(run, trial, attempt));
        if (flight != null) {
            flight.raise(signal, now + limits.patience().stop().toNanos());
        } else if (signal != Signal.CONTINUE) {
            dequeue(trial, attempt).ifPresent(waiting -> {
                queue.remove(waiting);
                tell(waiting, new Outcome.Stopped(signal, waiting.from(), Optional.empty()));
            });
        }
    }

    private Optional<Assignment> dequeue(int trial, int attempt) {
        return queue.stream()
                .filter(a -> a.trial() == trial && a.attempt() == attempt)
                .findFirst();
    }

    /** How many assignments Spark can run at once, and the Spark executors that it has. */
    void capacity(int slots, List<SparkExecutor> there) {
        capacity = slots;
        executors = List.copyOf(there);
        var ids = there.stream().map(SparkExecutor::id).collect(Collectors.toSet());
        stragglers.values().removeIf(executor -> !ids.contains(executor));
        heard.keySet().retainAll(ids);
        there.stream().filter(SparkExecutor::isLeaving).forEach(this::clear);
        fill();
    }

    /** Has what runs in an executor that leaves save its state and move. */
    private void clear(SparkExecutor leaving) {
        for (var flight : inOrder()) {
            if (flight.signal() == Signal.CONTINUE
                    && flight.executor().filter(leaving.id()::equals).isPresent()) {
                LOG.info(
                        "Executor {} on {} was decommissioned: trial {} is paused, to go on elsewhere",
                        leaving.id(),
                        leaving.host(),
                        flight.assignment().trial());
                flight.raise(Signal.PAUSE, now + limits.patience().stop().toNanos());
            }
        }
    }

    /** A task has begun to train in a Spark executor. */
    void started(Ticket ticket, String executor) {
        heard.put(executor, now);
        var flight = flights.get(ticket);
        if (flight != null) {
            long latest = limits.timeout()
                    .map(t -> now + t.plus(limits.patience().stop()).toNanos())
                    .orElse(Flight.NEVER);
            flight.begin(executor, latest);
        }
    }

    /** An epoch was trained. */
    void trained(Ticket ticket, Progress progress) {
        var flight = flights.get(ticket);
        if (flight != null) {
            pass(flight, progress);
        }
    }

    /** A Spark executor lives, and these assignments run in it. */
    void heard(String executor, List<Message.Pulse> pulses) {
        heard.put(executor, now);
        var present = new HashSet<Ticket>();
        for (var pulse : pulses) {
            present.add(pulse.ticket());
            pulse.unacknowledged().forEach(progress -> trained(pulse.ticket(), progress));
        }
        boolean left = stragglers
                .entrySet()
                .removeIf(straggler -> straggler.getValue().equals(executor) && !present.contains(straggler.getKey()));
        if (left) {
            fill();
        }
    }

    /** A task returns, or has returned. The first news of it counts. */
    void returned(Ticket ticket, TaskResult result) {
        var flight = flights.get(ticket);
        if (flight != null) {
            result.unacknowledged().forEach(progress -> pass(flight, progress));
            finish(flight, result.outcome());
            fill();
        }
    }

    /** Spark has told the end of a job: by the result of its task, or by a failure. */
    void ended(Ticket ticket, JobEnd end) {
        open.remove(ticket);
        calmDown();
        if (end instanceof JobEnd.Returned back) {
            returned(ticket, back.result());
        } else if (end instanceof JobEnd.Broken broken && flights.containsKey(ticket)) {
            broken(flights.get(ticket), broken);
        }
    }

    private void broken(Flight flight, JobEnd.Broken how) {
        if (how.isRefused()) {
            // It ends on a later tick: until then its place is not free, and nothing else is sent there in vain.
            flight.force(how.outcome(), now + REFUSED);
            return;
        }
        if (!how.isExecutorLost()) {
            straggle(flight);
        }
        finish(flight, flight.forced().orElseGet(() -> jobs.isStopped() ? restart() : how.outcome()));
        fill();
    }

    /** Time has passed: {@code nanoTime} is what the clock shows now. */
    void tick(long nanoTime) {
        now += Math.max(0, Math.min(nanoTime - ticked, LONGEST_TICK));
        ticked = nanoTime;
        if (jobs.isStopped()) {
            endAll("the SparkContext was stopped");
            open.clear();
            calmDown();
            return;
        }
        inOrder().forEach(this::check);
        fill();
    }

    private List<Flight> inOrder() {
        return flights.values().stream()
                .sorted(Comparator.comparingInt(flight -> flight.assignment().trial()))
                .toList();
    }

    private void check(Flight flight) {
        if (flight.forced().isPresent()) {
            if (now > flight.goneBy()) {
                straggle(flight);
                finish(flight, flight.forced().get());
            }
        } else if (isSilent(flight)) {
            String message = "executor " + flight.executor().orElseThrow() + " was not heard of for "
                    + limits.patience().silence().toSeconds() + " s";
            force(flight, new Outcome.Lost(Outcome.Loss.EXECUTOR_DEAD, message), message);
        } else if (now > flight.stopBy()
                && (flight.signal() == Signal.STOP || flight.executor().isEmpty())) {
            force(flight, flight.stopped(), "it ignored a stop");
        } else if (now > flight.doneBy()) {
            String message = "the assignment took longer than "
                    + limits.timeout().orElseThrow().toSeconds() + " s and did not look at its time-out";
            force(flight, new Outcome.Failed(Outcome.Failure.TIMEOUT, message), message);
        }
    }

    private boolean isSilent(Flight flight) {
        return flight.executor()
                .map(executor -> now - heard.computeIfAbsent(executor, unknown -> now)
                        > limits.patience().silence().toNanos())
                .orElse(false);
    }

    private void force(Flight flight, Outcome outcome, String reason) {
        flight.force(outcome, now + limits.patience().kill().toNanos());
        jobs.cancel(flight.ticket(), reason);
    }

    /** Ends everything that has not ended, and takes nothing more. */
    void close(String reason) {
        closed = true;
        flights.values().stream()
                .filter(flight -> flight.executor().isEmpty())
                .forEach(flight -> jobs.cancel(flight.ticket(), reason));
        endAll(reason);
        calmDown();
    }

    private void calmDown() {
        if (closed && open.isEmpty()) {
            calm.complete(null);
        }
    }

    /** Done when, after the close, Spark has told the end of the last job. */
    CompletableFuture<Void> calm() {
        return calm;
    }

    /** Cancels the jobs whose end Spark has not told, though their assignments have ended. */
    void cancelRest() {
        open.forEach(ticket -> jobs.cancel(ticket, "the trial executor was closed"));
    }

    private void endAll(String reason) {
        var outcome = new Outcome.Lost(Outcome.Loss.DRIVER_RESTART, reason);
        inOrder().forEach(flight -> finish(flight, outcome));
        var waiting = new ArrayList<>(queue);
        queue.clear();
        waiting.forEach(assignment -> tell(assignment, outcome));
        capacity = 0;
        tellSlots();
    }

    private static Outcome restart() {
        return new Outcome.Lost(Outcome.Loss.DRIVER_RESTART, "the SparkContext was stopped");
    }

    private void fill() {
        tellSlots();
        while (!queue.isEmpty() && flights.size() < slots()) {
            submit(queue.removeFirst());
        }
    }

    private int slots() {
        return Math.max(0, Math.min(capacity, limits.slots()) - stragglers.size());
    }

    private void tellSlots() {
        int slots = slots();
        if (slots != told) {
            told = slots;
            guarded(() -> listener.slots(slots));
        }
    }

    private void submit(Assignment assignment) {
        var ticket = new Ticket(run, assignment.trial(), assignment.attempt());
        var flight = new Flight(ticket, assignment);
        var where = Placement.choose(executors, load());
        where.ifPresent(executor -> flight.plan(executor.id()));
        flights.put(ticket, flight);
        open.add(ticket);
        try {
            jobs.submit(ticket, assignment, where);
        } catch (Exception refused) {
            open.remove(ticket);
            finish(
                    flight,
                    jobs.isStopped() ? restart() : JobEnd.Broken.of(refused).outcome());
        }
    }

    /** How many threads of ours each executor has, or will have. */
    private Map<String, Integer> load() {
        var load = new HashMap<String, Integer>();
        flights.values().forEach(flight -> flight.place().ifPresent(place -> load.merge(place, 1, Integer::sum)));
        stragglers.values().forEach(place -> load.merge(place, 1, Integer::sum));
        return load;
    }

    private void pass(Flight flight, Progress progress) {
        for (var ready : flight.accept(progress)) {
            guarded(() -> listener.reported(ready.report(flight.ticket())));
        }
    }

    private void straggle(Flight flight) {
        flight.executor().ifPresent(executor -> stragglers.put(flight.ticket(), executor));
    }

    private void finish(Flight flight, Outcome outcome) {
        flights.remove(flight.ticket());
        tell(flight.assignment(), outcome);
    }

    private void tell(Assignment assignment, Outcome outcome) {
        guarded(() -> listener.ended(assignment.trial(), assignment.attempt(), outcome));
    }

    /** A listener's mistake must not end the desk: other assignments depend on it. */
    private static void guarded(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException mistake) {
            LOG.error("The listener of a trial executor failed", mistake);
        }
    }
}
