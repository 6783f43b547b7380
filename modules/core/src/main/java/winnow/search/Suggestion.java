package winnow.search;

import java.util.Optional;
import winnow.space.Configuration;

/** A strategy's answer. */
public sealed interface Suggestion {

    /**
     * Try this.
     *
     * @param note why, for a person; may be empty
     * @param expected what a model expects of it, if one was asked
     */
    record Propose(Configuration configuration, String note, Optional<Expectation> expected) implements Suggestion {

        /** Without asking a model. */
        public Propose(Configuration configuration, String note) {
            this(configuration, note, Optional.empty());
        }
    }

    /** There is nothing left to propose. */
    record Exhausted(String reason) implements Suggestion {}
}
