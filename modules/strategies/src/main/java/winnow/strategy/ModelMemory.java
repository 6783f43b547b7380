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

/**
 * What a strategy with a model remembers of a study.
 *
 * @param seed the study's
 * @param sightings how far trials came, in the order in which it became known; a trial may have several
 */
public record ModelMemory(long seed, PVector<Sighting> sightings) {
    static final ModelMemory EMPTY = new ModelMemory(0, TreePVector.empty());

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
            return new ModelMemory(started.seed(), sightings);
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
        var point = new Point(history.space().encode(trial.configuration()));
        return new ModelMemory(
                seed, sightings.plus(new Sighting(trial.number(), point, trial.budget(), Double.isFinite(loss))));
    }
}
