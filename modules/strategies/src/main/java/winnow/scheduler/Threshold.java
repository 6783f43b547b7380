package winnow.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import winnow.search.History;
import winnow.search.Move;
import winnow.search.Plan;
import winnow.search.Scheduler;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.space.Value;
import winnow.study.Offer;
import winnow.study.Setting;
import winnow.study.Settings;
import winnow.study.SpecProblem;
import winnow.study.StudySpec;
import winnow.trial.Observation;
import winnow.trial.Trial;

/**
 * Stops a trial whose metric leaves a range: too bad to go on, or too good to be true.
 *
 * <p>The rule of Optuna's {@code ThresholdPruner} (4.x): outside the bounds, or not finite, it stops; on a bound it
 * trains on.
 *
 * @param maxEpochs the budget of a trial that is not stopped
 * @param lower least value of the study's metric, if there is one
 * @param upper greatest value of the study's metric, if there is one
 * @param warmUp how many epochs of each trial are not judged
 */
public record Threshold(int maxEpochs, OptionalDouble lower, OptionalDouble upper, int warmUp)
        implements Scheduler<FullTraining.Nothing> {

    private static final Setting LOWER = bound("lower", "The least value of the metric with which a trial trains on.");
    private static final Setting UPPER =
            bound("upper", "The greatest value of the metric with which a trial trains on.");

    private static Setting bound(String name, String meaning) {
        return Setting.real(name, 0, -Double.MAX_VALUE, Double.MAX_VALUE, meaning)
                .optional();
    }

    /** @throws IllegalArgumentException if the bounds are crossed, or a number is out of its range */
    public Threshold {
        Ladder.requireRange(1, maxEpochs);
        if (warmUp < 0) {
            throw new IllegalArgumentException("warm_up is " + warmUp + ": it must be at least 0");
        }
        if (lower.isPresent() && upper.isPresent() && lower.getAsDouble() > upper.getAsDouble()) {
            throw new IllegalArgumentException(
                    "lower is " + lower.getAsDouble() + ": it must be at most upper, " + upper.getAsDouble());
        }
    }

    static Offer<Scheduler<?>> offer() {
        return Offer.<Scheduler<?>>of(
                        "threshold",
                        "Stops a trial whose metric leaves a range.",
                        List.of(LadderSettings.MAX_EPOCHS, LOWER, UPPER, InPlace.WARM_UP),
                        (settings, spec) -> new Threshold(
                                settings.integer(LadderSettings.MAX_EPOCHS.name()),
                                bound(settings, LOWER),
                                bound(settings, UPPER),
                                settings.integer(InPlace.WARM_UP.name())))
                .checkedBy(Threshold::problems);
    }

    private static OptionalDouble bound(Settings settings, Setting setting) {
        var given = settings.values().getOrDefault(setting.name(), List.of());
        return given.size() == 1 && given.get(0).numeric()
                ? OptionalDouble.of(given.get(0).number())
                : OptionalDouble.empty();
    }

    private static List<SpecProblem> problems(StudySpec spec) {
        var problems = new ArrayList<>(InPlace.problems(spec, InPlace.WARM_UP));
        var settings = spec.scheduler().settings();
        var lower = bound(settings, LOWER);
        var upper = bound(settings, UPPER);
        if (!settings.has(LOWER.name()) && !settings.has(UPPER.name())) {
            problems.add(new SpecProblem(
                    "scheduler",
                    "scheduler threshold needs lower, upper or both: a trial whose "
                            + spec.objective().metric() + " is outside is stopped"));
        } else if (lower.isPresent() && upper.isPresent() && lower.getAsDouble() > upper.getAsDouble()) {
            problems.add(new SpecProblem(
                    LadderSettings.path(LOWER),
                    "lower is " + Value.of(lower.getAsDouble()).text() + ": it must be at most upper, "
                            + Value.of(upper.getAsDouble()).text()));
        }
        return problems;
    }

    @Override
    public FullTraining.Nothing initial() {
        return FullTraining.Nothing.NOTHING;
    }

    @Override
    public FullTraining.Nothing learn(FullTraining.Nothing memory, History history, StudyEvent event) {
        return memory;
    }

    @Override
    public Move next(FullTraining.Nothing memory, History history, boolean mayOpen) {
        return InPlace.next(maxEpochs, mayOpen);
    }

    @Override
    public Verdict judge(FullTraining.Nothing memory, History history, Trial trial, Observation observation) {
        if (observation.epoch() <= warmUp) {
            return Verdict.CONTINUE;
        }
        double value = observation.metrics().find(history.metric()).orElse(Double.NaN);
        if (!Double.isFinite(value)) {
            return new Verdict.Stop("no finite " + history.metric() + " at epoch " + observation.epoch());
        }
        var where = history.metric() + " " + Wording.number(value) + " at epoch " + observation.epoch() + " is ";
        if (upper.isPresent() && value > upper.getAsDouble()) {
            return InPlace.stop(
                    history, trial, observation.epoch(), where + "above " + Wording.number(upper.getAsDouble()));
        }
        return lower.isPresent() && value < lower.getAsDouble()
                ? InPlace.stop(
                        history, trial, observation.epoch(), where + "below " + Wording.number(lower.getAsDouble()))
                : Verdict.CONTINUE;
    }

    @Override
    public Verdict settle(FullTraining.Nothing memory, History history, Trial trial) {
        return InPlace.completed(trial);
    }

    @Override
    public Plan plan(int trials) {
        return InPlace.plan(maxEpochs, trials, List.of());
    }
}
