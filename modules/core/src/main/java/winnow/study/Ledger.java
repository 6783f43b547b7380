package winnow.study;

/**
 * The budget of a study. Each (trial, epoch) is charged once: reserved when it is assigned, charged when it is
 * observed, released if it is not reached.
 *
 * @param charged epochs observed
 * @param reserved epochs assigned and not observed yet
 * @param repeated epochs assigned again after a loss: not charged
 * @param failed trials that failed
 */
public record Ledger(int charged, int reserved, int repeated, int failed) {

    static final Ledger EMPTY = new Ledger(0, 0, 0, 0);

    public Ledger {
        if (charged < 0 || reserved < 0 || repeated < 0 || failed < 0) {
            throw new IllegalArgumentException("a ledger went below zero: charged " + charged + ", reserved " + reserved
                    + ", repeated " + repeated + ", failed " + failed);
        }
    }

    Ledger reserve(int epochs) {
        return new Ledger(charged, reserved + epochs, repeated, failed);
    }

    Ledger charge() {
        return new Ledger(charged + 1, reserved - 1, repeated, failed);
    }

    Ledger release(int epochs) {
        return new Ledger(charged, reserved - epochs, repeated, failed);
    }

    Ledger repeat(int epochs) {
        return new Ledger(charged, reserved, repeated + epochs, failed);
    }

    Ledger failOne() {
        return new Ledger(charged, reserved, repeated, failed + 1);
    }

    /** Epochs spent or promised. */
    public int committed() {
        return charged + reserved;
    }
}
