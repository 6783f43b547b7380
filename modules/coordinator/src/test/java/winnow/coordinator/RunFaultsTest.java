package winnow.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import winnow.coordinator.HandExecutor.Sent;
import winnow.random.RandomStream;
import winnow.search.Ask;
import winnow.search.History;
import winnow.search.Limits;
import winnow.search.Strategy;
import winnow.search.StudyEvent;
import winnow.search.StudyEvent.Assigned;
import winnow.search.StudyEvent.Ended;
import winnow.search.StudyEvent.Reported;
import winnow.search.Suggestion;
import winnow.study.Entry;
import winnow.study.JournalException;
import winnow.study.Standing;
import winnow.study.StudyState;
import winnow.testkit.FaultTest;
import winnow.trial.Outcome;
import winnow.trial.Signal;
import winnow.trial.TrialStatus;

/** What breaks ends the run, and what was recorded stays recorded. */
class RunFaultsTest {
    private final HandExecutor executor = new HandExecutor(2);

    @FaultTest
    void aJournalThatFailsEndsTheRunWithItsException() {
        try (var rig = new Rig(Doubles.straight(Limits.ofTrials(9), 1), executor).start()) {
            var first = executor.next();
            executor.next();
            rig.journal.failAt(entry -> entry.events().stream().anyMatch(Ended.class::isInstance));
            executor.reach(first, 1);
            assertThat(rig.failure()).isInstanceOf(JournalException.class).hasMessage("no space left");
            assertThat(executor.hasLaunched()).isFalse();
            assertThat(executor.isClosed()).isTrue();
            assertThat(rig.watched()).isEqualTo(rig.journal.entries());
            assertThat(rig.run.state()).isEqualTo(rig.replayed());
        }
    }

    @Test
    void aJournalThatCannotBeBegunStartsNothing() {
        var rig = new Rig(Doubles.straight(Limits.ofTrials(9), 1), executor);
        rig.journal.failAt(entry -> true);
        rig.checkpoints = new MemoryCheckpoints(java.util.List.of("trial-0-epoch-1-attempt-1"));
        try (rig) {
            assertThat(rig.start().failure()).isInstanceOf(JournalException.class);
            assertThat(executor.isStarted()).isFalse();
            assertThat(rig.checkpoints.left()).hasSize(1);
        }
    }

    @FaultTest
    void checkpointsThatCannotBeWrittenPutTheStudyDownAndNoTrialFails() {
        var begin = Doubles.straight(Limits.ofTrials(9), 1);
        List<Entry> entries;
        try (var rig = new Rig(begin, executor).start()) {
            var first = executor.next();
            var second = executor.next();
            executor.end(first, notSaved());
            assertThat(List.of(executor.nextSignal(), executor.nextSignal()))
                    .contains(new Sent(second.trial(), 1, Signal.PAUSE));
            executor.end(second, notSaved());
            var state = rig.end();
            assertThat(state.standing().phase()).isEqualTo(Standing.Phase.CLOSED);
            assertThat(state.standing().reason())
                    .isEqualTo("checkpoints cannot be written: trial 0, No space left on device; put the cause right,"
                            + " then resume the study");
            assertThat(state.ledger().failed()).isZero();
            assertThat(state.ledger().charged()).isZero();
            assertThat(executor.hasLaunched()).isFalse();
            entries = rig.journal.entries();
        }
        var next = new HandExecutor(2);
        try (var rig = new Rig(begin, entries, next).start()) {
            assertThat(rig.run.state().standing().session()).isLessThanOrEqualTo(2);
            assertThat(next.next().trial()).isZero();
            assertThat(next.next().trial()).isEqualTo(1);
        }
    }

    private static Outcome notSaved() {
        return new Outcome.Lost(Outcome.Loss.NOT_SAVED, "No space left on device");
    }

    @Test
    void aStrategyThatBreaksItsContractEndsTheRunWithItsException() {
        var start = StudyState.initial(Doubles.spec(Limits.ofTrials(9)), new Doubles.Draw(2), new Doubles.Straight(2));
        try (var rig = new Rig(start, executor).start()) {
            var first = executor.next();
            executor.next();
            executor.report(first, 1, 0.3);
            executor.reach(first, 0.2);
            assertThat(rig.failure())
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("asked for more than 2");
            assertThat(executor.isClosed()).isTrue();
            assertThat(rig.events()).hasAtLeastOneElementOfType(Reported.class);
            assertThat(rig.run.state()).isEqualTo(rig.replayed());
            assertThat(rig.run.state().trial(first.trial()).budget()).isEqualTo(2);
        }
    }

    @Test
    void aStrategyThatOverflowsTheStackEndsTheRunToo() {
        var start = StudyState.initial(Doubles.spec(Limits.ofTrials(9)), new Bottomless(), new Doubles.Straight(2));
        try (var rig = new Rig(start, executor).start()) {
            assertThat(rig.failure()).isInstanceOf(StackOverflowError.class);
            assertThat(executor.isClosed()).isTrue();
        }
    }

    @Test
    void anExecutorThatRefusesAnAssignmentEndsTheRunWithItsException() {
        executor.onLaunch(() -> {
            throw new IllegalStateException("the cluster is gone");
        });
        try (var rig = new Rig(Doubles.straight(Limits.ofTrials(9), 1), executor).start()) {
            assertThat(rig.failure()).isInstanceOf(IllegalStateException.class).hasMessage("the cluster is gone");
            assertThat(rig.events()).hasAtLeastOneElementOfType(Assigned.class);
            assertThat(executor.isClosed()).isTrue();
        }
    }

    @Test
    void anExecutorThatCannotCloseDoesNotSpoilAFinishedStudy() {
        executor.onClose(() -> {
            throw new IllegalStateException("it does not close");
        });
        try (var rig = new Rig(Doubles.straight(Limits.ofTrials(1), 1), executor).start()) {
            executor.reach(executor.next(), 1);
            assertThat(rig.end().isFinished()).isTrue();
        }
    }

    @FaultTest
    void anExecutorThatNeverComesIsWaitedForAndNamed() {
        var nobody = new HandExecutor(0);
        try (var rig = new Rig(Doubles.straight(Limits.ofTrials(1), 1), nobody).start()) {
            rig.passUntil(Duration.ofSeconds(1), () -> rig.run.trouble().isPresent());
            assertThat(rig.passed()).isGreaterThanOrEqualTo(Vacancy.PATIENCE);
            assertThat(rig.run.trouble().orElseThrow())
                    .isEqualTo("nothing is trained: for 10 s no executor has had a slot for a trial;"
                            + " the study goes on by itself when one comes");
            assertThat(nobody.hasLaunched()).isFalse();
            nobody.tell().slots(1);
            var first = nobody.next();
            rig.passUntil(Duration.ofSeconds(1), () -> rig.run.trouble().isEmpty());
            nobody.reach(first, 1);
            assertThat(rig.end().history().trials()).hasSize(1);
        }
    }

    @FaultTest
    void aWallClockThatJumpsChangesNothingButTheTimesThatPeopleRead() {
        var limits = Limits.ofTrials(3).withWallClock(Duration.ofSeconds(60));
        var rig = new Rig(Doubles.straight(limits, 1), executor);
        rig.wall = new JumpingClock();
        try (rig) {
            rig.start();
            for (int i = 0; i < 3; i++) {
                rig.pass(Duration.ofSeconds(1));
                executor.reach(executor.next(), 0.5);
            }
            var end = rig.end();
            assertThat(end.standing().ending()).contains(StudyEvent.Ending.TRIALS);
            assertThat(end.standing().elapsedMillis()).isBetween(2_000L, 4_000L);
            assertThat(rig.journal.entries()).isSortedAccordingTo(Comparator.comparing(Entry::elapsedMillis));
            assertThat(rig.replayed()).isEqualTo(end);
        }
    }

    /** Forth and back by a century at each look. */
    private static final class JumpingClock extends Clock {
        private final AtomicInteger looks = new AtomicInteger();

        @Override
        public Instant instant() {
            return Instant.ofEpochSecond(looks.incrementAndGet() % 2 == 0 ? -1_000_000_000L : 4_000_000_000L);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void anExecutorThatHangsWhenItIsClosedIsNotWaitedForLong() {
        var release = new CountDownLatch(1);
        executor.onClose(() -> Patience.await(release));
        var rig = new Rig(Doubles.straight(Limits.ofTrials(1), 1), executor).start();
        executor.reach(executor.next(), 1);
        rig.passUntil(Duration.ofSeconds(5), () -> isDone(rig));
        assertThat(rig.end().isFinished()).isTrue();
        assertThat(rig.passed()).isGreaterThanOrEqualTo(StudyActor.PATIENCE);
        release.countDown();
    }

    @Test
    void aJournalThatHangsIsNotWaitedForAfterTheSecondInterrupt() {
        var rig = new Rig(Doubles.straight(Limits.ofTrials(9), 1), executor).start();
        executor.next();
        executor.next();
        rig.journal.withhold();
        rig.run.interrupt("Ctrl-C");
        rig.run.interrupt("Ctrl-C again");
        rig.passUntil(Duration.ofSeconds(5), () -> isDone(rig));
        assertThat(rig.failure()).isInstanceOf(TimeoutException.class);
        rig.close();
    }

    @FaultTest
    void aTrialThatHangsFailsAndIsToldToStop() {
        var one = new HandExecutor(1);
        try (var rig = new Rig(Doubles.straight(Limits.ofTrials(2), 3), one).start()) {
            var silent = one.next();
            one.report(silent, 1, 1);
            rig.passUntil(Duration.ofMinutes(1), one::hasSignalled);
            assertThat(one.nextSignal()).isEqualTo(new Sent(silent.trial(), 1, Signal.STOP));
            assertThat(rig.passed()).isGreaterThan(Doubles.TIMEOUT.plus(StudyActor.GRACE));
            assertThat(one.next().trial()).isEqualTo(1);
            var trial = rig.run.state().trial(silent.trial());
            assertThat(trial.status()).isEqualTo(TrialStatus.FAILED);
            assertThat(trial.reason()).contains("timed out").contains("silent");
        }
    }

    private static boolean isDone(Rig rig) {
        return rig.run.done().toCompletableFuture().isDone();
    }

    /** Never comes to the end of a thought. */
    private record Bottomless() implements Strategy<Integer> {
        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Integer learn(Integer memory, History history, StudyEvent event) {
            return memory;
        }

        @Override
        public Suggestion suggest(Integer memory, History history, Ask ask, RandomStream random) {
            return deeper(memory);
        }

        private static Suggestion deeper(int depth) {
            return depth < 0 ? new Suggestion.Exhausted("never") : deeper(depth == Integer.MAX_VALUE ? 0 : depth + 1);
        }
    }
}
