package winnow.trial;

/** Where a trial stands. Paused keeps its checkpoint, stopped may lose it. */
public enum TrialStatus {
    /** has work to do, but no slot */
    WAITING,
    RUNNING,
    /** may be promoted later */
    PAUSED,
    /** trained to the largest budget its scheduler had for it */
    COMPLETED,
    /** pruned */
    STOPPED,
    FAILED;

    public boolean isOver() {
        return this == COMPLETED || this == STOPPED || this == FAILED;
    }
}
