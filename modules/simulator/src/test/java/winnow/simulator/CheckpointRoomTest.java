package winnow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static winnow.simulator.Doubles.begin;
import static winnow.simulator.Doubles.keeping;
import static winnow.simulator.Doubles.lockstep;
import static winnow.simulator.Doubles.problem;
import static winnow.simulator.Doubles.spec;

import java.util.List;
import org.junit.jupiter.api.Test;
import winnow.search.Limits;
import winnow.search.Request;
import winnow.search.Scheduler;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.CheckpointsDropped;
import winnow.search.StudyEvent.Requested;
import winnow.study.Entry;
import winnow.study.StudyState;
import winnow.trial.TrialStatus;

/** {@code checkpoints: {keep: N}}: what it bounds, whom it hits, and that it changes no result. */
class CheckpointRoomTest {
    private static final Limits LIMITS = Limits.ofTrials(24);
    private static final int SLOTS = 3;

    private static StudyState start(int keep) {
        return start(keep, new Doubles.Ladder());
    }

    private static StudyState start(int keep, Scheduler<?> scheduler) {
        return begin(keeping(spec(LIMITS), keep), scheduler);
    }

    @Test
    void theFilesAreBoundedAfterEveryEntryAlsoOfStudiesThatWereKilledThere() {
        for (int keep : new int[] {1, 2, 5}) {
            var start = start(keep, keep == 2 ? new Doubles.Late() : new Doubles.Ladder());
            var whole = Simulation.of(start, problem(), SLOTS).run();
            var state = start;
            for (var entry : whole.entries()) {
                state = state.apply(entry);
                assertBounded(state, keep);
            }
            assertThat(state).isEqualTo(whole.state());
            for (int cut = 1; cut < whole.entries().size(); cut += 3) {
                assertBoundedAfterACrash(start, whole.entries().subList(0, cut), keep);
            }
        }
    }

    private static void assertBoundedAfterACrash(StudyState start, List<Entry> before, int keep) {
        var state = replay(start, before);
        for (var entry : Simulation.of(state, problem(), SLOTS).run().entries()) {
            state = state.apply(entry);
            assertBounded(state, keep);
        }
        assertThat(state.isFinished()).isTrue();
        assertThat(state.ledger().charged())
                .isEqualTo(state.history().trials().stream()
                        .mapToInt(t -> t.observations().size())
                        .sum());
    }

    /** A paused trial has two files at most, a running one three: two of before, and one for what may be the best. */
    private static void assertBounded(StudyState state, int keep) {
        long files = state.trials().stream()
                .flatMap(t -> t.checkpoints().stream())
                .distinct()
                .count();
        int open = state.tasks().open().size();
        assertThat(files).isLessThanOrEqualTo(2L * (keep + 1) + 3L * open);
        state.history().incumbent().ifPresent(best -> assertThat(
                        state.trial(best.trial()).checkpoint(best.observation().epoch()))
                .as("the checkpoint of the best epoch")
                .isPresent());
    }

    @Test
    void theWorstOfThoseThatWaitIsDropped() {
        var start = start(2);
        var state = start;
        int drops = 0;
        for (var entry : Simulation.of(start, problem(), SLOTS).run().entries()) {
            var before = state;
            state = state.apply(entry);
            for (var dropped : dropped(List.of(entry))) {
                drops++;
                double own = loss(state, dropped.trial());
                assertThat(state.shelf().holders().stream()
                                .filter(t -> state(before, t) == TrialStatus.PAUSED)
                                .filter(t -> before.history()
                                                .incumbent()
                                                .orElseThrow()
                                                .trial()
                                        != t))
                        .allMatch(t -> loss(before, t) <= own);
                assertThat(dropped.reason()).contains("that wait at epoch 1 with a checkpoint", "keep is 2");
            }
        }
        assertThat(drops).isGreaterThan(5);
    }

    private static TrialStatus state(StudyState state, int trial) {
        return trial < state.history().trials().size() ? state.trial(trial).status() : TrialStatus.WAITING;
    }

    private static double loss(StudyState state, int trial) {
        return state.history().loss(state.trial(trial), 1).orElseThrow();
    }

    @Test
    void inLockstepEveryTrialIsTheSameWithLittleRoomAndWithMuch() {
        var much = Simulation.of(begin(lockstep(spec(LIMITS), 4), new Doubles.Late()), problem(), SLOTS)
                .run();
        var little = Simulation.of(begin(keeping(lockstep(spec(LIMITS), 4), 1), new Doubles.Late()), problem(), SLOTS)
                .run();
        assertThat(dropped(little.entries())).isNotEmpty();
        assertThat(lives(little.state())).isEqualTo(lives(much.state()));
        assertThat(little.state().ledger().charged())
                .isEqualTo(much.state().ledger().charged());
        assertThat(much.state().ledger().repeated()).isZero();
        assertThat(little.state().ledger().repeated()).isPositive();
    }

    private static List<List<Object>> lives(StudyState state) {
        return state.history().trials().stream()
                .map(t -> List.<Object>of(t.configuration(), t.status(), List.copyOf(t.observations())))
                .toList();
    }

    @Test
    void aTrialThatIsTrainedAgainIsCountedAsRepeatedAndSaysSo() {
        var result =
                Simulation.of(start(1, new Doubles.Late()), problem(), SLOTS).run();
        var again = result.entries().stream()
                .flatMap(e -> e.events().stream())
                .filter(e -> e instanceof StudyEvent.Assigned a && a.reason().endsWith("its checkpoint was dropped"))
                .toList();
        assertThat(again)
                .isNotEmpty()
                .allMatch(e -> ((StudyEvent.Assigned) e).assignment().from() == 0);
        assertThat(result.state().ledger().repeated()).isEqualTo(again.size());
    }

    @Test
    void aPinnedTrialKeepsItsCheckpointBesideThoseThatAreCounted() {
        var start = start(1);
        var result = Simulation.of(start, problem(), SLOTS)
                .asking(e -> e.sequence() == 8
                        ? List.of(
                                new Requested("a", "ana", "", new Request.Pin(0)),
                                new Requested("b", "ana", "", new Request.Pin(1)))
                        : List.of())
                .run();
        assertThat(dropped(result.entries())).noneMatch(d -> d.trial() < 2).isNotEmpty();
        assertThat(result.state().trial(0).checkpoints()).isNotEmpty();
        assertThat(result.state().trial(1).checkpoints()).isNotEmpty();
    }

    private static List<CheckpointsDropped> dropped(List<Entry> entries) {
        return entries.stream()
                .flatMap(e -> e.events().stream())
                .filter(CheckpointsDropped.class::isInstance)
                .map(CheckpointsDropped.class::cast)
                .toList();
    }

    private static StudyState replay(StudyState start, List<Entry> entries) {
        var state = start;
        for (var entry : entries) {
            state = state.apply(entry);
        }
        return state;
    }
}
