package winnow.simulator;

import java.util.Optional;
import winnow.trial.Assignment;
import winnow.trial.Outcome;

/** What goes wrong: a pure function of the assignment and the epoch. */
@FunctionalInterface
public interface Faults {

    Faults NONE = (assignment, epoch) -> Optional.empty();

    /** How this attempt ends instead of finishing {@code epoch}; empty: nothing goes wrong. */
    Optional<Outcome> at(Assignment assignment, int epoch);
}
