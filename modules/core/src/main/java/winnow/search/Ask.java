package winnow.search;

/**
 * What a strategy is asked for: one configuration for a new trial.
 *
 * @param trial the number the trial will have
 * @param proposals how many configurations strategies were asked for before in this study; points of the spec do not
 *     count
 * @param budget the first budget it will be trained to, in epochs
 * @param bracket the scheduler's bracket it will run in
 */
public record Ask(int trial, int proposals, int budget, int bracket) {}
