package winnow.coordinator;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import winnow.study.Moment;
import winnow.study.Standing.Phase;
import winnow.study.StudyState;

/**
 * The time of a session.
 *
 * @param wall for people
 * @param nanoTime never jumps
 * @param began {@code nanoTime} at the start of the session
 */
record StudyClock(Clock wall, LongSupplier nanoTime, long began) {

    static StudyClock starting(Clock wall, LongSupplier nanoTime) {
        return new StudyClock(wall, nanoTime, nanoTime.getAsLong());
    }

    Duration session() {
        return Duration.ofNanos(nanoTime.getAsLong() - began);
    }

    Moment moment(int slots) {
        return new Moment(wall.instant(), session(), slots);
    }

    /** How long until the study meets its wall-clock limit, at least 0; empty if that cannot happen. */
    Optional<Duration> untilLimit(StudyState state) {
        if (state.standing().phase() != Phase.OPEN) {
            return Optional.empty();
        }
        var before = Duration.ofMillis(state.standing().sessionBaseMillis());
        return state.limits()
                .wallClock()
                .map(limit -> limit.minus(before).minus(session()))
                .map(left -> left.isNegative() ? Duration.ZERO : left);
    }
}
