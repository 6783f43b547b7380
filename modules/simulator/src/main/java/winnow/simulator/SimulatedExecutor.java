package winnow.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import winnow.study.TrialExecutor;
import winnow.trial.Assignment;
import winnow.trial.Checkpoint;
import winnow.trial.Goal;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Outcome;
import winnow.trial.Report;
import winnow.trial.Signal;

/**
 * Runs assignments on a virtual clock: no training, no threads, no waiting. Everything happens in
 * {@link VirtualClock#advance}, never inside {@link #launch} or {@link #signal}.
 */
public final class SimulatedExecutor implements TrialExecutor {
    private final VirtualClock clock;
    private final Problem problem;
    private final Faults faults;
    private final Terms terms;
    private final Map<Integer, Flight> flying = new LinkedHashMap<>();
    private final Deque<Assignment> queue = new ArrayDeque<>();
    private @Nullable Listener listener;
    private double busySeconds;
    private boolean isClosed;

    /**
     * What a simulated cluster is like.
     *
     * @param slots assignments at once
     * @param latency seconds from a signal to the end of an assignment
     * @param metric the study's metric: an epoch that betters the assignment's bar is checkpointed
     * @param goal which way it is better
     */
    public record Terms(int slots, double latency, String metric, Goal goal) {}

    /** One assignment under way. */
    private static final class Flight {
        final Assignment assignment;
        int epoch;
        double bar;
        Optional<Checkpoint> saved = Optional.empty();

        Flight(Assignment assignment) {
            this.assignment = assignment;
            this.epoch = assignment.from();
            this.bar = assignment.bar().orElse(Double.POSITIVE_INFINITY);
        }
    }

    public SimulatedExecutor(VirtualClock clock, Problem problem, Faults faults, Terms terms) {
        this.clock = clock;
        this.problem = problem;
        this.faults = faults;
        this.terms = terms;
    }

    @Override
    public void start(Listener newListener) {
        listener = newListener;
        clock.in(0, () -> newListener.slots(terms.slots()));
    }

    /** Seconds of virtual time that slots were busy, summed over the slots. */
    public double busySeconds() {
        return busySeconds;
    }

    @Override
    public void launch(Assignment assignment) {
        if (isClosed) {
            clock.in(0, () -> tell().ended(assignment.trial(), assignment.attempt(), closed()));
        } else if (flying.size() < terms.slots()) {
            begin(assignment);
        } else {
            queue.add(assignment);
        }
    }

    private void begin(Assignment assignment) {
        var flight = new Flight(assignment);
        flying.put(assignment.trial(), flight);
        planEpoch(flight);
    }

    private void planEpoch(Flight flight) {
        double seconds = problem.seconds(flight.assignment.configuration(), flight.epoch + 1);
        clock.in(seconds, () -> {
            if (flying.get(flight.assignment.trial()) == flight) {
                busySeconds += seconds;
                finishEpoch(flight, seconds);
            }
        });
    }

    private void finishEpoch(Flight flight, double seconds) {
        int epoch = flight.epoch + 1;
        var fault = faults.at(flight.assignment, epoch);
        if (fault.isPresent()) {
            end(flight, fault.get());
            return;
        }
        flight.epoch = epoch;
        var assignment = flight.assignment;
        var metrics = problem.measure(assignment.configuration(), assignment.seed(), epoch);
        flight.saved = isSaved(flight, metrics) ? Optional.of(checkpoint(flight)) : Optional.empty();
        tell().reported(new Report(
                assignment.trial(), assignment.attempt(), new Observation(epoch, metrics, seconds), flight.saved));
        if (epoch == assignment.to()) {
            end(flight, new Outcome.Reached(epoch, flight.saved));
        } else if (flying.get(assignment.trial()) == flight) {
            planEpoch(flight);
        }
    }

    private boolean isSaved(Flight flight, Metrics metrics) {
        double loss = terms.goal().loss(metrics.find(terms.metric()).orElse(Double.POSITIVE_INFINITY));
        boolean better = loss < flight.bar;
        flight.bar = Math.min(flight.bar, loss);
        return better || flight.epoch == flight.assignment.to();
    }

    private static Checkpoint checkpoint(Flight flight) {
        return new Checkpoint(flight.assignment.trial(), flight.epoch, flight.assignment.attempt(), "simulated", 0);
    }

    @Override
    public void signal(int trial, int attempt, Signal signal) {
        clock.in(terms.latency(), () -> {
            var flight = flying.get(trial);
            if (flight != null && flight.assignment.attempt() == attempt) {
                obey(flight, signal);
            } else {
                queue.stream()
                        .filter(a -> a.trial() == trial && a.attempt() == attempt)
                        .findFirst()
                        .ifPresent(a -> {
                            queue.remove(a);
                            tell().ended(trial, attempt, new Outcome.Stopped(signal, a.from(), Optional.empty()));
                        });
            }
        });
    }

    private void obey(Flight flight, Signal signal) {
        if (signal == Signal.CONTINUE) {
            return;
        }
        boolean trained = flight.epoch > flight.assignment.from();
        var saved = signal == Signal.PAUSE && trained ? Optional.of(checkpoint(flight)) : flight.saved;
        end(flight, new Outcome.Stopped(signal, flight.epoch, saved));
    }

    private void end(Flight flight, Outcome outcome) {
        flying.remove(flight.assignment.trial());
        var next = queue.poll();
        if (next != null) {
            begin(next);
        }
        tell().ended(flight.assignment.trial(), flight.assignment.attempt(), outcome);
    }

    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        queue.forEach(a -> clock.in(0, () -> tell().ended(a.trial(), a.attempt(), closed())));
        queue.clear();
        List.copyOf(flying.values()).forEach(f -> {
            flying.remove(f.assignment.trial());
            clock.in(0, () -> tell().ended(f.assignment.trial(), f.assignment.attempt(), closed()));
        });
    }

    private static Outcome closed() {
        return new Outcome.Lost(Outcome.Loss.DRIVER_RESTART, "the executor was closed");
    }

    private Listener tell() {
        if (listener == null) {
            throw new IllegalStateException("the executor was not started");
        }
        return listener;
    }
}
