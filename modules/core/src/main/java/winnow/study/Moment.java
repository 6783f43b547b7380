package winnow.study;

import java.time.Duration;
import java.time.Instant;

/**
 * The circumstances of a step, passed in so that the engine reads no clock.
 *
 * @param at the wall clock
 * @param session time since this session began, by a clock that never jumps
 * @param slots how many assignments can run at once now, at least 0
 */
public record Moment(Instant at, Duration session, int slots) {}
