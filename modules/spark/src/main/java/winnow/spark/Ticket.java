package winnow.spark;

import java.util.UUID;

/**
 * Names one attempt at one assignment, over the wire and among all executors of a driver.
 *
 * @param run the {@link SparkTrialExecutor} that sent it out
 * @param trial the trial's number
 * @param attempt the trial's attempt
 */
record Ticket(UUID run, int trial, int attempt) {}
