package winnow.search;

import winnow.space.Configuration;

/** A strategy's answer. */
public sealed interface Suggestion {

    /**
     * Try this.
     *
     * @param note why, for a person; may be empty
     */
    record Propose(Configuration configuration, String note) implements Suggestion {}

    /** There is nothing left to propose. */
    record Exhausted(String reason) implements Suggestion {}
}
