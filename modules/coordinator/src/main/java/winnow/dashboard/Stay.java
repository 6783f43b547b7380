package winnow.dashboard;

/**
 * A stay of a trial in a slot: an attempt at an assignment. The journal does not name slots; a stay is drawn in the lowest
 * that was free.
 *
 * @param number of the stay, in the order in which they began
 * @param slot from 0
 * @param fromMillis of the study's own clock
 * @param toMillis the same; {@link #RUNNING} while it lasts
 * @param budget to be reached, in epochs
 * @param end how it ended, in a word
 */
record Stay(long number, int trial, int slot, long fromMillis, long toMillis, int rung, int budget, String end) {
    static final long RUNNING = -1;

    Stay ended(long millis, String how) {
        return new Stay(number, trial, slot, fromMillis, millis, rung, budget, how);
    }
}
