package winnow.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import winnow.search.Limits;
import winnow.search.StudyEvent.Requested;
import winnow.search.StudyEvent.WarmStarted;
import winnow.study.Effect;
import winnow.study.Entry;
import winnow.study.Input;
import winnow.study.Moment;
import winnow.study.Standing.Phase;
import winnow.study.StudyEngine;
import winnow.study.StudyState;
import winnow.study.TrialExecutor;
import winnow.trial.Outcome;
import winnow.trial.Report;

/**
 * A session of a study on a virtual clock: the real engine, strategies and schedulers, simulated trials. A record of
 * what it is to be; {@link #run} runs it.
 *
 * @param start where the study stands: before its first entry, or recovered from a journal
 * @param limits in force during this session
 * @param problem what trials measure
 * @param faults what goes wrong
 * @param slots trials at once
 * @param latency seconds from a signal to the end of an assignment
 * @param crash ends the session as {@code kill -9} would, right after an entry for which it is true
 * @param wishes what persons ask right after an entry
 * @param earlier what is taken from earlier studies if the study begins
 */
public record Simulation(
        StudyState start,
        Limits limits,
        Problem problem,
        Faults faults,
        int slots,
        double latency,
        Predicate<Entry> crash,
        Function<Entry, List<Requested>> wishes,
        List<WarmStarted> earlier) {

    public Simulation {
        earlier = List.copyOf(earlier);
    }

    /** What came of a session; the answers are those to what persons asked, in order. */
    public record Result(
            StudyState state,
            List<Entry> entries,
            List<Effect.Answer> answers,
            double seconds,
            double busySeconds,
            int slots) {

        public Result {
            entries = List.copyOf(entries);
            answers = List.copyOf(answers);
        }

        /** A session in which nobody asked for anything. */
        public Result(StudyState state, List<Entry> entries, double seconds, double busySeconds, int slots) {
            this(state, entries, List.of(), seconds, busySeconds, slots);
        }

        /** The share of slot time in which nothing was trained, 0 to 1. */
        public double idleShare() {
            return seconds == 0 ? 0 : 1 - busySeconds / (seconds * slots);
        }
    }

    /** A session without faults, under the limits of the spec. */
    public static Simulation of(StudyState start, Problem problem, int slots) {
        return new Simulation(
                start,
                start.spec().limits(),
                problem,
                Faults.NONE,
                slots,
                0.1,
                entry -> false,
                entry -> List.of(),
                List.of());
    }

    public Simulation with(Faults newFaults) {
        return new Simulation(start, limits, problem, newFaults, slots, latency, crash, wishes, earlier);
    }

    public Simulation with(Limits newLimits) {
        return new Simulation(start, newLimits, problem, faults, slots, latency, crash, wishes, earlier);
    }

    public Simulation crashingAfter(Predicate<Entry> newCrash) {
        return new Simulation(start, limits, problem, faults, slots, latency, newCrash, wishes, earlier);
    }

    public Simulation asking(Function<Entry, List<Requested>> newWishes) {
        return new Simulation(start, limits, problem, faults, slots, latency, crash, newWishes, earlier);
    }

    /** The same, knowing earlier studies. */
    public Simulation knowing(List<WarmStarted> newEarlier) {
        return new Simulation(start, limits, problem, faults, slots, latency, crash, wishes, newEarlier);
    }

    /** The same, taken up from another state. */
    public Simulation from(StudyState newStart) {
        return new Simulation(newStart, limits, problem, faults, slots, latency, crash, wishes, earlier);
    }

    /**
     * Runs until the study ends, crashes, or nothing more can happen.
     *
     * @throws IllegalStateException if nothing can happen any more though the study has not ended
     */
    public Result run() {
        return new Session().run();
    }

    private final class Session implements TrialExecutor.Listener {
        private final VirtualClock clock = new VirtualClock();
        private final SimulatedExecutor executor = new SimulatedExecutor(
                clock,
                problem,
                faults,
                new SimulatedExecutor.Terms(
                        slots,
                        latency,
                        start.spec().objective().metric(),
                        start.spec().objective().goal()));
        private final List<Entry> entries = new ArrayList<>();
        private final List<Effect.Answer> answers = new ArrayList<>();
        private StudyState state = start;
        private int free;
        private boolean hasCrashed;

        Result run() {
            executor.start(this);
            step(new Input.Open("simulated", limits, Map.of(), earlier));
            limits.wallClock()
                    .ifPresent(limit -> clock.in(
                            Math.max(0, limit.toMillis() - start.standing().elapsedMillis()) / 1000.0,
                            () -> step(new Input.Tick())));
            boolean more = true;
            while (more && !hasEnded()) {
                more = clock.advance();
            }
            if (!hasEnded()) {
                throw new IllegalStateException("nothing more can happen, but the study is "
                        + state.standing().phase() + " with "
                        + state.tasks().open().size() + " open assignments");
            }
            return new Result(state, entries, answers, clock.nowNanos() / 1e9, executor.busySeconds(), slots);
        }

        private boolean hasEnded() {
            var phase = state.standing().phase();
            return hasCrashed || phase == Phase.FINISHED || phase == Phase.CLOSED;
        }

        private void step(Input input) {
            if (hasCrashed) {
                return;
            }
            var session = Duration.ofNanos(clock.nowNanos());
            var moment = new Moment(Instant.EPOCH.plus(session), session, free);
            var step = StudyEngine.step(state, input, moment);
            state = step.state();
            step.entry().ifPresent(entries::add);
            if (step.entry().filter(crash).isPresent()) {
                hasCrashed = true;
                return;
            }
            step.effects().forEach(this::carryOut);
            step.entry().map(wishes).orElse(List.of()).forEach(wish -> step(new Input.Command(wish)));
        }

        private void carryOut(Effect effect) {
            if (effect instanceof Effect.Launch launch) {
                executor.launch(launch.assignment());
            } else if (effect instanceof Effect.Send send) {
                executor.signal(send.trial(), send.attempt(), send.signal());
            } else if (effect instanceof Effect.Answer answer) {
                answers.add(answer);
            }
        }

        @Override
        public void reported(Report report) {
            step(new Input.Epoch(report));
        }

        @Override
        public void ended(int trial, int attempt, Outcome outcome) {
            step(new Input.End(trial, attempt, outcome));
        }

        @Override
        public void slots(int count) {
            free = count;
            step(new Input.Tick());
        }
    }
}
