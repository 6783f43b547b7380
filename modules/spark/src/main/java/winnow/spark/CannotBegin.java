package winnow.spark;

import winnow.trial.Outcome;

/** An assignment ends before it began. */
final class CannotBegin extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    CannotBegin(Outcome.Loss kind, String message) {
        this(new Outcome.Lost(kind, message), message);
    }

    CannotBegin(Outcome.Failure kind, String message) {
        this(new Outcome.Failed(kind, message), message);
    }

    private CannotBegin(Outcome outcome, String message) {
        super(message);
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }
}
