package winnow.study;

import java.util.List;
import java.util.Optional;

/**
 * What follows from an input.
 *
 * @param state after it
 * @param entry to be journalled before anything acts on it; empty if nothing happened
 * @param effects to be carried out, in order, once {@code entry} is in the journal
 */
public record Step(StudyState state, Optional<Entry> entry, List<Effect> effects) {

    public Step {
        effects = List.copyOf(effects);
    }
}
