package winnow.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import winnow.coordinator.HandExecutor.Sent;
import winnow.search.Limits;
import winnow.search.StudyEvent.Assigned;
import winnow.search.StudyEvent.Ending;
import winnow.search.StudyEvent.SessionClosed;
import winnow.search.Target;
import winnow.study.Entry;
import winnow.study.Standing.Phase;
import winnow.study.StudyState;
import winnow.trial.Assignment;
import winnow.trial.Goal;
import winnow.trial.Outcome;
import winnow.trial.Signal;
import winnow.trial.TrialStatus;

class StudyRunTest {
    private final HandExecutor executor = new HandExecutor(2);

    @Test
    void runsAStudyToItsLimit() {
        try (var rig = Rig.simulated(Doubles.ladder(Limits.ofTrials(30)), 4).start()) {
            var end = rig.end();
            assertThat(end.standing().phase()).isEqualTo(Phase.FINISHED);
            assertThat(end.standing().ending()).contains(Ending.TRIALS);
            assertThat(end.history().trials()).hasSize(30);
            assertThat(end.history().trials().stream().filter(t -> t.status() == TrialStatus.COMPLETED))
                    .hasSize(10);
            assertThat(rig.replayed()).isEqualTo(end);
            assertThat(rig.run.state()).isEqualTo(end);
        }
    }

    @Test
    void tellsTheWatcherOfEveryEntryInOrder() {
        var states = new ArrayList<StudyState>();
        var rig = Rig.simulated(Doubles.ladder(Limits.ofTrials(50)), 8);
        rig.watcher = (state, entry) -> states.add(state);
        try (rig) {
            rig.start();
            rig.end();
            assertThat(rig.watched()).isEqualTo(rig.journal.entries());
            assertThat(rig.watched()).extracting(Entry::sequence).isSorted().doesNotHaveDuplicates();
            assertThat(states)
                    .extracting(StudyState::sequence)
                    .isEqualTo(rig.watched().stream().map(Entry::sequence).toList());
        }
    }

    @Test
    void aWatcherThatThrowsStopsNothing() {
        var rig = Rig.simulated(Doubles.straight(Limits.ofTrials(3), 1), 1);
        rig.watcher = (state, entry) -> {
            throw new IllegalStateException("a careless watcher");
        };
        try (rig) {
            assertThat(rig.start().end().isFinished()).isTrue();
        }
    }

    @Test
    void nothingIsDoneBeforeItsEntryIsDurable() {
        var rig = new Rig(Doubles.straight(Limits.ofTrials(5), 1), executor);
        rig.journal.withhold();
        try (rig) {
            rig.start();
            rig.journal.nextBegun();
            assertThat(executor.isStarted()).isFalse();
            assertThat(rig.watched()).isEmpty();
            rig.journal.permitOne();
            executor.tell();

            var launching = rig.journal.nextBegun();
            assertThat(launching.get(0).events()).hasAtLeastOneElementOfType(Assigned.class);
            assertThat(executor.hasLaunched()).isFalse();
            rig.journal.permitOne();
            var first = executor.next();
            executor.next();

            executor.reach(first, 1);
            rig.journal.nextBegun();
            assertThat(executor.hasLaunched()).isFalse();
            assertThat(rig.run.state().trial(first.trial()).status()).isEqualTo(TrialStatus.RUNNING);
            rig.journal.permitAll();
            assertThat(executor.next().trial()).isEqualTo(2);
        }
    }

    @Test
    void moreSlotsAreFilled() {
        try (var rig = new Rig(Doubles.straight(Limits.ofTrials(5), 1), executor).start()) {
            executor.next();
            executor.next();
            executor.tell().slots(4);
            assertThat(executor.next().trial()).isEqualTo(2);
            assertThat(executor.next().trial()).isEqualTo(3);
            assertThat(rig.putDown().tasks().issued()).isEqualTo(4);
        }
    }

    @Test
    void whatALostExecutorRanIsSentOutAgain() {
        try (var rig = new Rig(Doubles.straight(Limits.ofTrials(2), 3), executor).start()) {
            var first = executor.next();
            executor.next();
            executor.report(first, 1, 1);
            executor.end(first, new Outcome.Lost(Outcome.Loss.EXECUTOR_DEAD, "it is gone"));
            var again = executor.next();
            assertThat(again.number()).isEqualTo(first.number());
            assertThat(again.trial()).isEqualTo(first.trial());
            assertThat(again.attempt()).isEqualTo(2);
            executor.report(first, 2, 1);
            executor.report(again, 2, 7);
            executor.report(again, 3, 7);
            executor.end(again, new Outcome.Reached(3, Optional.empty()));
            assertThat(rig.putDown().trial(first.trial()).value("loss", 2)).hasValue(7);
        }
    }

    @Test
    void theTargetPausesTheRest() {
        var limits = Limits.ofTrials(9).withTarget(new Target("loss", Goal.MINIMIZE, 0.5));
        try (var rig = new Rig(Doubles.straight(limits, 3), executor).start()) {
            var first = executor.next();
            var second = executor.next();
            executor.report(first, 1, 0.4);
            assertThat(List.of(executor.nextSignal(), executor.nextSignal()))
                    .containsExactlyInAnyOrder(pauseOf(first), pauseOf(second));
            executor.pause(first, 1);
            executor.pause(second, 0);
            var end = rig.end();
            assertThat(end.standing().ending()).contains(Ending.TARGET);
            assertThat(end.history().trials()).hasSize(2);
            assertThat(executor.hasLaunched()).isFalse();
            assertThat(executor.isClosed()).isTrue();
        }
    }

    @Test
    void anInterruptPausesWhatRunsAndClosesTheSession() {
        try (var rig = new Rig(Doubles.straight(Limits.ofTrials(9), 3), executor).start()) {
            var first = executor.next();
            var second = executor.next();
            executor.report(first, 1, 1);
            rig.run.interrupt("Ctrl-C");
            assertThat(List.of(executor.nextSignal(), executor.nextSignal()))
                    .containsExactlyInAnyOrder(pauseOf(first), pauseOf(second));
            assertThat(executor.isClosed()).isFalse();
            executor.pause(first, 2);
            executor.pause(second, 0);
            var end = rig.end();
            assertThat(end.standing().phase()).isEqualTo(Phase.CLOSED);
            assertThat(end.tasks().waiting()).hasSize(2);
            assertThat(rig.replayed()).isEqualTo(end);
            assertThat(lastEvent(rig)).isEqualTo(new SessionClosed("Ctrl-C"));
        }
    }

    @Test
    void aSecondInterruptEndsAtOnce() {
        try (var rig = new Rig(Doubles.straight(Limits.ofTrials(9), 3), executor).start()) {
            executor.next();
            executor.next();
            rig.run.interrupt("Ctrl-C");
            executor.nextSignal();
            rig.run.interrupt("Ctrl-C again");
            var end = rig.end();
            assertThat(end.standing().phase()).isEqualTo(Phase.CLOSED);
            assertThat(end.tasks().waiting()).hasSize(2);
            assertThat(lastEvent(rig)).isEqualTo(new SessionClosed("Ctrl-C"));
        }
    }

    @Test
    void aSecondInterruptEndsAtOnceThoughTheExecutorSaysNothing() {
        var rude = new HandExecutor(2).onClose(() -> {});
        try (var rig = new Rig(Doubles.straight(Limits.ofTrials(9), 3), rude).start()) {
            rude.next();
            rig.run.interrupt("Ctrl-C");
            rude.nextSignal();
            rig.run.interrupt("Ctrl-C again");
            assertThat(rig.end().standing().phase()).isEqualTo(Phase.CLOSED);
        }
    }

    @Test
    void anInterruptBeforeAnythingRunsClosesTheSession() {
        var none = new HandExecutor(0);
        try (var rig = new Rig(Doubles.straight(Limits.ofTrials(9), 3), none).start()) {
            rig.run.interrupt("at once");
            assertThat(rig.end().standing().phase()).isEqualTo(Phase.CLOSED);
            assertThat(none.isClosed()).isTrue();
        }
    }

    @Test
    void noThreadIsLeft() {
        var rig = new Rig(Doubles.straight(Limits.ofTrials(9), 3), executor).inRealTime();
        var before = Thread.getAllStackTraces().keySet();
        rig.start();
        executor.next();
        var threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeAll(before);
        threads.removeIf(thread -> !thread.getName().startsWith("winnow-coordinator-test-"));
        assertThat(threads).hasSizeGreaterThanOrEqualTo(4).allMatch(Thread::isDaemon);
        rig.close();
        assertThat(threads)
                .allSatisfy(thread -> assertThat(Patience.ends(thread)).isTrue());
    }

    @Test
    void closingPutsTheStudyDown() {
        var rig = new Rig(Doubles.straight(Limits.ofTrials(9), 3), executor).start();
        executor.next();
        rig.close();
        assertThat(rig.end().standing().phase()).isEqualTo(Phase.CLOSED);
        assertThat(executor.isClosed()).isTrue();
        rig.run.interrupt("too late");
        rig.close();
    }

    @Test
    void whatAnExecutorTellsAfterTheEndIsIgnored() {
        var rig = new Rig(Doubles.straight(Limits.ofTrials(9), 3), executor).start();
        var first = executor.next();
        rig.close();
        var end = rig.run.state();
        executor.report(first, 1, 1);
        executor.reach(first, 1);
        executor.tell().slots(7);
        assertThat(rig.run.state()).isEqualTo(end);
        assertThat(rig.replayed()).isEqualTo(end);
    }

    @Test
    void aStudyKilledWhileTrialsRanSendsThemOutAgain() {
        var begin = Doubles.straight(Limits.ofTrials(4), 3);
        var killed = new Rig(begin, executor).start();
        var first = executor.next();
        executor.report(first, 1, 0.25);
        executor.reach(executor.next(), 1);
        var third = executor.next();
        var entries = killed.journal.entries();
        var next = new HandExecutor(2);
        try (killed;
                var rig = new Rig(begin, entries, next).start()) {
            var again = next.next();
            assertThat(again.number()).isEqualTo(first.number());
            assertThat(again.attempt()).isEqualTo(2);
            assertThat(next.next().number()).isEqualTo(third.number());
            assertThat(rig.run.state().standing().session()).isEqualTo(2);
            assertThat(rig.run.state().trial(first.trial()).value("loss", 1)).hasValue(0.25);
            assertThat(rig.watched().get(0).sequence()).isEqualTo(entries.size() + 1);
        }
    }

    @Test
    void refusesAStateThatIsNotTheJournals() {
        var entries = entriesOfAShortStudy();
        var begin = Doubles.straight(Limits.ofTrials(1), 1);
        var rig = new Rig(begin, entries, executor);
        var shorter = new MemoryJournal(entries.subList(0, entries.size() - 1));
        assertThatThrownBy(() -> rig.opening(shorter))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("entry " + entries.size())
                .hasMessageContaining("entry " + (entries.size() - 1));
    }

    private static List<Entry> entriesOfAShortStudy() {
        try (var rig = Rig.simulated(Doubles.straight(Limits.ofTrials(1), 1), 1).start()) {
            rig.end();
            return rig.journal.entries();
        }
    }

    private static Object lastEvent(Rig rig) {
        var events = rig.events();
        return events.get(events.size() - 1);
    }

    private static Sent pauseOf(Assignment assignment) {
        return new Sent(assignment.trial(), assignment.attempt(), Signal.PAUSE);
    }
}
