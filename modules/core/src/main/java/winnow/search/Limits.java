package winnow.search;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When a study ends: at the first limit it meets. All are exact: never one trial or one epoch more.
 *
 * @param trials how many trials are opened
 * @param epochs how many (trial, epoch) pairs are trained, repetitions after a loss not counted
 * @param wallClock time over all sessions
 * @param target a value good enough
 * @param failures how many trials may fail; the study ends when this many have
 */
public record Limits(
        OptionalInt trials,
        OptionalInt epochs,
        Optional<Duration> wallClock,
        Optional<Target> target,
        OptionalInt failures) {

    public static final Limits NONE = new Limits(
            OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty());

    public Limits {
        positive("trials", trials);
        positive("epochs", epochs);
        positive("failures", failures);
        if (wallClock.isPresent()
                && (wallClock.get().isZero() || wallClock.get().isNegative())) {
            throw new IllegalArgumentException("limit wall_clock is " + wallClock.get() + ": it must be positive");
        }
    }

    public static Limits ofTrials(int trials) {
        return NONE.withTrials(trials);
    }

    public Limits withTrials(int count) {
        return new Limits(OptionalInt.of(count), epochs, wallClock, target, failures);
    }

    public Limits withEpochs(int count) {
        return new Limits(trials, OptionalInt.of(count), wallClock, target, failures);
    }

    public Limits withWallClock(Duration duration) {
        return new Limits(trials, epochs, Optional.of(duration), target, failures);
    }

    public Limits withTarget(Target goal) {
        return new Limits(trials, epochs, wallClock, Optional.of(goal), failures);
    }

    public Limits withFailures(int count) {
        return new Limits(trials, epochs, wallClock, target, OptionalInt.of(count));
    }

    private static void positive(String name, OptionalInt limit) {
        if (limit.isPresent() && limit.getAsInt() < 1) {
            throw new IllegalArgumentException("limit " + name + " is " + limit.getAsInt() + ": it must be at least 1");
        }
    }
}
