package winnow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.simulator.Doubles.begin;
import static winnow.simulator.Doubles.lockstep;
import static winnow.simulator.Doubles.problem;
import static winnow.simulator.Doubles.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.search.Limits;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Ending;
import winnow.search.Target;
import winnow.study.Entry;
import winnow.study.Standing.Phase;
import winnow.study.StudyState;
import winnow.trial.Goal;
import winnow.trial.Outcome;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

class StudyEngineTest {
    private static final Doubles.Straight NINE = new Doubles.Straight(9, Double.POSITIVE_INFINITY);

    @Test
    void opensExactlyAsManyTrialsAsTheLimitSays() {
        var result = Simulation.of(begin(spec(Limits.ofTrials(11)), NINE), problem(), 4)
                .run();
        assertThat(result.state().history().trials()).hasSize(11).allMatch(t -> t.status() == TrialStatus.COMPLETED);
        assertThat(result.state().standing().ending()).contains(Ending.TRIALS);
        assertThat(result.state().ledger().charged()).isEqualTo(99);
        assertThat(result.state().ledger().reserved()).isZero();
    }

    @Test
    void neverChargesMoreEpochsThanTheLimit() {
        for (int epochs = 1; epochs < 60; epochs++) {
            var start = begin(spec(Limits.NONE.withEpochs(epochs)), new Doubles.Ladder());
            var result = Simulation.of(start, problem(), 5)
                    .with(roughWeather(epochs))
                    .run();
            assertThat(result.state().ledger().charged()).isLessThanOrEqualTo(epochs);
            assertThat(result.state().ledger().reserved()).isZero();
            assertThat(observations(result.state()))
                    .isEqualTo(result.state().ledger().charged());
        }
    }

    @Test
    void releasesTheEpochsThatAStoppedTrialDidNotTrain() {
        var start = begin(spec(Limits.ofTrials(30).withEpochs(270)), new Doubles.Straight(9, 2.3));
        var result = Simulation.of(start, problem(), 4).run();
        var stopped = result.state().history().trials().stream()
                .filter(t -> t.status() == TrialStatus.STOPPED)
                .toList();
        assertThat(stopped)
                .isNotEmpty()
                .allMatch(t -> t.budget() < 9 && t.reason().equals("above 2.3"));
        assertThat(result.state().ledger().charged()).isEqualTo(observations(result.state()));
    }

    @Test
    void replayingTheEntriesGivesTheStateTheyCameFrom() {
        for (int seed = 0; seed < 50; seed++) {
            var start = begin(spec(Limits.ofTrials(20)), new Doubles.Ladder());
            var result =
                    Simulation.of(start, problem(), 3).with(roughWeather(seed)).run();
            assertThat(replay(start, result.entries())).isEqualTo(result.state());
        }
    }

    @Test
    void aStudyKilledAtAnyEntryEndsWithTheSameTrialsAndNoEpochChargedTwice() {
        var start = begin(spec(Limits.ofTrials(12)), NINE);
        var whole = Simulation.of(start, problem(), 3).run();
        for (int cut = 1; cut < whole.entries().size(); cut++) {
            int at = cut;
            var first = Simulation.of(start, problem(), 3)
                    .crashingAfter(e -> e.sequence() == at)
                    .run();
            assertThat(first.entries()).isEqualTo(whole.entries().subList(0, cut));
            var recovered = replay(start, first.entries());
            var resumed = Simulation.of(recovered, problem(), 3).run();
            assertThat(losses(resumed.state())).isEqualTo(losses(whole.state()));
            assertThat(resumed.state().ledger().charged()).isEqualTo(108);
        }
    }

    @Test
    void theNextDecisionAfterRecoveryIsTheOneTheUninterruptedStudyMakes() {
        var start = begin(spec(Limits.ofTrials(20)), new Doubles.Ladder());
        var whole = Simulation.of(start, problem(), 3).run();
        var state = start;
        for (var entry : whole.entries()) {
            assertThat(replay(start, whole.entries().subList(0, (int) entry.sequence() - 1)))
                    .isEqualTo(state);
            state = state.apply(entry);
        }
        assertThat(state).isEqualTo(whole.state());
    }

    @Test
    void aLostAssignmentRunsAgainFromItsCheckpointWithoutBeingCharged() {
        Faults once = (assignment, epoch) -> assignment.trial() == 2 && epoch == 5 && assignment.attempt() == 1
                ? Optional.of(new Outcome.Lost(Outcome.Loss.EXECUTOR_DEAD, "exit 137"))
                : Optional.empty();
        var result = Simulation.of(begin(spec(Limits.ofTrials(4)), NINE), problem(), 2)
                .with(once)
                .run();
        var trial = result.state().history().trial(2);
        assertThat(trial.status()).isEqualTo(TrialStatus.COMPLETED);
        assertThat(trial.attempts()).isEqualTo(2);
        assertThat(result.state().ledger().charged()).isEqualTo(36);
        assertThat(result.state().ledger().repeated()).isLessThanOrEqualTo(4);
    }

    @Test
    void aTrialUnderWhichThreeExecutorsDieFails() {
        Faults always = (assignment, epoch) -> assignment.trial() == 1 && epoch == 2
                ? Optional.of(new Outcome.Lost(Outcome.Loss.EXECUTOR_DEAD, "exit 137"))
                : Optional.empty();
        var result = Simulation.of(begin(spec(Limits.ofTrials(3)), NINE), problem(), 2)
                .with(always)
                .run();
        var trial = result.state().history().trial(1);
        assertThat(trial.status()).isEqualTo(TrialStatus.FAILED);
        assertThat(trial.reason()).contains("out of memory").contains("3 Spark executors");
        assertThat(result.state().ledger().charged()).isEqualTo(19);
    }

    @Test
    void failuresAreRetriedAsOftenAsTheSpecSaysAndDivergencesNever() {
        Faults faults = (assignment, epoch) -> switch (assignment.trial()) {
            case 0 -> Optional.of(new Outcome.Failed(Outcome.Failure.USER_ERROR, "no such layer"));
            case 1 -> Optional.of(new Outcome.Diverged(epoch, "loss is NaN"));
            default -> Optional.empty();
        };
        var result = Simulation.of(begin(spec(Limits.ofTrials(3)), NINE), problem(), 1)
                .with(faults)
                .run();
        var trials = result.state().history().trials();
        assertThat(trials.get(0).attempts()).isEqualTo(2);
        assertThat(trials.get(0).reason()).isEqualTo("failed: no such layer");
        assertThat(trials.get(1).attempts()).isEqualTo(1);
        assertThat(trials.get(1).reason()).isEqualTo("diverged in epoch 1: loss is NaN");
        assertThat(result.state().ledger().failed()).isEqualTo(2);
    }

    @Test
    void endsWhenSoManyTrialsHaveFailed() {
        Faults all = (assignment, epoch) -> Optional.of(new Outcome.Diverged(epoch, "loss is NaN"));
        var start = begin(spec(Limits.ofTrials(50).withFailures(3)), NINE);
        var result = Simulation.of(start, problem(), 2).with(all).run();
        assertThat(result.state().standing().ending()).contains(Ending.FAILURES);
        assertThat(result.state().ledger().failed()).isBetween(3, 4);
    }

    @Test
    void aTargetEndsTheStudyAndPausesTheRest() {
        var limits = Limits.ofTrials(50).withTarget(new Target("loss", Goal.MINIMIZE, 0.9));
        var result = Simulation.of(begin(spec(limits), NINE), problem(), 4).run();
        var state = result.state();
        assertThat(state.standing().ending()).contains(Ending.TARGET);
        assertThat(state.history().incumbent().orElseThrow().loss()).isLessThanOrEqualTo(0.9);
        assertThat(state.history().trials()).noneMatch(t -> t.status() == TrialStatus.RUNNING);
        var more = Simulation.of(state, problem(), 4).with(Limits.ofTrials(50)).run();
        assertThat(more.state().history().trials()).hasSize(50).allMatch(t -> t.budget() == 9);
        assertThat(more.state().ledger().charged()).isEqualTo(450);
    }

    @Test
    void theWallClockAddsUpOverSessions() {
        var limits = Limits.ofTrials(1000).withWallClock(Duration.ofSeconds(40));
        var start = begin(spec(limits), NINE);
        var first = Simulation.of(start, problem(), 2)
                .crashingAfter(e -> e.elapsedMillis() > 25_000)
                .run();
        var second = Simulation.of(replay(start, first.entries()), problem(), 2).run();
        assertThat(second.state().standing().ending()).contains(Ending.WALL_CLOCK);
        assertThat(second.seconds()).isLessThan(16);
        assertThat(second.state().standing().elapsedMillis()).isBetween(40_000L, 41_000L);
    }

    @Test
    void lockstepGivesTheSameTrialsWithAnyNumberOfSlots() {
        for (var scheduler : List.of(new Doubles.Ladder(), new Doubles.Straight(4, 2.2))) {
            var spec = lockstep(spec(Limits.ofTrials(40)), 8);
            var results = new HashSet<List<Trial>>();
            for (int slots : new int[] {1, 2, 3, 8, 20}) {
                var result =
                        Simulation.of(begin(spec, scheduler), problem(), slots).run();
                results.add(lasting(result.state()));
                assertThat(replay(begin(spec, scheduler), result.entries())).isEqualTo(result.state());
            }
            assertThat(results).hasSize(1);
        }
    }

    @Test
    void lockstepSurvivesACrashWithTheSameTrials() {
        var spec = lockstep(spec(Limits.ofTrials(16)), 4);
        var start = begin(spec, new Doubles.Ladder());
        var whole = Simulation.of(start, problem(), 3).run();
        for (int cut = 1; cut < whole.entries().size(); cut++) {
            int at = cut;
            var first = Simulation.of(start, problem(), 3)
                    .crashingAfter(e -> e.sequence() == at)
                    .run();
            var resumed =
                    Simulation.of(replay(start, first.entries()), problem(), 2).run();
            assertThat(losses(resumed.state())).isEqualTo(losses(whole.state()));
            assertThat(resumed.state().ledger().charged())
                    .isEqualTo(whole.state().ledger().charged());
        }
    }

    @Test
    void keepsTheCheckpointOfTheBestEpochAndOfPausedTrialsOnly() {
        var result = Simulation.of(begin(spec(Limits.ofTrials(20)), new Doubles.Ladder()), problem(), 3)
                .run();
        var incumbent = result.state().history().incumbent().orElseThrow();
        for (var trial : result.state().history().trials()) {
            if (trial.status().isOver() && trial.number() != incumbent.trial()) {
                assertThat(trial.checkpoints()).isEmpty();
            }
        }
        assertThat(result.state()
                        .history()
                        .trial(incumbent.trial())
                        .checkpoint(incumbent.observation().epoch()))
                .isPresent();
    }

    @Test
    void anExhaustedStrategyEndsTheStudy() {
        var start = StudyState.initial(spec(Limits.ofTrials(100)), new Doubles.Draw(5), NINE);
        var result = Simulation.of(start, problem(), 3).run();
        assertThat(result.state().history().trials()).hasSize(5);
        assertThat(result.state().standing().phase()).isEqualTo(Phase.FINISHED);
        assertThat(result.state().standing().ending()).contains(Ending.EXHAUSTED);
        assertThat(result.entries().stream()
                        .flatMap(e -> e.events().stream())
                        .filter(StudyEvent.StrategyExhausted.class::isInstance))
                .hasSize(1);
    }

    private static Faults roughWeather(long seed) {
        return (assignment, epoch) -> {
            double u = RandomStream.of(seed, "weather", assignment.trial() * 1000L + assignment.attempt() * 50L + epoch)
                    .nextDouble();
            if (u < 0.03) {
                return Optional.of(new Outcome.Diverged(epoch, "loss is NaN"));
            }
            if (u < 0.08) {
                return Optional.of(new Outcome.Lost(Outcome.Loss.EXECUTOR_DEAD, "exit 137"));
            }
            return u < 0.1 ? Optional.of(new Outcome.Failed(Outcome.Failure.TIMEOUT, "slow")) : Optional.empty();
        };
    }

    private static StudyState replay(StudyState start, List<Entry> entries) {
        var state = start;
        for (var entry : entries) {
            state = state.apply(entry);
        }
        return state;
    }

    private static int observations(StudyState state) {
        return state.history().trials().stream()
                .mapToInt(t -> t.observations().size())
                .sum();
    }

    private static List<List<Double>> losses(StudyState state) {
        var losses = new ArrayList<List<Double>>();
        for (var trial : state.history().trials()) {
            losses.add(trial.observations().stream()
                    .map(o -> o.metrics().value("loss"))
                    .toList());
        }
        return losses;
    }

    /** Trials without their attempts and checkpoints, which depend on how often a session was interrupted. */
    private static List<Trial> lasting(StudyState state) {
        return List.copyOf(state.history().trials());
    }
}
