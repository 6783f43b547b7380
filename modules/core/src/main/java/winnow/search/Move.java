package winnow.search;

import winnow.space.Configuration;

/** What a scheduler wants of a free slot. */
public sealed interface Move {

    /** Why, for a person. */
    String reason();

    /**
     * Open a new trial, for which the strategy proposes a configuration.
     *
     * @param to the budget of its first assignment, in epochs
     * @param bracket the bracket it belongs to, from 0
     * @param rung the rung that {@code to} is, from 0
     */
    record Open(int to, int bracket, int rung, String reason) implements Move {
        public Open {
            if (to < 1) {
                throw new IllegalArgumentException("a trial opens with at least one epoch, not " + to);
            }
        }
    }

    /** A promotion: train a paused trial on, up to a larger budget. */
    record Promote(int trial, int to, int rung, String reason) implements Move {}

    /**
     * Open a new trial that goes on from where a paused one stands, with another configuration: it starts from that
     * trial's checkpoint, and its epochs are counted on.
     *
     * @param parent the paused trial
     * @param configuration what the new one trains with, in the study's space
     * @param to the budget of its first assignment, more than the parent's
     * @param bracket the bracket it belongs to, from 0
     * @param rung the rung that {@code to} is, from 0
     */
    record Fork(int parent, Configuration configuration, int to, int bracket, int rung, String reason)
            implements Move {}

    /** A verdict on a trial that is paused: no slot is needed; the engine asks again. */
    record Judge(int trial, Verdict verdict) implements Move {
        @Override
        public String reason() {
            return verdict.reason();
        }
    }

    /** Nothing to do until something more is observed; with nothing running, the study is over. */
    record Wait(String reason) implements Move {}
}
