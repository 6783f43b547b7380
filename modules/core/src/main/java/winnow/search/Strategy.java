package winnow.search;

import winnow.random.RandomStream;

/**
 * Proposes configurations.
 *
 * <p>An implementation is a record of its settings. What it remembers is an immutable value, folded from the events of
 * the study; {@code suggest} is a function of memory, history, question and random stream, and has no other input.
 *
 * @param <M> its memory; has value equality
 */
public interface Strategy<M> {

    M initial();

    /** The memory after an event. Unknown kinds of events are ignored. */
    M learn(M memory, History history, StudyEvent event);

    /** A configuration for a new trial, in the space of the history, or the reason why there is none. */
    Suggestion suggest(M memory, History history, Ask ask, RandomStream random);
}
