package winnow.trial;

import java.util.Optional;

/**
 * One epoch of a running assignment.
 *
 * @param trial the trial's number
 * @param attempt the attempt that trained it
 * @param observation what was measured
 * @param checkpoint the state after this epoch, if it was saved
 */
public record Report(int trial, int attempt, Observation observation, Optional<Checkpoint> checkpoint) {}
