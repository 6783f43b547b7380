package winnow.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import winnow.coordinator.RollCall.Attempt;
import winnow.space.Configuration;
import winnow.trial.Assignment;

class RollCallTest {
    private final RollCall roll = new RollCall(Optional.of(Duration.ofSeconds(60)));

    @Test
    void namesAnAttemptOnceWhenItHasBeenSilentForTooLong() {
        roll.launched(assignment(1));
        assertThat(roll.silent(2, seconds(0))).isEmpty();
        assertThat(roll.silent(2, seconds(60))).isEmpty();
        assertThat(roll.silent(2, seconds(61))).containsExactly(new Attempt(1, 1));
        assertThat(roll.silent(2, seconds(200))).isEmpty();
    }

    @Test
    void everyReportIsASignOfLife() {
        roll.launched(assignment(1));
        roll.silent(2, seconds(0));
        roll.heard(1, 1, seconds(50));
        assertThat(roll.silent(2, seconds(110))).isEmpty();
        assertThat(roll.silent(2, seconds(111))).hasSize(1);
    }

    @Test
    void whatHasEndedNeedNotAnswer() {
        roll.launched(assignment(1));
        roll.silent(2, seconds(0));
        roll.ended(1, 1);
        assertThat(roll.silent(2, seconds(1000))).isEmpty();
    }

    @Test
    void whatWaitsForASlotIsNotTimed() {
        roll.launched(assignment(1));
        roll.launched(assignment(2));
        roll.silent(1, seconds(0));
        assertThat(roll.silent(1, seconds(61))).containsExactly(new Attempt(1, 1));
        assertThat(roll.silent(1, seconds(500))).isEmpty();
        roll.ended(1, 1);
        assertThat(roll.silent(1, seconds(501))).isEmpty();
        assertThat(roll.silent(1, seconds(562))).containsExactly(new Attempt(2, 1));
    }

    @Test
    void withoutATimeOutAnAttemptMayBeSilentForEver() {
        var endless = new RollCall(Optional.empty());
        endless.launched(assignment(1));
        endless.silent(1, seconds(0));
        assertThat(endless.silent(1, Duration.ofDays(1000))).isEmpty();
    }

    private static Duration seconds(int count) {
        return Duration.ofSeconds(count);
    }

    private static Assignment assignment(int trial) {
        return new Assignment(
                trial + 1,
                trial,
                1,
                new Configuration(Map.of()),
                1,
                0,
                1,
                List.of(),
                OptionalDouble.empty(),
                "trial " + trial);
    }
}
