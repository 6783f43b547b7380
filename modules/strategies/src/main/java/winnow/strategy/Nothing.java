package winnow.strategy;

/** The memory of a strategy that remembers nothing. */
public enum Nothing {
    NOTHING
}
