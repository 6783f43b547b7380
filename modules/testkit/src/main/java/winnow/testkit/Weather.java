package winnow.testkit;

import java.util.Optional;
import winnow.random.RandomStream;
import winnow.trial.Outcome;

/**
 * What a study meets with on its way. What depends on a trial, its losses and whether it diverges or fails, is a
 * function of the trial's number, so that studies whose events come in another order have it in common. What depends on
 * machines and people is drawn as it comes.
 */
public interface Weather {

    /** The loss of a trial after an epoch, counted from 1; finite or not. */
    double loss(int trial, int epoch);

    /** How a trial ends in an epoch instead of finishing it. */
    default Optional<Outcome> sickness(int trial, int epoch) {
        return Optional.empty();
    }

    /**
     * The chance at each event that a machine is lost, a message repeated, the number of slots changed, the coordinator
     * killed or the study interrupted, 0 to 1.
     */
    default double accident() {
        return 0;
    }

    /** Nothing goes wrong, and no two losses are equal but by chance. */
    static Weather calm(long seed) {
        return new Drawn(seed, 0, 0, 1 << 20, 0);
    }

    /** Everything goes wrong now and then, and equal losses are common. */
    static Weather rough(long seed) {
        return new Drawn(seed, 0.15, 0.02, 40, 0.1);
    }

    /**
     * Weather drawn by a seed.
     *
     * @param seed of what depends on the trial
     * @param sick share of the trials that diverge or fail in one of their first epochs, 0 to 1
     * @param strange share of the losses that are not finite, 0 to 1
     * @param levels how many different losses there are between 0 and 1; few make ties
     * @param accident see {@link Weather#accident}
     */
    record Drawn(long seed, double sick, double strange, int levels, double accident) implements Weather {

        @Override
        public double loss(int trial, int epoch) {
            var random = RandomStream.of(seed, "loss", trial * 10_000L + epoch);
            if (random.nextDouble() < strange) {
                return random.nextBoolean() ? Double.NaN : Double.POSITIVE_INFINITY;
            }
            double quality = RandomStream.of(seed, "quality", trial).nextDouble();
            double loss = quality + 0.3 * random.nextDouble() + 1.0 / (1 + epoch);
            return Math.floor(loss * levels) / levels;
        }

        @Override
        public Optional<Outcome> sickness(int trial, int epoch) {
            var random = RandomStream.of(seed, "sickness", trial);
            if (random.nextDouble() >= sick || epoch != 1 + random.nextInt(6)) {
                return Optional.empty();
            }
            return Optional.of(
                    random.nextBoolean()
                            ? new Outcome.Diverged(epoch, "loss is NaN")
                            : new Outcome.Failed(Outcome.Failure.USER_ERROR, "no such layer"));
        }
    }
}
