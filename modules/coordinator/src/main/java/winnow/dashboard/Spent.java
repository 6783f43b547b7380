package winnow.dashboard;

/**
 * How far a study was.
 *
 * @param epochs observed
 * @param millis of the study's own clock
 */
record Spent(int epochs, long millis) {}
