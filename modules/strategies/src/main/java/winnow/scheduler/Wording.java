package winnow.scheduler;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import winnow.search.History;
import winnow.trial.Trial;

/** The words and numbers of reasons. */
final class Wording {
    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

    private Wording() {}

    /** A loss as the metric it is, in at most four digits: {@code validation_accuracy 0.8125}. */
    static String metric(History history, double loss) {
        return history.metric() + " " + value(history, loss);
    }

    /** All metrics of a score: {@code validation_loss 0.4, parameters 44430}. */
    static String score(History history, Score score) {
        var words = new StringBuilder(metric(history, score.loss()));
        for (int i = 0; i < score.others().size(); i++) {
            var aim = history.aims().get(i + 1);
            words.append(", ").append(aim.metric()).append(' ');
            words.append(number(aim.goal().loss(score.others().get(i))));
        }
        return words.toString();
    }

    /** The value of the study's metric that a loss stands for, in at most four digits. */
    static String value(History history, double loss) {
        return Double.isInfinite(loss) ? "none" : number(history.goal().loss(loss));
    }

    static String number(double value) {
        var rounded = new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return rounded.signum() == 0 || (exponent >= -4 && exponent < 7) ? rounded.toPlainString() : rounded.toString();
    }

    /** {@code 1 trial}, {@code 2 trials}. */
    static String count(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }

    /** {@code rank 3 of 9 at epoch 3}; with several metrics {@code rank 3 of 9 by fronts at epoch 3}. */
    static String rank(Ranking ranking, Score score, int epoch) {
        return "rank " + ranking.rank(score) + " of " + ranking.size() + (ranking.hasSeveral() ? " by fronts" : "")
                + " at epoch " + epoch;
    }

    /** {@code validation_loss 0.3, rank 1 of 3 at epoch 9, the last rung}. */
    static String completed(History history, Ranking last, Trial trial) {
        var score = Score.of(history, trial.number(), trial.budget());
        return score(history, score) + ", " + rank(last, score, trial.budget()) + ", the last rung";
    }
}
