package winnow.search;

import winnow.trial.Observation;

/**
 * The best observation of a study, over all trials and epochs, by the study's metric.
 *
 * @param trial the trial's number
 * @param observation of that trial
 * @param loss its metric as a loss
 */
public record Incumbent(int trial, Observation observation, double loss) {}
