package winnow.study;

import winnow.trial.Report;
import winnow.trial.Signal;

/** A running assignment's two ways to the coordinator. */
public interface TrialLink {

    /** What the coordinator last asked for. Cheap enough to ask before each minibatch. */
    Signal signal();

    /** Passes an epoch on; returns at once. */
    void report(Report report);
}
