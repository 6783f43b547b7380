package winnow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.simulator.Doubles.begin;
import static winnow.simulator.Doubles.lockstep;
import static winnow.simulator.Doubles.problem;
import static winnow.simulator.Doubles.spec;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import winnow.search.Limits;
import winnow.search.Request;
import winnow.search.Scheduler;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Assigned;
import winnow.search.StudyEvent.Ending;
import winnow.search.StudyEvent.Requested;
import winnow.space.Configuration;
import winnow.space.Value;
import winnow.study.Effect;
import winnow.study.Entry;
import winnow.study.Standing.Phase;
import winnow.study.StudyEngine;
import winnow.study.StudyState;
import winnow.trial.TrialStatus;

/** What a person may ask of a running study, at every moment of a small one. */
class SteeringTest {
    private static final Limits LIMITS = Limits.ofTrials(7).withEpochs(40);
    private static final Doubles.Straight NINE = new Doubles.Straight(9, Double.POSITIVE_INFINITY);
    private static final Configuration POINT = point(0.25);

    private static Configuration point(double x) {
        return new Configuration(Map.of("x", Value.of(x), "y", Value.of(0.5)));
    }

    private static Requested asked(String id, Request request) {
        return new Requested(id, "ana", "for a test", request);
    }

    /** Asks after each entry in turn, and checks what must hold whatever is asked. */
    private static void everywhere(Scheduler<?> scheduler, Request request, Consumer<Simulation.Result> check) {
        var start = begin(spec(LIMITS), scheduler);
        int size = Simulation.of(start, problem(), 2).run().entries().size();
        for (int at = 1; at < size; at++) {
            int moment = at;
            var result = Simulation.of(start, problem(), 2)
                    .asking(entry -> wishes(entry, moment, request))
                    .run();
            assertThat(result.answers()).isNotEmpty();
            assertThat(replay(start, result.entries())).isEqualTo(result.state());
            var ledger = result.state().ledger();
            var limits = result.state().limits();
            assertThat(ledger.charged())
                    .isLessThanOrEqualTo(limits.epochs().orElseThrow())
                    .isEqualTo(result.state().history().trials().stream()
                            .mapToInt(t -> t.observations().size())
                            .sum());
            assertThat(result.state().history().trials().size())
                    .isLessThanOrEqualTo(limits.trials().orElseThrow());
            if (result.state().isFinished()) {
                assertThat(ledger.reserved()).isZero();
            }
            boolean isGranted = result.answers().get(0).isGranted();
            assertThat(events(result).stream().anyMatch(Requested.class::isInstance))
                    .isEqualTo(isGranted);
            if (isGranted) {
                check.accept(result);
            }
        }
    }

    /** The request at its moment, twice, as after a crash; a pause is ended soon. */
    private static List<Requested> wishes(Entry entry, int moment, Request request) {
        if (entry.sequence() == moment) {
            return List.of(asked("first", request), asked("first", request));
        }
        boolean isPaused =
                entry.events().stream().anyMatch(e -> e instanceof Requested r && r.request() instanceof Request.Pause);
        return isPaused ? List.of(asked("go on", new Request.Resume())) : List.of();
    }

    private static List<StudyEvent> events(Simulation.Result result) {
        return result.entries().stream().flatMap(e -> e.events().stream()).toList();
    }

    private static StudyState replay(StudyState start, List<Entry> entries) {
        var state = start;
        for (var entry : entries) {
            state = state.apply(entry);
        }
        return state;
    }

    @Test
    void aKilledTrialIsStoppedAndTheOthersGoOn() {
        for (var scheduler : List.of(NINE, new Doubles.Ladder())) {
            everywhere(scheduler, new Request.Kill(1), result -> {
                var trial = result.state().history().trial(1);
                assertThat(trial.status()).isEqualTo(TrialStatus.STOPPED);
                assertThat(trial.reason()).isEqualTo("killed by ana: for a test");
                assertThat(result.state().isFinished()).isTrue();
            });
        }
    }

    @Test
    void aPinnedTrialIsNeverStoppedAndKeepsACheckpoint() {
        var strict = new Doubles.Straight(9, 0);
        everywhere(strict, new Request.Pin(1), result -> {
            var pinned = result.state().history().trial(1);
            boolean isLate = result.answers().get(0).text().contains("it is over");
            assertThat(pinned.status()).isEqualTo(isLate ? TrialStatus.STOPPED : TrialStatus.COMPLETED);
            assertThat(pinned.budget()).isEqualTo(isLate ? 1 : 9);
            assertThat(pinned.checkpoint(pinned.budget())).isPresent();
            assertThat(result.state().history().trial(2).status()).isEqualTo(TrialStatus.STOPPED);
        });
    }

    @Test
    void aPinnedTrialWaitsWhereItWouldHaveBeenStopped() {
        everywhere(new Doubles.Harsh(), new Request.Pin(0), result -> {
            var pinned = result.state().history().trial(0);
            assertThat(pinned.status()).isEqualTo(TrialStatus.PAUSED);
            assertThat(pinned.reason()).isEqualTo("pinned by ana: for a test; or it were stopped: all are");
            assertThat(pinned.checkpoints()).isNotEmpty();
            assertThat(result.state().isFinished()).isTrue();
        });
    }

    @Test
    void anUnpinnedTrialThatIsOverLosesItsCheckpoint() {
        var result = Simulation.of(begin(spec(LIMITS), NINE), problem(), 1)
                .asking(e -> switch ((int) e.sequence()) {
                    case 3 -> List.of(asked("pin", new Request.Pin(0)));
                    case 30 -> List.of(asked("kill", new Request.Unpin(1)), asked("unpin", new Request.Unpin(0)));
                    default -> List.of();
                })
                .run();
        assertThat(result.answers()).extracting(Effect.Answer::isGranted).containsExactly(true, false, true);
        assertThat(result.answers().get(1).text()).isEqualTo("trial 1 is not pinned");
        int best = result.state().history().incumbent().orElseThrow().trial();
        assertThat(result.state().history().trials())
                .filteredOn(t -> t.number() != best)
                .allMatch(t -> t.checkpoints().isEmpty());
    }

    @Test
    void aTrialThatIsOverWithoutACheckpointCannotBePinned() {
        var result = Simulation.of(begin(spec(LIMITS), new Doubles.Straight(9, 0)), problem(), 2)
                .asking(e -> e.sequence() == 12
                        ? List.of(asked("a", new Request.Pin(0)), asked("b", new Request.Pin(1)))
                        : List.of())
                .run();
        assertThat(result.answers())
                .filteredOn(a -> !a.isGranted())
                .isNotEmpty()
                .allMatch(a -> a.text().contains("is over already: stopped, above 0.0; no checkpoint"));
    }

    @Test
    void anUnknownTrialIsRefusedByName() {
        var result = Simulation.of(begin(spec(LIMITS), NINE), problem(), 2)
                .asking(e -> wishes(e, 2, new Request.Kill(99)))
                .run();
        assertThat(result.answers()).allMatch(a -> !a.isGranted());
        assertThat(result.answers().get(0).text()).contains("there is no trial 99");
    }

    @Test
    void aStoppedStudyClosesAndGoesOnLater() {
        everywhere(NINE, new Request.Stop(), result -> {
            assertThat(result.state().standing().phase()).isEqualTo(Phase.CLOSED);
            assertThat(result.state().standing().ending()).contains(Ending.INTERRUPTED);
            assertThat(result.state().steering().isStopped()).isTrue();
            var resumed =
                    Simulation.of(result.state(), problem(), 2).with(LIMITS).run();
            assertThat(resumed.state().isFinished()).isTrue();
            assertThat(resumed.state().ledger().charged()).isEqualTo(36);
        });
    }

    @Test
    void anEnqueuedConfigurationIsTheNextTrial() {
        everywhere(new Doubles.Ladder(), new Request.Enqueue(POINT), result -> {
            var trials = result.state().history().trials();
            var enqueued = trials.stream()
                    .filter(t -> t.origin().equals(StudyEngine.ENQUEUED))
                    .toList();
            if (result.state().steering().queue().isEmpty()) {
                assertThat(enqueued).hasSize(1);
                assertThat(enqueued.get(0).configuration()).isEqualTo(POINT);
                assertThat(enqueued.get(0).note()).isEqualTo("by ana: for a test");
                assertThat(result.state().proposals()).isEqualTo(trials.size() - 1);
            } else {
                assertThat(enqueued).isEmpty();
            }
        });
    }

    @Test
    void aConfigurationOutsideTheSpaceIsRefused() {
        var outside = point(7);
        var result = Simulation.of(begin(spec(LIMITS), NINE), problem(), 2)
                .asking(e -> wishes(e, 2, new Request.Enqueue(outside)))
                .run();
        assertThat(result.answers().get(0).isGranted()).isFalse();
        assertThat(result.answers().get(0).text()).contains("outside the space", "x");
    }

    @Test
    void aPromotedTrialTrainsOnOnce() {
        for (int number = 0; number < 4; number++) {
            int trial = number;
            everywhere(new Doubles.Ladder(), new Request.Promote(trial, OptionalInt.empty()), result -> {
                var sent = events(result).stream()
                        .filter(e -> e instanceof Assigned a
                                && a.assignment().trial() == trial
                                && a.assignment().attempt() > 1)
                        .toList();
                assertThat(sent).hasSizeLessThanOrEqualTo(1);
                assertThat(sent).allMatch(e -> ((Assigned) e).reason().equals("promoted by ana: for a test"));
                assertThat(result.state().steering().promotions()).isEmpty();
            });
        }
    }

    @Test
    void onlyAPausedTrialIsPromotedAndOnlyToARung() {
        var start = begin(spec(LIMITS), new Doubles.Ladder());
        var running = Simulation.of(start, problem(), 2)
                .asking(e -> wishes(e, 2, new Request.Promote(0, OptionalInt.empty())))
                .run();
        assertThat(running.answers().get(0).text()).contains("only a paused trial");
        int paused = IntStream.range(1, 40)
                .filter(i -> Simulation.of(start, problem(), 2)
                        .asking(e -> wishes(e, i, new Request.Promote(0, OptionalInt.of(4))))
                        .run()
                        .answers()
                        .get(0)
                        .text()
                        .contains("no rung above is at epoch 4"))
                .findFirst()
                .orElse(0);
        assertThat(paused).isPositive();
    }

    @Test
    void otherLimitsAreInForceAtOnceAndExact() {
        everywhere(NINE, new Request.Extend(Limits.ofTrials(9).withEpochs(70)), result -> {
            assertThat(result.state().limits().trials()).hasValue(9);
            assertThat(result.state().ledger().charged()).isEqualTo(63);
            assertThat(result.state().history().trials()).hasSize(7);
            assertThat(result.state().standing().ending()).contains(Ending.EPOCHS);
        });
    }

    @Test
    void aPausedStudyLaunchesNothingAndGoesOnWhereItWas() {
        var whole = Simulation.of(begin(spec(LIMITS), NINE), problem(), 2).run();
        everywhere(NINE, new Request.Pause(), result -> {
            assertThat(result.state().isFinished()).isTrue();
            assertThat(result.state().ledger().charged())
                    .isEqualTo(whole.state().ledger().charged());
        });
    }

    @Test
    void inLockstepNoRequestChangesWhatIsTrained() {
        var start = begin(lockstep(spec(LIMITS), 2), NINE);
        for (var request : List.of(
                new Request.Kill(0),
                new Request.Promote(0, OptionalInt.empty()),
                new Request.Enqueue(POINT),
                new Request.Pin(0),
                new Request.Unpin(0),
                new Request.Extend(LIMITS))) {
            var result = Simulation.of(start, problem(), 2)
                    .asking(e -> wishes(e, 4, request))
                    .run();
            assertThat(result.answers())
                    .isNotEmpty()
                    .allMatch(a -> !a.isGranted() && a.text().contains("lockstep"));
        }
    }
}
