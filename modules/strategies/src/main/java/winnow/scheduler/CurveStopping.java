package winnow.scheduler;

import java.util.List;
import winnow.search.History;
import winnow.search.Move;
import winnow.search.Plan;
import winnow.search.Scheduler;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.study.Offer;
import winnow.study.Setting;
import winnow.trial.Observation;
import winnow.trial.Trial;

/**
 * Stops a trial when its learning curve, extrapolated, will hardly better the best of the completed trials.
 *
 * <p>Domhan, Springenberg and Hutter, "Speeding Up Automatic Hyperparameter Optimization of Deep Neural Networks by
 * Extrapolation of Learning Curves", IJCAI 2015: a trial ends when the probability that its final value is better than
 * the incumbent's is below a bound. In place of their Markov chains there is a closed formula: see
 * {@link Extrapolation}. Final values are compared with final values, at {@code maxEpochs}; the first trial is never
 * stopped, nor one whose last loss is below the bar already.
 *
 * @param maxEpochs the budget of a trial that is not stopped
 * @param probability the bound, from 0 to 1
 * @param warmUp how many epochs of each trial are not judged, at least 2
 */
public record CurveStopping(int maxEpochs, double probability, int warmUp) implements Scheduler<Score> {

    private static final Setting PROBABILITY = Setting.real(
            "probability",
            0.05,
            0,
            1,
            "A trial is stopped when the probability that it ends better than the best completed one is below this.");
    private static final Setting WARM_UP = Setting.integer(
            "warm_up", 4, 2, 1_000_000, "How many epochs of each trial are not judged: a curve needs some points.");
    private static final Score NONE = new Score(Double.POSITIVE_INFINITY, Integer.MAX_VALUE);

    /** @throws IllegalArgumentException if a number is out of its range */
    public CurveStopping {
        Ladder.requireRange(1, maxEpochs);
        if (!(probability >= 0 && probability <= 1) || warmUp < 2) {
            throw new IllegalArgumentException(
                    "probability " + probability + " must be from 0 to 1, warm_up " + warmUp + " at least 2");
        }
    }

    static Offer<Scheduler<?>> offer() {
        return Offer.<Scheduler<?>>of(
                        "curve",
                        "Stops a trial whose learning curve, extrapolated, will hardly better the best completed one.",
                        List.of(LadderSettings.MAX_EPOCHS, PROBABILITY, WARM_UP),
                        (settings, spec) -> new CurveStopping(
                                settings.integer(LadderSettings.MAX_EPOCHS.name()),
                                settings.real(PROBABILITY.name()),
                                settings.integer(WARM_UP.name())))
                .checkedBy(spec -> InPlace.problems(spec, WARM_UP));
    }

    /** The best score of completed trials at their last epoch. */
    @Override
    public Score initial() {
        return NONE;
    }

    @Override
    public Score learn(Score memory, History history, StudyEvent event) {
        if (event instanceof StudyEvent.Judged judged && judged.verdict() instanceof Verdict.Complete) {
            var completed = Score.ofMain(history, judged.trial(), maxEpochs);
            return completed.isFinite() && completed.compareTo(memory) < 0 ? completed : memory;
        }
        return memory;
    }

    @Override
    public Move next(Score memory, History history, boolean mayOpen) {
        return InPlace.next(maxEpochs, mayOpen);
    }

    @Override
    public Verdict judge(Score memory, History history, Trial trial, Observation observation) {
        int epoch = observation.epoch();
        double last = Score.ofMain(history, trial.number(), epoch).loss();
        if (epoch <= warmUp || last <= memory.loss()) {
            return Verdict.CONTINUE;
        }
        double[] losses = new double[epoch];
        for (int i = 0; i < epoch; i++) {
            losses[i] = Score.ofMain(history, trial.number(), i + 1).loss();
            if (losses[i] == Double.POSITIVE_INFINITY) {
                return Verdict.CONTINUE;
            }
        }
        var extrapolation = Extrapolation.of(losses, maxEpochs);
        double chance = extrapolation.below(memory.loss());
        return chance >= probability
                ? Verdict.CONTINUE
                : InPlace.stop(history, trial, epoch, reason(memory, history, extrapolation.expected(), chance));
    }

    private String reason(Score bar, History history, double expected, double chance) {
        return "expected to reach " + Wording.metric(history, expected) + " at epoch " + maxEpochs
                + "; the chance to better " + Wording.value(history, bar.loss()) + ", of trial " + bar.trial()
                + ", is " + Wording.number(chance);
    }

    @Override
    public Verdict settle(Score memory, History history, Trial trial) {
        return InPlace.completed(trial);
    }

    @Override
    public Plan plan(int trials) {
        return InPlace.plan(maxEpochs, trials, List.of());
    }
}
