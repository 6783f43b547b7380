package winnow.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import winnow.search.Limits;
import winnow.search.StudyEvent.Ending;
import winnow.study.Standing.Phase;
import winnow.trial.Signal;

class WallClockTest {
    private static final Limits TEN_SECONDS = Limits.NONE.withWallClock(Duration.ofSeconds(10));

    @Test
    void pausesWhatRunsWhenTheTimeIsUpThoughNothingElseHappens() {
        var executor = new HandExecutor(1);
        try (var rig = new Rig(Doubles.straight(TEN_SECONDS, 3), executor).start()) {
            var first = executor.next();
            rig.pass(Duration.ofMillis(9_999));
            executor.tell().slots(2);
            var second = executor.next();
            assertThat(executor.hasSignalled()).isFalse();
            rig.pass(Duration.ofMillis(1));
            assertThat(executor.nextSignal().signal()).isEqualTo(Signal.PAUSE);
            executor.pause(first, 0);
            executor.pause(second, 0);
            var end = rig.end();
            assertThat(end.standing().ending()).contains(Ending.WALL_CLOCK);
            assertThat(end.standing().elapsedMillis()).isEqualTo(10_000);
        }
    }

    @Test
    void timeAddsUpOverSessions() {
        var begin = Doubles.straight(TEN_SECONDS, 3);
        var executor = new HandExecutor(1);
        var before = new Rig(begin, executor).start();
        executor.next();
        before.pass(Duration.ofSeconds(6));
        before.close();
        assertThat(before.run.state().standing().phase()).isEqualTo(Phase.CLOSED);

        var next = new HandExecutor(1);
        try (var rig = new Rig(begin, before.journal.entries(), next).start()) {
            var again = next.next();
            rig.pass(Duration.ofMillis(3_999));
            next.tell().slots(2);
            next.next();
            assertThat(next.hasSignalled()).isFalse();
            rig.pass(Duration.ofMillis(1));
            assertThat(next.nextSignal().trial()).isEqualTo(again.trial());
        }
    }

    @Test
    void aStudyWhoseTimeIsUpStartsNothing() {
        var begin = Doubles.straight(TEN_SECONDS, 3);
        var executor = new HandExecutor(1);
        var before = new Rig(begin, executor).start();
        executor.next();
        before.pass(Duration.ofSeconds(10));
        executor.nextSignal();
        before.close();

        var next = new HandExecutor(1);
        try (var rig = new Rig(begin, before.journal.entries(), next).start()) {
            assertThat(rig.end().standing().ending()).contains(Ending.WALL_CLOCK);
            assertThat(next.hasLaunched()).isFalse();
        }
    }
}
