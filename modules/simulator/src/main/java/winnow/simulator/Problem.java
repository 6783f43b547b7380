package winnow.simulator;

import winnow.space.Configuration;
import winnow.trial.Metrics;

/** What trials measure and how long that takes: a pure function of configuration, seed and epoch. */
public interface Problem {

    /** The metrics of a trial after an epoch, counted from 1. */
    Metrics measure(Configuration configuration, long seed, int epoch);

    /** How long that epoch takes, in seconds of virtual time. */
    default double seconds(Configuration configuration, int epoch) {
        return 1;
    }
}
