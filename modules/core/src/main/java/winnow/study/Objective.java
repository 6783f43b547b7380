package winnow.study;

import java.io.Serializable;

/**
 * Trains and measures trials. One instance is sent to each Spark executor and begins many trainings, several at once,
 * from different threads.
 */
public interface Objective extends Serializable {

    /**
     * Begins or takes up the training of a trial.
     *
     * @throws Exception whatever goes wrong; the trial is then FAILED with its message
     */
    Training begin(TrialStart start) throws Exception;
}
