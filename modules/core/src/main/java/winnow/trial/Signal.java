package winnow.trial;

/** What the coordinator asks of a running assignment. */
public enum Signal {
    CONTINUE,
    /** checkpoint the last whole epoch and end */
    PAUSE,
    /** end, the state is not needed */
    STOP
}
