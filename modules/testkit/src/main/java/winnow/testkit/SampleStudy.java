package winnow.testkit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import winnow.search.Limits;
import winnow.space.Configuration;
import winnow.space.SearchSpace;
import winnow.study.CheckpointPolicy;
import winnow.study.Choice;
import winnow.study.ObjectiveChoice;
import winnow.study.Resources;
import winnow.study.StudySpec;
import winnow.study.TrialPolicy;
import winnow.trial.Aim;
import winnow.trial.Goal;

/**
 * The parts of a spec that tests vary; the rest is the same for all.
 *
 * @param space where to search
 * @param seed of the study
 * @param goal which way the metric, {@code loss}, is better
 * @param points to try first
 * @param strategy who proposes
 * @param scheduler who decides budgets
 * @param limits when it ends
 * @param lockstep how many assignments run ahead
 * @param repeats how many trials may have the same configuration
 * @param retries how often a failed trial is tried again
 * @param checkpoints how much room checkpoints may take
 * @param warmStart folders of earlier studies
 */
public record SampleStudy(
        SearchSpace space,
        long seed,
        Goal goal,
        List<Configuration> points,
        Choice strategy,
        Choice scheduler,
        Limits limits,
        OptionalInt lockstep,
        int repeats,
        int retries,
        CheckpointPolicy checkpoints,
        List<String> warmStart) {

    /** The study's metric. */
    public static final String METRIC = "loss";

    /** A study of a space, to minimise, without limits. */
    public static SampleStudy of(SearchSpace space) {
        return new SampleStudy(
                space,
                1,
                Goal.MINIMIZE,
                List.of(),
                Choice.of("random"),
                Choice.of("none"),
                Limits.NONE,
                OptionalInt.empty(),
                1,
                0,
                CheckpointPolicy.KEEP_ALL,
                List.of());
    }

    public SampleStudy seed(long newSeed) {
        return new SampleStudy(
                space,
                newSeed,
                goal,
                points,
                strategy,
                scheduler,
                limits,
                lockstep,
                repeats,
                retries,
                checkpoints,
                warmStart);
    }

    public SampleStudy goal(Goal newGoal) {
        return new SampleStudy(
                space,
                seed,
                newGoal,
                points,
                strategy,
                scheduler,
                limits,
                lockstep,
                repeats,
                retries,
                checkpoints,
                warmStart);
    }

    public SampleStudy points(List<Configuration> newPoints) {
        return new SampleStudy(
                space,
                seed,
                goal,
                newPoints,
                strategy,
                scheduler,
                limits,
                lockstep,
                repeats,
                retries,
                checkpoints,
                warmStart);
    }

    public SampleStudy strategy(Choice choice) {
        return new SampleStudy(
                space,
                seed,
                goal,
                points,
                choice,
                scheduler,
                limits,
                lockstep,
                repeats,
                retries,
                checkpoints,
                warmStart);
    }

    public SampleStudy scheduler(Choice choice) {
        return new SampleStudy(
                space,
                seed,
                goal,
                points,
                strategy,
                choice,
                limits,
                lockstep,
                repeats,
                retries,
                checkpoints,
                warmStart);
    }

    public SampleStudy limits(Limits newLimits) {
        return new SampleStudy(
                space,
                seed,
                goal,
                points,
                strategy,
                scheduler,
                newLimits,
                lockstep,
                repeats,
                retries,
                checkpoints,
                warmStart);
    }

    public SampleStudy lockstep(int ahead) {
        return new SampleStudy(
                space,
                seed,
                goal,
                points,
                strategy,
                scheduler,
                limits,
                OptionalInt.of(ahead),
                repeats,
                retries,
                checkpoints,
                warmStart);
    }

    public SampleStudy repeats(int times) {
        return new SampleStudy(
                space,
                seed,
                goal,
                points,
                strategy,
                scheduler,
                limits,
                lockstep,
                times,
                retries,
                checkpoints,
                warmStart);
    }

    public SampleStudy retries(int times) {
        return new SampleStudy(
                space,
                seed,
                goal,
                points,
                strategy,
                scheduler,
                limits,
                lockstep,
                repeats,
                times,
                checkpoints,
                warmStart);
    }

    public SampleStudy keep(int paused) {
        return new SampleStudy(
                space,
                seed,
                goal,
                points,
                strategy,
                scheduler,
                limits,
                lockstep,
                repeats,
                retries,
                CheckpointPolicy.keeping(paused),
                warmStart);
    }

    public SampleStudy warmStart(List<String> folders) {
        return new SampleStudy(
                space,
                seed,
                goal,
                points,
                strategy,
                scheduler,
                limits,
                lockstep,
                repeats,
                retries,
                checkpoints,
                folders);
    }

    /** The whole spec. */
    public StudySpec spec() {
        return spec(List.of(new Aim(METRIC, goal)));
    }

    /** The whole spec, with other metrics. */
    public StudySpec spec(List<Aim> aims) {
        return new StudySpec(
                "sample",
                seed,
                new ObjectiveChoice(Choice.of("sample"), aims),
                space,
                points,
                strategy,
                scheduler,
                limits,
                new Resources(1, 0, OptionalInt.empty()),
                new TrialPolicy(Optional.empty(), retries),
                lockstep,
                checkpoints,
                warmStart,
                repeats,
                "auto",
                List.of());
    }
}
