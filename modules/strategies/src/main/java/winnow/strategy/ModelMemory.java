package winnow.strategy;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;
import winnow.search.History;
import winnow.search.StudyEvent;
import winnow.search.Surrogate;
import winnow.trial.Outcome;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

/**
 * What a strategy with a model remembers of a study.
 *
 * @param seed the study's
 * @param sightings how far trials came, in the order in which it became known; a trial may have several
 * @param precedents of earlier studies
 */
public record ModelMemory(long seed, PVector<Sighting> sightings, Precedents precedents) {
    static final ModelMemory EMPTY = new ModelMemory(0, TreePVector.empty(), Precedents.NONE);

    /**
     * A trial's assignment ended with something learnt.
     *
     * @param epoch how far it was observed
     * @param isFeasible whether it has a loss there; not if it diverged or failed
     */
    public record Sighting(int trial, Point point, int epoch, boolean isFeasible) {}

    /** An encoded configuration, equal by content. */
    record Point(double[] units) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Point that && Arrays.equals(units, that.units);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(units);
        }
    }

    ModelMemory learn(History history, StudyEvent event) {
        if (event instanceof StudyEvent.StudyStarted started) {
            return new ModelMemory(started.seed(), sightings, precedents);
        }
        if (event instanceof StudyEvent.WarmStarted warm) {
            return new ModelMemory(seed, sightings, precedents.learn(history, warm));
        }
        if (event instanceof StudyEvent.Ended ended) {
            return ended(history, history.trial(ended.trial()), ended.outcome());
        }
        return this;
    }

    private ModelMemory ended(History history, Trial trial, Outcome outcome) {
        if (outcome instanceof Outcome.Lost) {
            return this;
        }
        boolean hasFailed = outcome instanceof Outcome.Diverged || outcome instanceof Outcome.Failed;
        if (!hasFailed && trial.budget() == 0) {
            return this;
        }
        double loss = hasFailed
                ? Surrogate.INFEASIBLE
                : history.loss(trial, trial.budget()).orElse(Surrogate.INFEASIBLE);
        return seeing(sighting(history, trial, Double.isFinite(loss)));
    }

    private ModelMemory seeing(Sighting sighting) {
        return new ModelMemory(seed, sightings.plus(sighting), precedents);
    }

    private static Sighting sighting(History history, Trial trial, boolean isFeasible) {
        var point = new Point(history.space().encode(trial.configuration()));
        return new Sighting(trial.number(), point, trial.budget(), isFeasible);
    }

    /** What was known after the first so many sightings. */
    ModelMemory upTo(int count) {
        var first = sightings;
        while (first.size() > count) {
            first = first.minus(first.size() - 1);
        }
        return new ModelMemory(seed, first, precedents);
    }

    /** What was known of a study at some time, in the order of its trials. */
    static ModelMemory of(History history) {
        var memory = EMPTY;
        for (var trial : history.trials()) {
            boolean hasFailed = trial.status() == TrialStatus.FAILED;
            if (hasFailed || trial.budget() > 0) {
                double loss = history.loss(trial, trial.budget()).orElse(Surrogate.INFEASIBLE);
                memory = memory.seeing(sighting(history, trial, !hasFailed && Double.isFinite(loss)));
            }
        }
        return memory;
    }
}
