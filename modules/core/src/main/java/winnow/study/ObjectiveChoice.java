package winnow.study;

import winnow.trial.Goal;

/**
 * What is trained, and what is made small or large.
 *
 * @param choice the objective and its settings
 * @param metric the study's metric
 * @param goal which way it is better
 */
public record ObjectiveChoice(Choice choice, String metric, Goal goal) {}
