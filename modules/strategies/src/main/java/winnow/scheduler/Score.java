package winnow.scheduler;

import winnow.search.History;

/**
 * The loss of a trial at a budget, ordered from best to worst: by loss, equal losses by trial number.
 *
 * <p>A loss that is missing or not finite is {@link Double#POSITIVE_INFINITY}, the worst: such a trial takes its place
 * in a ranking, and is never promoted.
 *
 * @param loss lower is better
 * @param trial the trial's number
 */
public record Score(double loss, int trial) implements Comparable<Score> {

    public Score {
        loss = Double.isFinite(loss) ? loss + 0.0 : Double.POSITIVE_INFINITY;
    }

    /** The worst that a trial can have. */
    static Score worst(int trial) {
        return new Score(Double.POSITIVE_INFINITY, trial);
    }

    /** What a trial has at a budget. */
    static Score of(History history, int trial, int epoch) {
        return new Score(history.loss(history.trial(trial), epoch).orElse(Double.POSITIVE_INFINITY), trial);
    }

    boolean isFinite() {
        return loss < Double.POSITIVE_INFINITY;
    }

    @Override
    public int compareTo(Score other) {
        int byLoss = Double.compare(loss, other.loss);
        return byLoss != 0 ? byLoss : Integer.compare(trial, other.trial);
    }
}
