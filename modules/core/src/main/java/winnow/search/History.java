package winnow.search;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;
import winnow.space.Configuration;
import winnow.space.SearchSpace;
import winnow.trial.Aim;
import winnow.trial.Goal;
import winnow.trial.Observation;
import winnow.trial.Trial;

/**
 * What strategies and schedulers may see of a study: a read-only view that never changes. Cutting one costs nothing;
 * it shares the study's own immutable values.
 *
 * @param version differs between any two views of a study that differ; the key for caches
 * @param space the search space
 * @param aims the study's metrics, the main one first
 * @param trials by number; in lockstep, as far as they are revealed
 * @param tried how many trials have each configuration
 * @param incumbent the best observation, if any
 * @param repeats how many trials may have the same configuration, at least 1
 */
public record History(
        long version,
        SearchSpace space,
        List<Aim> aims,
        PVector<Trial> trials,
        PMap<Configuration, Integer> tried,
        Optional<Incumbent> incumbent,
        int repeats) {

    /** The view of a study with one metric that has not begun. */
    public static History empty(SearchSpace space, String metric, Goal goal, int repeats) {
        return empty(space, List.of(new Aim(metric, goal)), repeats);
    }

    /**
     * The view of a study that has not begun.
     *
     * @param aims at least one
     */
    public static History empty(SearchSpace space, List<Aim> aims, int repeats) {
        return new History(
                0, space, List.copyOf(aims), TreePVector.empty(), HashTreePMap.empty(), Optional.empty(), repeats);
    }

    /** The study's main metric: that of the incumbent, and of {@link #loss}. */
    public String metric() {
        return aims.get(0).metric();
    }

    /** Which way the main metric is better. */
    public Goal goal() {
        return aims.get(0).goal();
    }

    /** Whether there are several metrics, so that trials are compared by {@link Dominance}. */
    public boolean hasSeveralAims() {
        return aims.size() > 1;
    }

    /** The losses of an observation, one an aim; infinite where a metric is missing or not finite. */
    public double[] losses(Observation observation) {
        var losses = new double[aims.size()];
        Arrays.setAll(losses, aim -> aims.get(aim).loss(observation.metrics()));
        return losses;
    }

    /** The losses of a trial at a budget, one an aim; all infinite if it was not observed there. */
    public double[] losses(Trial trial, int epoch) {
        return trial.at(epoch).map(this::losses).orElseGet(() -> {
            var none = new double[aims.size()];
            Arrays.fill(none, Double.POSITIVE_INFINITY);
            return none;
        });
    }

    public Trial trial(int number) {
        return trials.get(number);
    }

    /** The loss of an observation (lower is better), if it has the study's metric. */
    public OptionalDouble loss(Observation observation) {
        var value = observation.metrics().find(metric());
        return value.isPresent() ? OptionalDouble.of(goal().loss(value.getAsDouble())) : OptionalDouble.empty();
    }

    /** The loss of a trial at a budget, if it was observed there. */
    public OptionalDouble loss(Trial trial, int epoch) {
        return trial.at(epoch).map(this::loss).orElse(OptionalDouble.empty());
    }

    /** The lowest loss of a trial over all its epochs. */
    public OptionalDouble bestLoss(Trial trial) {
        return trial.best(metric(), goal()).map(this::loss).orElse(OptionalDouble.empty());
    }

    /** Whether as many trials have this configuration as may. */
    public boolean isTried(Configuration configuration) {
        return tried.getOrDefault(configuration, 0) >= repeats;
    }

    public List<Trial> all() {
        return trials;
    }

    /** The view in which a new trial stands beside the others. */
    public History plus(Trial trial) {
        if (trial.number() != trials.size()) {
            throw new IllegalArgumentException(
                    "trial " + trial.number() + " cannot be the next one after " + trials.size() + " trials");
        }
        int count = tried.getOrDefault(trial.configuration(), 0);
        return new History(
                version + 1,
                space,
                aims,
                trials.plus(trial),
                tried.plus(trial.configuration(), count + 1),
                incumbent,
                repeats);
    }

    /** The view in which a trial has changed. */
    public History with(Trial trial) {
        return new History(version + 1, space, aims, trials.with(trial.number(), trial), tried, incumbent, repeats);
    }

    /** The view in which a trial has observed one more epoch. */
    public History observing(Trial observed, Observation observation) {
        var next = with(observed);
        var loss = loss(observation);
        double bar = incumbent.map(Incumbent::loss).orElse(Double.POSITIVE_INFINITY);
        boolean better = loss.isPresent() && loss.getAsDouble() < bar;
        return better
                ? new History(
                        next.version,
                        space,
                        aims,
                        next.trials,
                        tried,
                        Optional.of(new Incumbent(observed.number(), observation, loss.getAsDouble())),
                        repeats)
                : next;
    }
}
