package winnow.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import winnow.search.History;

/**
 * Trials from the best to the worst, compared at equal budgets only.
 *
 * <p>The budget of comparison is the largest one that enough trials were trained to. Trials that were trained so far, or
 * farther, come first, by their losses at that budget. Those that were settled below it come next: the farther the
 * better, and by their losses among equally far ones, as Optuna ranks pruned trials. Failed and diverged trials, and
 * those whose last loss is not finite, come last. Of equals the older is better. A trial that was never settled is
 * <i>running</i> and has no place; one that runs again after a promotion keeps the one it had when it was settled.
 *
 * <p>With several metrics {@link FrontPlaces} stand for the losses, so that strategies which compare trials search for the
 * Pareto front.
 */
final class Comparison {
    static final int FAILED = 0;
    static final int RUNNING = -1;

    private final int budget;
    private final int[] budgets;
    private final double[] losses;

    private Comparison(int budget, int[] budgets, double[] losses) {
        this.budget = budget;
        this.budgets = budgets;
        this.losses = losses;
    }

    /**
     * Compares trials.
     *
     * @param budgets by trial number, where each was last settled, or {@link #FAILED} or {@link #RUNNING}; taken over
     * @param losses at these budgets; taken over
     * @param enough how many trials make a budget the one of comparison, given how many are settled
     */
    static Comparison of(History history, int[] budgets, double[] losses, IntUnaryOperator enough) {
        int budget = budgetOfEnough(budgets, enough);
        for (int trial = 0; trial < budgets.length; trial++) {
            if (budgets[trial] > budget) {
                double loss = history.loss(history.trial(trial), budget).orElse(Double.POSITIVE_INFINITY);
                losses[trial] = Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY;
                budgets[trial] = budget;
            }
        }
        if (history.hasSeveralAims()) {
            placeByFronts(history, budgets, losses);
        }
        return new Comparison(budget, budgets, losses);
    }

    /** Puts the place by front and crowding, among those at the same budget, where the main loss was. */
    private static void placeByFronts(History history, int[] budgets, double[] losses) {
        var groups = new TreeMap<Integer, List<Integer>>();
        for (int trial = 0; trial < budgets.length; trial++) {
            if (budgets[trial] > FAILED) {
                groups.computeIfAbsent(budgets[trial], b -> new ArrayList<>()).add(trial);
            }
        }
        groups.forEach((at, trials) -> {
            double[] places = FrontPlaces.of(history, trials, at);
            for (int i = 0; i < places.length; i++) {
                losses[trials.get(i)] = places[i];
            }
        });
    }

    private static int budgetOfEnough(int[] budgets, IntUnaryOperator enough) {
        var sorted = budgets.clone();
        Arrays.sort(sorted);
        int running = 0;
        while (running < sorted.length && sorted[running] == RUNNING) {
            running++;
        }
        int needed = Math.max(1, enough.applyAsInt(sorted.length - running));
        for (int at = Math.max(running, sorted.length - needed); at < sorted.length; at++) {
            if (sorted[at] > 0) {
                return sorted[at];
            }
        }
        return 0;
    }

    /** The budget of comparison, in epochs; 0 if no trial succeeded. */
    int budget() {
        return budget;
    }

    int trials() {
        return budgets.length;
    }

    boolean isRunning(int trial) {
        return budgets[trial] == RUNNING;
    }

    /** Whether it is settled and has a finite loss. */
    boolean hasSucceeded(int trial) {
        return budgets[trial] > FAILED;
    }

    /** Whether both are settled and the first is better. */
    boolean isBetter(int trial, int other) {
        if (budgets[trial] != budgets[other]) {
            return budgets[trial] > budgets[other];
        }
        return losses[trial] < losses[other] || (losses[trial] == losses[other] && trial < other);
    }

    /** Settled trials, failed ones included, by number. */
    int[] settled() {
        var settled = new int[budgets.length];
        int count = 0;
        for (int trial = 0; trial < budgets.length; trial++) {
            if (!isRunning(trial)) {
                settled[count++] = trial;
            }
        }
        return Arrays.copyOf(settled, count);
    }

    /**
     * The best of some trials, best first; running and failed ones are never among them.
     *
     * @param among trial numbers
     * @param count how many at most; takes O(count) for each that is better than the last of the best so far
     */
    int[] best(int[] among, int count) {
        var best = new int[Math.max(0, count)];
        int size = 0;
        for (int trial : among) {
            if (!hasSucceeded(trial) || count <= 0 || (size == count && !isBetter(trial, best[size - 1]))) {
                continue;
            }
            int at = size < count ? size++ : size - 1;
            while (at > 0 && isBetter(trial, best[at - 1])) {
                best[at] = best[at - 1];
                at--;
            }
            best[at] = trial;
        }
        return Arrays.copyOf(best, size);
    }
}
