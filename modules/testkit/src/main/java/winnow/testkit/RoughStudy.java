package winnow.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import winnow.random.RandomStream;
import winnow.search.Limits;
import winnow.search.Request;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.study.Effect;
import winnow.study.Entry;
import winnow.study.Input;
import winnow.study.Moment;
import winnow.study.Standing.Phase;
import winnow.study.StudyEngine;
import winnow.study.StudyState;
import winnow.trial.Assignment;
import winnow.trial.Checkpoint;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Outcome;
import winnow.trial.Report;
import winnow.trial.Signal;
import winnow.trial.TrialStatus;

/**
 * Drives a study through {@link StudyEngine} without a clock: events of the running trials come in random order, and
 * whatever can happen to a cluster does: machines are lost, messages come late, too early and twice, slots come and go, the
 * coordinator is killed or interrupted and takes the study up again from its entries.
 */
public final class RoughStudy {
    private static final int MOST_EVENTS = 2_000_000;

    private final StudyState start;
    private final Limits limits;
    private final Weather weather;
    private final int slots;
    private final RandomStream random;
    private final Map<Integer, Flight> flying = new LinkedHashMap<>();
    private final List<Input> sent = new ArrayList<>();
    private final Set<Checkpoint> dropped = new HashSet<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private StudyState state;
    private int free;
    private long seconds;
    private List<StudyEvent.WarmStarted> earlier = List.of();
    private boolean isSteered;
    private int asked;
    private int answered;

    private RoughStudy(StudyState start, Limits limits, Weather weather, int slots, RandomStream random) {
        this.start = start;
        this.limits = limits;
        this.weather = weather;
        this.slots = slots;
        this.random = random;
        this.state = start;
        this.free = slots;
    }

    /**
     * What came of it.
     *
     * @param start the state it began with
     * @param state the state it ended with
     * @param entries what was journalled in between
     * @param arrivals what the study was told, in order, also what it ignored
     */
    public record Result(StudyState start, StudyState state, List<Entry> entries, List<Arrival> arrivals) {

        public List<StudyEvent> events() {
            return entries.stream().flatMap(e -> e.events().stream()).toList();
        }

        /** The state after so many entries, by replay. */
        public StudyState replayed(int count) {
            var replayed = start;
            for (var entry : entries.subList(0, count)) {
                replayed = replayed.apply(entry);
            }
            return replayed;
        }
    }

    /**
     * Something that the study was told.
     *
     * @param events that came of it; none if it was ignored
     */
    public record Arrival(Input input, List<StudyEvent> events) {}

    /** An assignment under way. */
    private static final class Flight {
        final Assignment assignment;
        int epoch;
        Signal signal = Signal.CONTINUE;

        Flight(Assignment assignment) {
            this.assignment = assignment;
            this.epoch = assignment.from();
        }
    }

    /**
     * Runs a study to its end.
     *
     * @param start before its first entry, or as it ended earlier
     * @param limits in force
     * @param slots how many assignments run at once at most
     * @param random what happens when
     * @throws AssertionError if the study stands still or does not end
     */
    public static Result run(StudyState start, Limits limits, Weather weather, int slots, RandomStream random) {
        return new RoughStudy(start, limits, weather, slots, random).result();
    }

    /** As {@link #run}, of a study that knows earlier ones. */
    public static Result warm(
            StudyState start,
            Limits limits,
            Weather weather,
            int slots,
            RandomStream random,
            List<StudyEvent.WarmStarted> earlier) {
        var study = new RoughStudy(start, limits, weather, slots, random);
        study.earlier = List.copyOf(earlier);
        return study.result();
    }

    /** As {@link #run}, and where accidents happen persons kill, promote, pin and enqueue trials, and pause the study. */
    public static Result steered(StudyState start, Limits limits, Weather weather, int slots, RandomStream random) {
        var study = new RoughStudy(start, limits, weather, slots, random);
        study.isSteered = true;
        return study.result();
    }

    private Result result() {
        run();
        return new Result(start, state, List.copyOf(entries), List.copyOf(arrivals));
    }

    private void run() {
        open();
        for (int event = 0; state.standing().phase() != Phase.FINISHED; event++) {
            require(event < MOST_EVENTS, "the study does not end");
            if (state.standing().phase() == Phase.CLOSED) {
                open();
            } else if (random.nextDouble() < weather.accident()) {
                accident();
            } else if (flying.isEmpty()) {
                tick();
            } else {
                advance(anyFlight());
            }
        }
    }

    private void open() {
        step(new Input.Open("sample", limits, Map.of(), earlier));
    }

    /** A person asks for something, sensible or not; limits and end of the study are left alone. */
    private void ask() {
        int trial = random.nextInt(state.history().trials().size() + 1);
        var wishes = List.of(
                new Request.Kill(trial),
                new Request.Promote(trial, OptionalInt.empty()),
                new Request.Pin(trial),
                new Request.Pin(trial),
                new Request.Unpin(trial),
                new Request.Enqueue(start.spec().space().draw(random)),
                new Request.Pause());
        ask(wishes.get(random.nextInt(wishes.size())));
    }

    private void ask(Request request) {
        var id = "request-" + state.sequence() + "-" + asked++;
        step(new Input.Command(new StudyEvent.Requested(id, "somebody", "", request)));
        boolean isUp =
                state.standing().phase() == Phase.OPEN || state.standing().phase() == Phase.CLOSING;
        require(answered == asked || !isUp, "a request has no answer");
        answered = asked;
    }

    private void tick() {
        if (state.steering().isPaused()) {
            ask(new Request.Resume());
        }
        free = slots;
        step(new Input.Tick());
        boolean isOver =
                state.standing().phase() == Phase.FINISHED || state.standing().phase() == Phase.CLOSED;
        require(isOver || !flying.isEmpty(), "nothing runs, but the study is " + state.standing());
    }

    private Flight anyFlight() {
        var running = List.copyOf(flying.values());
        return running.get(random.nextInt(Math.min(slots, running.size())));
    }

    private void advance(Flight flight) {
        var assignment = flight.assignment;
        boolean isPrompt = weather.accident() == 0 || random.nextInt(3) > 0;
        boolean obeys = flight.signal != Signal.CONTINUE && isPrompt;
        if (obeys) {
            boolean isSaved = flight.signal == Signal.PAUSE && flight.epoch > assignment.from();
            end(flight, new Outcome.Stopped(flight.signal, flight.epoch, saved(flight, isSaved)));
        } else if (flight.epoch == assignment.to()) {
            end(flight, new Outcome.Reached(flight.epoch, saved(flight, true)));
        } else {
            train(flight, flight.epoch + 1);
        }
    }

    private void train(Flight flight, int epoch) {
        var assignment = flight.assignment;
        var sickness = weather.sickness(assignment.trial(), epoch);
        if (sickness.isPresent()) {
            end(flight, sickness.get());
            return;
        }
        flight.epoch = epoch;
        double loss = weather.loss(assignment.trial(), epoch);
        boolean isSaved = epoch == assignment.to() || loss < assignment.bar().orElse(Double.POSITIVE_INFINITY);
        tell(new Input.Epoch(report(flight, epoch, loss, isSaved)));
    }

    private Report report(Flight flight, int epoch, double loss, boolean isSaved) {
        var assignment = flight.assignment;
        var metrics =
                Metrics.of(SampleStudy.METRIC, start.spec().objective().goal().loss(loss));
        return new Report(
                assignment.trial(), assignment.attempt(), new Observation(epoch, metrics, 1), saved(flight, isSaved));
    }

    private static Optional<Checkpoint> saved(Flight flight, boolean isSaved) {
        var assignment = flight.assignment;
        return isSaved
                ? Optional.of(new Checkpoint(assignment.trial(), flight.epoch, assignment.attempt(), "sample", 1))
                : Optional.empty();
    }

    private void end(Flight flight, Outcome outcome) {
        flying.remove(flight.assignment.trial());
        tell(new Input.End(flight.assignment.trial(), flight.assignment.attempt(), outcome));
    }

    private void tell(Input input) {
        sent.add(input);
        step(input);
    }

    private void accident() {
        int kind = random.nextInt(isSteered ? 26 : 22);
        if (kind < 8 && !sent.isEmpty()) {
            step(sent.get(random.nextInt(sent.size())));
        } else if (kind < 14 && !flying.isEmpty()) {
            boolean isDead = random.nextInt(3) == 0 && !state.isLockstep();
            var loss = isDead ? Outcome.Loss.EXECUTOR_DEAD : Outcome.Loss.DECOMMISSIONED;
            end(anyFlight(), new Outcome.Lost(loss, "the machine is gone"));
        } else if (kind < 18) {
            free = random.nextInt(slots + 1);
            step(new Input.Tick());
        } else if (kind == 18) {
            kill();
        } else if (kind >= 22) {
            ask();
        } else if (kind >= 20) {
            overtake();
        } else {
            step(new Input.Interrupt("a person said so"));
        }
    }

    /** A report comes before that of the epoch before it; both come again in their order. */
    private void overtake() {
        if (flying.isEmpty()) {
            return;
        }
        var flight = anyFlight();
        int trial = flight.assignment.trial();
        int epoch = flight.epoch + 2;
        boolean isNew = flight.epoch == state.trial(trial).budget();
        if (isNew && epoch <= flight.assignment.to()) {
            step(new Input.Epoch(report(flight, epoch, weather.loss(trial, epoch), false)));
        }
    }

    /** The coordinator is gone with all that ran; the next one finds the entries. */
    private void kill() {
        flying.values()
                .forEach(f -> sent.add(new Input.End(
                        f.assignment.trial(),
                        f.assignment.attempt(),
                        new Outcome.Lost(Outcome.Loss.EXECUTOR_DEAD, "it heard nothing more"))));
        flying.clear();
        var recovered = start;
        for (var entry : entries) {
            recovered = recovered.apply(entry);
        }
        require(recovered.decidesLike(state), "the recovered state decides otherwise than the lost one");
        state = recovered;
        open();
    }

    private void step(Input input) {
        var moment = new Moment(Instant.EPOCH.plusSeconds(seconds), Duration.ofSeconds(seconds), free);
        seconds++;
        var step = StudyEngine.step(state, input, moment);
        state = step.state();
        arrivals.add(new Arrival(input, step.entry().map(Entry::events).orElse(List.of())));
        step.entry().ifPresent(entries::add);
        step.entry().ifPresent(this::checkPins);
        checkRoom();
        step.effects().forEach(this::carryOut);
    }

    /** Only a person stops a pinned trial, unless the machine or the objective fails it. */
    private void checkPins(Entry entry) {
        for (var event : entry.events()) {
            if (event instanceof StudyEvent.Judged judged
                    && judged.verdict() instanceof Verdict.Stop stop
                    && state.steering().pinned().containsKey(judged.trial())) {
                require(stop.reason().startsWith("killed"), "a pinned trial was stopped: " + stop.reason());
            }
        }
    }

    /** The trials that are paused with a checkpoint which nobody wants are no more than the spec says. */
    private void checkRoom() {
        var keep = start.spec().checkpoints().keep();
        if (keep.isEmpty()) {
            return;
        }
        long holders = state.trials().stream()
                .filter(t -> t.status() == TrialStatus.PAUSED
                        && !t.checkpoints().isEmpty()
                        && state.tasks().of(t.number()).isEmpty())
                .filter(t -> !state.steering().pinned().containsKey(t.number())
                        && !state.steering().promotions().containsKey(t.number())
                        && state.history().incumbent().stream().noneMatch(i -> i.trial() == t.number()))
                .count();
        require(holders <= keep.getAsInt(), holders + " paused trials have checkpoints");
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.Launch launch) {
            var assignment = launch.assignment();
            require(
                    assignment.starts().stream().noneMatch(dropped::contains),
                    "a checkpoint to start from was dropped");
            require(
                    flying.put(assignment.trial(), new Flight(assignment)) == null,
                    "a trial has two assignments at a time");
            require(state.isLockstep() || flying.size() <= slots, "more runs than there are slots");
        } else if (effect instanceof Effect.Send send) {
            var flight = flying.get(send.trial());
            if (flight != null && flight.assignment.attempt() == send.attempt()) {
                flight.signal = send.signal();
            }
        } else if (effect instanceof Effect.Drop drop) {
            dropped.add(drop.checkpoint());
            require(
                    state.history().incumbent().stream()
                            .noneMatch(i -> i.trial() == drop.checkpoint().trial()
                                    && i.observation().epoch()
                                            == drop.checkpoint().epoch()
                                    && state.trial(i.trial()).checkpoints().isEmpty()),
                    "the best checkpoint was dropped");
        } else if (effect instanceof Effect.Answer) {
            answered++;
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
