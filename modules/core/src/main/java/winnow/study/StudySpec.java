package winnow.study;

import java.util.List;
import java.util.OptionalInt;
import winnow.search.Limits;
import winnow.space.Configuration;
import winnow.space.SearchSpace;
import winnow.trial.Aim;

/**
 * The checked content of a spec file.
 *
 * @param study the study's name, 1 to 64 letters, digits, {@code .}, {@code _}, {@code -}
 * @param seed all randomness comes from it
 * @param objective what is trained and measured
 * @param space where to search
 * @param points configurations to try first, in order
 * @param strategy who proposes configurations
 * @param scheduler who decides budgets
 * @param limits when the study ends
 * @param resources what trials run on
 * @param trial time-out and retries
 * @param lockstep how many assignments run ahead of what decisions see; empty: decisions see what has arrived
 * @param checkpoints how much room checkpoints may take
 * @param warmStart folders of earlier studies to learn from
 * @param repeats how many trials may have the same configuration, at least 1
 * @param engine what trains: {@code auto}, {@code vector} or {@code dl4j}
 * @param onFinish whom to tell when the study has ended
 */
public record StudySpec(
        String study,
        long seed,
        ObjectiveChoice objective,
        SearchSpace space,
        List<Configuration> points,
        Choice strategy,
        Choice scheduler,
        Limits limits,
        Resources resources,
        TrialPolicy trial,
        OptionalInt lockstep,
        CheckpointPolicy checkpoints,
        List<String> warmStart,
        int repeats,
        String engine,
        List<Webhook> onFinish) {

    private static final java.util.regex.Pattern NAME = java.util.regex.Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public StudySpec {
        if (!isName(study)) {
            throw new IllegalArgumentException(
                    "study is \"" + study + "\": it must be 1 to 64 letters, digits, '.', '_' or '-'");
        }
        if (repeats < 1) {
            throw new IllegalArgumentException("repeats is " + repeats + ": it must be at least 1");
        }
        if (lockstep.isPresent() && lockstep.getAsInt() < 1) {
            throw new IllegalArgumentException("lockstep is " + lockstep.getAsInt() + ": it must be at least 1");
        }
        if (lockstep.isPresent() && limits.wallClock().isPresent()) {
            throw new IllegalArgumentException(
                    "limits.wall_clock makes a study depend on time: it cannot be used with lockstep");
        }
        if (lockstep.isPresent() && objective.aims().stream().anyMatch(Aim::isTimed)) {
            throw new IllegalArgumentException(
                    Aim.TRAINING_SECONDS + " makes a study depend on time: it cannot be used with lockstep");
        }
        points = List.copyOf(points);
        warmStart = List.copyOf(warmStart);
        onFinish = List.copyOf(onFinish);
    }

    /** Whether a word may name a study, and so a folder: {@code .} and {@code ..} may not. */
    public static boolean isName(String word) {
        return NAME.matcher(word).matches() && !word.equals(".") && !word.equals("..");
    }

    public StudySpec withLimits(Limits newLimits) {
        return with(study, seed, newLimits, resources, onFinish);
    }

    public StudySpec withResources(Resources newResources) {
        return with(study, seed, limits, newResources, onFinish);
    }

    public StudySpec withOnFinish(List<Webhook> hooks) {
        return with(study, seed, limits, resources, hooks);
    }

    /** The same search under another name and seed. */
    public StudySpec named(String name, long newSeed) {
        return with(name, newSeed, limits, resources, onFinish);
    }

    private StudySpec with(String name, long newSeed, Limits newLimits, Resources newResources, List<Webhook> hooks) {
        return new StudySpec(
                name,
                newSeed,
                objective,
                space,
                points,
                strategy,
                scheduler,
                newLimits,
                newResources,
                trial,
                lockstep,
                checkpoints,
                warmStart,
                repeats,
                engine,
                hooks);
    }
}
