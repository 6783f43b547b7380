package winnow.dashboard;

/** The best value of the study's metric so far, and when it was observed. */
record Gain(Spent at, double value) {}
