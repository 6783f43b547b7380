package winnow.scheduler;

import java.util.Arrays;
import java.util.List;
import winnow.search.History;

/**
 * The losses of a trial at a budget. Scores are ordered by the main loss, equal ones by trial number; with several losses
 * a {@link Ranking} says which are better.
 *
 * <p>Where a loss is missing or not finite all count as {@link Double#POSITIVE_INFINITY}, the worst: such a trial takes
 * its place in a ranking, and is never promoted.
 *
 * @param loss the main one; lower is better
 * @param trial the trial's number
 * @param others losses by the study's other metrics; empty if it has one metric, or the score is the worst
 */
public record Score(double loss, int trial, List<Double> others) implements Comparable<Score> {

    public Score {
        boolean isFinite = Double.isFinite(loss) && others.stream().allMatch(Double::isFinite);
        loss = isFinite ? loss + 0.0 : Double.POSITIVE_INFINITY;
        others = isFinite ? List.copyOf(others) : List.of();
    }

    /** The score of a trial in a study with one metric. */
    public Score(double loss, int trial) {
        this(loss, trial, List.of());
    }

    /** The worst that a trial can have. */
    static Score worst(int trial) {
        return new Score(Double.POSITIVE_INFINITY, trial);
    }

    /** What a trial has at a budget. */
    public static Score of(History history, int trial, int epoch) {
        if (!history.hasSeveralAims()) {
            return ofMain(history, trial, epoch);
        }
        double[] losses = history.losses(history.trial(trial), epoch);
        return new Score(losses[0], trial, Arrays.stream(losses).skip(1).boxed().toList());
    }

    /** What a trial has at a budget by the main metric alone. */
    static Score ofMain(History history, int trial, int epoch) {
        return new Score(history.loss(history.trial(trial), epoch).orElse(Double.POSITIVE_INFINITY), trial);
    }

    boolean isFinite() {
        return loss < Double.POSITIVE_INFINITY;
    }

    /** All losses, the main one first. */
    double[] losses() {
        double[] losses = new double[1 + others.size()];
        losses[0] = loss;
        for (int i = 0; i < others.size(); i++) {
            losses[i + 1] = others.get(i);
        }
        return losses;
    }

    @Override
    public int compareTo(Score other) {
        int byLoss = Double.compare(loss, other.loss);
        return byLoss != 0 ? byLoss : Integer.compare(trial, other.trial);
    }
}
