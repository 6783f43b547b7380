package winnow.scheduler;

/**
 * The brackets of Hyperband: ladders that begin higher and higher, with fewer and fewer trials, for about the same
 * budget each.
 *
 * <p>Li et al., "Hyperband: A Novel Bandit-Based Approach to Hyperparameter Optimization", JMLR 18, 2018, algorithm 1.
 * With R = {@code max_epochs}, η = {@code factor} and s_max the largest s with ⌊R η^-s⌋ at least {@code min_epochs},
 * bracket s = s_max, …, 0 has n = ⌈(s_max + 1) / (s + 1) · η^s⌉ trials, which begin with R η^-s epochs; of these
 * ⌊n η^-i⌋ reach rung i, at R η^(i - s) epochs. This is also what Katib and Ray have; DEHB and HpBandSter have other
 * counts. Budgets that are not whole are rounded down.
 *
 * @param ladder the rungs of the first bracket, which has all
 */
public record Brackets(Ladder ladder) {

    /** Brackets between two budgets. */
    public static Brackets of(int minEpochs, int maxEpochs, int factor) {
        return new Brackets(Ladder.downFrom(maxEpochs, minEpochs, factor));
    }

    /** How many there are in a round. */
    public int size() {
        return ladder.size();
    }

    /** The rungs of a bracket. Brackets are counted from 0 in rounds: after the last comes one like the first. */
    public Ladder ladder(int bracket) {
        return ladder.from(bracket % size());
    }

    /** How many trials a bracket has. */
    public int trials(int bracket) {
        int s = ladder.top() - bracket % size();
        long trials = size();
        for (int i = 0; i < s; i++) {
            trials *= ladder.factor();
        }
        return (int) ((trials + s) / (s + 1));
    }

    /** How many trials a round has. */
    public int trials() {
        int trials = 0;
        for (int bracket = 0; bracket < size(); bracket++) {
            trials += trials(bracket);
        }
        return trials;
    }
}
