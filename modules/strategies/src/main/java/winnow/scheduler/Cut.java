package winnow.scheduler;

/** How many trials of a rung go on in synchronous halving. */
public sealed interface Cut {

    /** Of how many trials one goes on, from rung to rung. */
    int factor();

    /**
     * How many may go on.
     *
     * @param candidates how many entered the first rung
     * @param entered how many entered this one
     * @param rung its index
     */
    int places(int candidates, int entered, int rung);

    /**
     * Of those who entered a rung ⌈n/factor⌉: scikit-learn's rule.
     *
     * @param rounds how often the first rung is cut, at least 1; more than once if elimination is aggressive
     */
    record RoundedUp(int factor, int rounds) implements Cut {
        @Override
        public int places(int candidates, int entered, int rung) {
            int places = entered;
            for (int round = 0; round < (rung == 0 ? rounds : 1); round++) {
                places = (places + factor - 1) / factor;
            }
            return places;
        }
    }

    /**
     * Of those who entered the first rung ⌊n factor^-(rung + 1)⌋: Hyperband's rule. At least one, so that a bracket that
     * was cut short brings its best trial to the last rung.
     */
    record RoundedDown(int factor) implements Cut {
        @Override
        public int places(int candidates, int entered, int rung) {
            int places = candidates;
            for (int cut = 0; cut <= rung; cut++) {
                places /= factor;
            }
            return Math.max(1, places);
        }
    }
}
