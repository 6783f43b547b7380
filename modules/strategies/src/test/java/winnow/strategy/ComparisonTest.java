package winnow.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import winnow.search.History;
import winnow.space.RealParameter;
import winnow.space.Scale;
import winnow.space.SearchSpace;
import winnow.trial.Goal;
import winnow.trial.Metrics;
import winnow.trial.Observation;
import winnow.trial.Trial;

class ComparisonTest {
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    /** Each trial's loss is its number plus 1/epoch, but for the losses given. */
    private static Comparison compare(int[] budgets, double[] losses, int enough) {
        var space = SearchSpace.of(RealParameter.of("x", 0, 1, Scale.LINEAR));
        var history = History.empty(space, "loss", Goal.MINIMIZE, 1);
        for (int i = 0; i < budgets.length; i++) {
            var trial = Trial.created(i, space.decode(new double[] {i / 10.0}), "test", "", Optional.empty(), 0, i);
            history = history.plus(trial);
            for (int epoch = 1; epoch <= budgets[i]; epoch++) {
                trial = trial.observed(new Observation(epoch, Metrics.of("loss", i + 1.0 / epoch), 1));
            }
            history = history.with(trial);
        }
        return Comparison.of(history, budgets.clone(), losses.clone(), settled -> enough);
    }

    @Test
    void comparesAtTheLargestBudgetThatEnoughTrialsReached() {
        int[] budgets = {9, 3, 3, 1, Comparison.RUNNING, 9, Comparison.FAILED};
        double[] losses = {0, 4, 2, 1, 0, 1, INFINITE};
        var two = compare(budgets, losses, 2);
        assertThat(two.budget()).isEqualTo(9);
        assertThat(two.best(two.settled(), 9)).containsExactly(0, 5, 2, 1, 3);
        var three = compare(budgets, losses, 3);
        assertThat(three.budget()).isEqualTo(3);
        assertThat(three.best(three.settled(), 9))
                .as("at 3 epochs the loss of trial 0 was 1/3, of trial 5 it was 5 1/3")
                .containsExactly(0, 2, 1, 5, 3);
        assertThat(three.best(three.settled(), 2)).containsExactly(0, 2);
        assertThat(compare(budgets, losses, 99).budget()).isEqualTo(1);
    }

    @Test
    void failedAndRunningTrialsHaveNoPlace() {
        var all = compare(new int[] {Comparison.RUNNING, Comparison.FAILED}, new double[] {0, INFINITE}, 1);
        assertThat(all.settled()).containsExactly(1);
        assertThat(all.best(all.settled(), 3)).isEmpty();
        assertThat(all.budget()).isZero();
    }

    @Test
    void theOlderOfEqualsIsBetter() {
        var all = compare(new int[] {1, 1, 1}, new double[] {5, 4, 4}, 1);
        assertThat(all.best(all.settled(), 3)).containsExactly(1, 2, 0);
        assertThat(all.isBetter(1, 2)).isTrue();
        assertThat(all.isBetter(2, 1)).isFalse();
    }
}
