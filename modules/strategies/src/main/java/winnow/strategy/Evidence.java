package winnow.strategy;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import winnow.search.History;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.space.Configuration;

/**
 * What a strategy remembers of the trials: where each one is, and how far it was trained with what loss when it was last
 * settled. Folded from events; each takes O(parameters).
 *
 * @param seed the study's; 0 before it began
 * @param chart of the space; empty before the first event
 * @param units trials x d, encoded configurations by trial number, NaN where a parameter does not take part
 * @param findings three numbers each time a trial was settled: its number, the budget, the loss there, which is infinite
 *     if the trial failed or the loss is not finite
 * @param precedents of earlier studies; not among the trials
 */
record Evidence(long seed, Optional<Chart> chart, Doubles units, Doubles findings, Precedents precedents) {
    static final Evidence NONE = new Evidence(0, Optional.empty(), Doubles.NONE, Doubles.NONE, Precedents.NONE);

    private static final int FINDING = 3;

    /** The evidence after an event of any kind. */
    Evidence learn(History history, StudyEvent event) {
        var known = chart.isPresent()
                ? this
                : new Evidence(seed, Optional.of(Chart.of(history.space())), units, findings, precedents);
        if (event instanceof StudyEvent.StudyStarted started) {
            return new Evidence(started.seed(), known.chart, units, findings, precedents);
        }
        if (event instanceof StudyEvent.WarmStarted warm) {
            return new Evidence(seed, known.chart, units, findings, precedents.learn(history, warm));
        }
        if (event instanceof StudyEvent.TrialCreated created) {
            return known.with(history.space().encode(created.configuration()));
        }
        return event instanceof StudyEvent.Judged judged ? known.judged(history, judged) : known;
    }

    private Evidence with(double[] encoded) {
        return new Evidence(seed, chart, units.plus(encoded), findings, precedents);
    }

    private Evidence judged(History history, StudyEvent.Judged judged) {
        var found = findings.plus(judged.trial(), judged.epoch(), lossOf(history, judged));
        return new Evidence(seed, chart, units, found, precedents);
    }

    /** The loss at which a trial was settled; infinite if it failed or diverged. */
    static double lossOf(History history, StudyEvent.Judged judged) {
        if (judged.verdict() instanceof Verdict.Fail) {
            return Double.POSITIVE_INFINITY;
        }
        double loss =
                history.loss(history.trial(judged.trial()), judged.epoch()).orElse(Double.POSITIVE_INFINITY);
        return Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY;
    }

    /** The chart, or one made for the occasion. */
    Chart chart(History history) {
        return chart.orElseGet(() -> Chart.of(history.space()));
    }

    int dimensions() {
        return chart.map(Chart::dimensions).orElse(0);
    }

    /** How many trials there are, in whatever state. */
    int trials() {
        return dimensions() == 0 ? 0 : units.size() / dimensions();
    }

    /** The coordinate of a trial on an axis; NaN if it does not take part. */
    double unit(int trial, int place) {
        return units.get(trial * dimensions() + place);
    }

    /** The encoded configuration of a trial. */
    double[] point(int trial) {
        return units.slice(trial * dimensions(), (trial + 1) * dimensions());
    }

    /** The configuration of a trial, as the space decodes it. */
    Configuration configuration(int trial) {
        return chart.orElseThrow().decode(point(trial));
    }

    /**
     * The trials set against each other.
     *
     * @param enough how many trials make a budget the one of comparison, given how many are settled
     */
    Comparison compare(History history, IntUnaryOperator enough) {
        int trials = trials();
        var budgets = new int[trials];
        var losses = new double[trials];
        Arrays.fill(budgets, Comparison.RUNNING);
        var all = findings.toArray();
        for (int i = 0; i < all.length; i += FINDING) {
            int trial = (int) all[i];
            double loss = all[i + 2];
            budgets[trial] = loss == Double.POSITIVE_INFINITY ? Comparison.FAILED : (int) all[i + 1];
            losses[trial] = loss;
        }
        return Comparison.of(history, budgets, losses, enough);
    }
}
