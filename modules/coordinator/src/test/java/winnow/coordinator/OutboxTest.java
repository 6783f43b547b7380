package winnow.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import winnow.search.Limits;
import winnow.search.StudyEvent;
import winnow.study.Entry;
import winnow.study.Step;
import winnow.study.StudyState;

class OutboxTest {
    private static final StudyState STATE = Doubles.straight(Limits.ofTrials(1), 1);
    private final Outbox outbox = new Outbox(3);

    @Test
    void holdsAStepUntilItsEntryIsDurable() {
        assertThat(outbox.hold(step(4))).isEmpty();
        assertThat(outbox.release(3)).isEmpty();
        assertThat(outbox.release(4)).containsExactly(step(4));
        assertThat(outbox.release(4)).isEmpty();
    }

    @Test
    void releasesAGroupInOrder() {
        outbox.hold(step(4));
        outbox.hold(step(5));
        outbox.hold(step(6));
        assertThat(outbox.release(5)).containsExactly(step(4), step(5));
        assertThat(outbox.release(6)).containsExactly(step(6));
    }

    @Test
    void aStepWithoutEntryGoesAtOnceIfNothingIsHeld() {
        assertThat(outbox.hold(silent())).containsExactly(silent());
    }

    @Test
    void aStepWithoutEntryNeverOvertakes() {
        outbox.hold(step(4));
        assertThat(outbox.hold(silent())).isEmpty();
        outbox.hold(step(5));
        assertThat(outbox.release(4)).containsExactly(step(4), silent());
    }

    private static Step step(long sequence) {
        var entry = new Entry(sequence, Instant.EPOCH, 0, List.of(new StudyEvent.StrategyExhausted("all")));
        return new Step(STATE, Optional.of(entry), List.of());
    }

    private static Step silent() {
        return new Step(STATE, Optional.empty(), List.of());
    }
}
