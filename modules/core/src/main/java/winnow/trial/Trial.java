package winnow.trial;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pcollections.PVector;
import org.pcollections.TreePVector;
import winnow.space.Configuration;

/**
 * A configuration with its life so far. Immutable: each change gives a new value that shares the rest.
 *
 * @param number from 0, in the order of creation
 * @param configuration a value for each active parameter
 * @param origin who proposed it: a strategy's name, or {@code point} for a point of the spec
 * @param note what the proposer said about it, may be empty
 * @param parent whose checkpoint it started from
 * @param bracket the scheduler's bracket it runs in, from 0
 * @param seed its own seed
 * @param status where it stands
 * @param observations one an epoch, ascending; the parent's are not among them
 * @param checkpoints saved states that are still kept, ascending; the first may be the parent's
 * @param attempts how often it was sent out
 * @param failures outcomes of kind Failed so far
 * @param deaths outcomes of kind Lost(EXECUTOR_DEAD) so far
 * @param reason why it stands where it stands, for a person; may be empty
 */
public record Trial(
        int number,
        Configuration configuration,
        String origin,
        String note,
        Optional<Ancestor> parent,
        int bracket,
        long seed,
        TrialStatus status,
        PVector<Observation> observations,
        PVector<Checkpoint> checkpoints,
        int attempts,
        int failures,
        int deaths,
        String reason) {

    /** A trial that waits for its first assignment. */
    public static Trial created(
            int number,
            Configuration configuration,
            String origin,
            String note,
            Optional<Ancestor> parent,
            int bracket,
            long seed) {
        return new Trial(
                number,
                configuration,
                origin,
                note,
                parent,
                bracket,
                seed,
                TrialStatus.WAITING,
                TreePVector.empty(),
                TreePVector.empty(),
                0,
                0,
                0,
                "");
    }

    /** Epochs trained so far: the budget of the last observation; before there is one the parent's epoch, or 0. */
    public int budget() {
        return last().map(Observation::epoch)
                .or(() -> parent.map(Ancestor::epoch))
                .orElse(0);
    }

    public Optional<Observation> last() {
        return observations.isEmpty() ? Optional.empty() : Optional.of(observations.get(observations.size() - 1));
    }

    /** The observation at a budget; epochs are observed without gaps, so that this takes O(log epochs). */
    public Optional<Observation> at(int epoch) {
        if (epoch < 1 || observations.isEmpty()) {
            return Optional.empty();
        }
        int index = epoch - observations.get(0).epoch();
        return index >= 0 && index < observations.size() ? Optional.of(observations.get(index)) : Optional.empty();
    }

    /** The value of a metric at a budget, if both were measured. */
    public OptionalDouble value(String metric, int epoch) {
        return at(epoch).map(o -> o.metrics().find(metric)).orElse(OptionalDouble.empty());
    }

    /** The observation with the lowest loss by a metric; the earliest of equals. */
    public Optional<Observation> best(String metric, Goal goal) {
        Optional<Observation> best = Optional.empty();
        double least = Double.POSITIVE_INFINITY;
        for (var observation : observations) {
            var value = observation.metrics().find(metric);
            if (value.isPresent() && goal.loss(value.getAsDouble()) < least) {
                least = goal.loss(value.getAsDouble());
                best = Optional.of(observation);
            }
        }
        return best;
    }

    /** The checkpoint of an epoch that is still kept. */
    public Optional<Checkpoint> checkpoint(int epoch) {
        return checkpoints.stream().filter(c -> c.epoch() == epoch).reduce((first, second) -> second);
    }

    /** Checkpoints to start from, newest first. */
    public List<Checkpoint> starts() {
        var newestFirst = new java.util.ArrayList<>(checkpoints);
        java.util.Collections.reverse(newestFirst);
        return List.copyOf(newestFirst);
    }

    public double seconds() {
        return observations.stream().mapToDouble(Observation::seconds).sum();
    }

    public Trial with(TrialStatus newStatus, String newReason) {
        return copy(newStatus, observations, checkpoints, attempts, failures, deaths, newReason);
    }

    public Trial running(int attempt) {
        return copy(TrialStatus.RUNNING, observations, checkpoints, attempt, failures, deaths, reason);
    }

    public Trial observed(Observation observation) {
        return copy(status, observations.plus(observation), checkpoints, attempts, failures, deaths, reason);
    }

    public Trial keeping(PVector<Checkpoint> kept) {
        return copy(status, observations, kept, attempts, failures, deaths, reason);
    }

    public Trial failedOnce() {
        return copy(status, observations, checkpoints, attempts, failures + 1, deaths, reason);
    }

    public Trial diedOnce() {
        return copy(status, observations, checkpoints, attempts, failures, deaths + 1, reason);
    }

    private Trial copy(
            TrialStatus newStatus,
            PVector<Observation> newObservations,
            PVector<Checkpoint> newCheckpoints,
            int newAttempts,
            int newFailures,
            int newDeaths,
            String newReason) {
        return new Trial(
                number,
                configuration,
                origin,
                note,
                parent,
                bracket,
                seed,
                newStatus,
                newObservations,
                newCheckpoints,
                newAttempts,
                newFailures,
                newDeaths,
                newReason);
    }
}
