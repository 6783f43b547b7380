package winnow.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import winnow.random.RandomStream;
import winnow.search.Limits;
import winnow.search.StudyEvent.Ended;
import winnow.search.StudyEvent.Ending;
import winnow.search.StudyEvent.Reported;
import winnow.simulator.Faults;
import winnow.simulator.Simulation;
import winnow.study.Standing.Phase;
import winnow.study.StudyState;
import winnow.trial.Outcome;
import winnow.trial.TrialStatus;

/** Whole studies through the actors, on a simulated cluster that runs beside them. */
class SimulatedStudyTest {

    @Test
    void inLockstepTheActorsDecideWhatTheSimulatorDecides() {
        var spec = Doubles.lockstep(Doubles.spec(Limits.ofTrials(60)), 8);
        var begin = StudyState.initial(spec, new Doubles.Draw(1000), new Doubles.Ladder());
        var simulated = Simulation.of(begin, Doubles.problem(spec), 8).run();
        for (int slots : new int[] {1, 3, 8}) {
            try (var rig = Rig.simulated(begin, slots).start()) {
                var end = rig.end();
                assertThat(end.history().trials())
                        .isEqualTo(simulated.state().history().trials());
                assertThat(end.ledger()).isEqualTo(simulated.state().ledger());
            }
        }
    }

    @Test
    void aStudyInRoughWeatherKeepsItsLimitsAndLosesNothing() {
        for (int seed = 0; seed < 10; seed++) {
            var begin = Doubles.ladder(Limits.ofTrials(40));
            var cluster = new SimulatedCluster(begin.spec(), Doubles.problem(begin.spec()), roughWeather(seed), 6);
            try (var rig = new Rig(begin, cluster).start()) {
                var end = rig.end();
                assertThat(end.standing().ending()).contains(Ending.TRIALS);
                assertThat(end.history().trials()).hasSize(40);
                assertThat(end.history().trials())
                        .allMatch(t -> t.status().isOver() || t.status() == TrialStatus.PAUSED);
                assertThat(end.ledger().reserved()).isZero();
                assertThat(rig.replayed()).isEqualTo(end);
                assertThat(rig.events().stream().filter(Reported.class::isInstance))
                        .hasSize(end.ledger().charged());
            }
        }
    }

    @Test
    void aStudyKilledAnywhereGoesOnToTheSameTrials() {
        var begin = Doubles.ladder(Limits.ofTrials(12));
        var whole = Rig.simulated(begin, 2).start();
        var last = whole.end();
        whole.close();
        var entries = whole.journal.entries();
        for (int cut = 0; cut < entries.size(); cut += 5) {
            try (var rig = new Rig(begin, entries.subList(0, cut), Doubles.cluster(begin, 2)).start()) {
                var end = rig.end();
                assertThat(end.history().trials()).hasSize(12);
                assertThat(end.standing().session()).isEqualTo(cut == 0 ? 1 : 2);
                assertThat(IntStream.range(0, 12).mapToObj(n -> end.trial(n).configuration()))
                        .isEqualTo(IntStream.range(0, 12)
                                .mapToObj(n -> last.trial(n).configuration())
                                .toList());
                assertThat(rig.replayed()).isEqualTo(end);
            }
        }
    }

    @Test
    void anInterruptInTheMiddleAndAResumeMakeOneStudy() {
        var begin = Doubles.straight(Limits.ofTrials(300), 5);
        var first = Rig.simulated(begin, 4);
        var asked = new AtomicBoolean();
        first.watcher = (state, entry) -> {
            if (state.history().trials().size() >= 100 && asked.compareAndSet(false, true)) {
                first.run.interrupt("enough for today");
            }
        };
        var put = first.start().end();
        first.close();
        assertThat(put.standing().phase()).isEqualTo(Phase.CLOSED);
        assertThat(put.history().trials().size()).isBetween(100, 299);
        try (var rig = new Rig(begin, first.journal.entries(), Doubles.cluster(begin, 4)).start()) {
            var end = rig.end();
            assertThat(end.isFinished()).isTrue();
            assertThat(end.history().trials()).hasSize(300).allMatch(t -> t.status() == TrialStatus.COMPLETED);
            assertThat(end.ledger().charged()).isEqualTo(1500);
        }
    }

    @Test
    void commitsAtMostTwiceATrial() {
        try (var rig = Rig.simulated(Doubles.ladder(Limits.ofTrials(500)), 16).start()) {
            rig.end();
            assertThat(rig.journal.commits()).hasSizeLessThan(1000);
            assertThat(rig.events()).hasAtLeastOneElementOfType(Ended.class);
        }
    }

    private static Faults roughWeather(int seed) {
        return (assignment, epoch) -> {
            var random =
                    RandomStream.of(seed, "weather", assignment.trial() * 1000L + assignment.attempt() * 50L + epoch);
            double fate = random.nextDouble();
            if (fate < 0.05) {
                return Optional.of(new Outcome.Lost(Outcome.Loss.EXECUTOR_DEAD, "it died"));
            } else if (fate < 0.1) {
                return Optional.of(new Outcome.Lost(Outcome.Loss.DECOMMISSIONED, "it went"));
            } else if (fate < 0.13) {
                return Optional.of(new Outcome.Diverged(epoch, "NaN"));
            }
            return fate < 0.15
                    ? Optional.of(new Outcome.Failed(Outcome.Failure.USER_ERROR, "a bug"))
                    : Optional.empty();
        };
    }
}
