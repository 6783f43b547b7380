package winnow.simulator.bench;

import winnow.space.Configuration;

/**
 * One epoch of a trial, as it was observed.
 *
 * @param trial the trial's number
 * @param epoch of the trial, from 1
 * @param loss as measured, noise included
 * @param millis virtual time since the study began
 */
public record Evaluation(int trial, Configuration configuration, int epoch, double loss, long millis) {}
