package winnow.scheduler;

import java.util.ArrayList;
import java.util.List;

/**
 * The budgets at which trials are compared.
 *
 * @param factor of the rungs' budgets, and of the number of trials that reach them; at least 2
 * @param budgets in epochs, ascending, at least one
 */
public record Ladder(int factor, List<Integer> budgets) {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the budgets do not ascend from 1 or more, or the factor is below 2
     */
    public Ladder {
        budgets = List.copyOf(budgets);
        if (factor < 2) {
            throw new IllegalArgumentException("factor is " + factor + ": it must be at least 2");
        }
        int before = 0;
        for (int budget : budgets) {
            if (budget <= before) {
                throw new IllegalArgumentException("rungs are at " + budgets + " epochs: they must ascend from 1");
            }
            before = budget;
        }
        if (before == 0) {
            throw new IllegalArgumentException("a ladder needs at least one rung");
        }
    }

    /** Rungs at {@code min factor^k} epochs below {@code max}, and one at {@code max}, as Syne Tune has them. */
    public static Ladder upTo(int min, int max, int factor) {
        requireRange(min, max);
        var budgets = new ArrayList<Integer>();
        for (long budget = min; budget < max; budget *= Math.max(2, factor)) {
            budgets.add((int) budget);
        }
        budgets.add(max);
        return new Ladder(factor, budgets);
    }

    /** Rungs at {@code ⌊max factor^-k⌋} epochs, none below {@code min}: Hyperband's. */
    public static Ladder downFrom(int max, int min, int factor) {
        requireRange(min, max);
        var budgets = new ArrayList<Integer>();
        for (int budget = max; budget >= min; budget /= Math.max(2, factor)) {
            budgets.add(0, budget);
        }
        return new Ladder(factor, budgets);
    }

    /** Rungs at each multiple of {@code interval} epochs below {@code max}, and one at {@code max}. */
    public static Ladder each(int interval, int max) {
        requireRange(1, max);
        if (interval < 1) {
            throw new IllegalArgumentException("interval is " + interval + ": it must be at least 1");
        }
        var budgets = new ArrayList<Integer>();
        for (long budget = interval; budget < max; budget += interval) {
            budgets.add((int) budget);
        }
        budgets.add(max);
        return new Ladder(2, budgets);
    }

    /** The ladder without its first rungs. */
    public Ladder from(int rung) {
        return new Ladder(factor, budgets.subList(rung, size()));
    }

    static void requireRange(int min, int max) {
        if (min < 1 || max < min) {
            throw new IllegalArgumentException("min_epochs is " + min + " and max_epochs is " + max
                    + ": the first must be at least 1, the second at least the first");
        }
    }

    public int size() {
        return budgets.size();
    }

    public int budget(int rung) {
        return budgets.get(rung);
    }

    /** The index of the last rung. */
    public int top() {
        return budgets.size() - 1;
    }

    /** The largest budget. */
    public int most() {
        return budget(top());
    }

    /** The rung at exactly that many epochs, or -1. */
    public int rungAt(int epoch) {
        return budgets.indexOf(epoch);
    }
}
