package winnow.scheduler;

import java.util.List;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;
import winnow.search.History;
import winnow.search.Move;
import winnow.search.Plan;
import winnow.search.Scheduler;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.study.Offer;
import winnow.study.Setting;
import winnow.study.Settings;
import winnow.study.SpecProblem;
import winnow.study.StudySpec;
import winnow.trial.Observation;
import winnow.trial.Trial;

/**
 * Stops a trial whose best loss so far is worse than a percentile of the losses that completed trials had at the same
 * epoch: the median, if nothing else is said.
 *
 * <p>The rule of Optuna's {@code MedianPruner} and {@code PercentilePruner} (4.x), after the median stopping rule of
 * Golovin et al., "Google Vizier: A Service for Black-Box Optimization", KDD 2017. Chosen over Vizier's own running
 * averages because it compares equal budgets only; stopped and failed trials are not compared with, so that the median
 * is that of trials that were worth their budget. Percentiles are interpolated linearly, as NumPy's are.
 *
 * @param maxEpochs the budget of a trial that is not stopped
 * @param startupTrials how many trials must be completed before any is stopped
 * @param warmUp how many epochs of each trial are not judged
 * @param minTrials how many completed trials are needed at an epoch to judge there
 * @param percentile which one of the losses is the bar, from 0 (the best) to 100 (the worst); 50 is the median
 */
public record PercentileStopping(int maxEpochs, int startupTrials, int warmUp, int minTrials, double percentile)
        implements Scheduler<PercentileStopping.Memory> {

    private static final Setting STARTUP_TRIALS = Setting.integer(
            "startup_trials", 5, 0, 1_000_000, "How many trials must be completed before any is stopped.");
    private static final Setting MIN_TRIALS = Setting.integer(
            "min_trials", 1, 1, 1_000_000, "How many completed trials are needed at an epoch to judge there.");
    private static final Setting PERCENTILE =
            Setting.real("percentile", 25, 0, 100, "Which loss is the bar: 25 stops more, 50 is the median, 75 fewer.");
    private static final double MEDIAN = 50;

    /**
     * What it remembers.
     *
     * @param epochs a place an epoch: scores of the completed trials
     * @param completed how many trials were completed
     * @param best the lowest loss so far of trials that run
     */
    public record Memory(PVector<Ranking> epochs, int completed, PMap<Integer, Double> best) {

        double best(History history, Trial trial) {
            var known = best.get(trial.number());
            return known != null ? known : history.bestLoss(trial).orElse(Double.POSITIVE_INFINITY);
        }

        Memory best(int trial, double loss) {
            var before = best.get(trial);
            return before != null && before == loss ? this : new Memory(epochs, completed, best.plus(trial, loss));
        }

        Memory without(int trial) {
            var rest = best.minus(trial);
            return rest == best ? this : new Memory(epochs, completed, rest);
        }
    }

    /** @throws IllegalArgumentException if a number is out of its range */
    public PercentileStopping {
        Ladder.requireRange(1, maxEpochs);
        if (startupTrials < 0 || warmUp < 0 || minTrials < 1) {
            throw new IllegalArgumentException("startup_trials " + startupTrials + " and warm_up " + warmUp
                    + " must be at least 0, min_trials " + minTrials + " at least 1");
        }
        if (!(percentile >= 0 && percentile <= 100)) {
            throw new IllegalArgumentException("percentile is " + percentile + ": it must be from 0 to 100");
        }
    }

    /** The median rule. */
    static Offer<Scheduler<?>> medianOffer() {
        return Offer.<Scheduler<?>>of(
                        "median",
                        "Stops a trial whose best loss is worse than the median of completed trials at the same epoch.",
                        List.of(LadderSettings.MAX_EPOCHS, STARTUP_TRIALS, InPlace.WARM_UP, MIN_TRIALS),
                        (settings, spec) -> of(settings, MEDIAN))
                .checkedBy(PercentileStopping::problems);
    }

    /** The rule with any percentile. */
    static Offer<Scheduler<?>> percentileOffer() {
        return Offer.<Scheduler<?>>of(
                        "percentile",
                        "Stops a trial whose best loss is worse than a percentile of completed trials at the same epoch.",
                        List.of(LadderSettings.MAX_EPOCHS, STARTUP_TRIALS, InPlace.WARM_UP, MIN_TRIALS, PERCENTILE),
                        (settings, spec) -> of(settings, settings.real(PERCENTILE.name())))
                .checkedBy(PercentileStopping::problems);
    }

    private static PercentileStopping of(Settings settings, double percentile) {
        return new PercentileStopping(
                settings.integer(LadderSettings.MAX_EPOCHS.name()),
                settings.integer(STARTUP_TRIALS.name()),
                settings.integer(InPlace.WARM_UP.name()),
                settings.integer(MIN_TRIALS.name()),
                percentile);
    }

    private static List<SpecProblem> problems(StudySpec spec) {
        return InPlace.problems(spec, InPlace.WARM_UP);
    }

    @Override
    public Memory initial() {
        return new Memory(TreePVector.empty(), 0, HashTreePMap.empty());
    }

    @Override
    public Memory learn(Memory memory, History history, StudyEvent event) {
        if (event instanceof StudyEvent.Reported reported) {
            var trial = history.trial(reported.trial());
            var score =
                    Score.ofMain(history, trial.number(), reported.observation().epoch());
            return memory.best(trial.number(), Math.min(score.loss(), memory.best(history, trial)));
        }
        if (event instanceof StudyEvent.Ended ended) {
            return memory.without(ended.trial());
        }
        return event instanceof StudyEvent.Judged judged && judged.verdict() instanceof Verdict.Complete
                ? completed(memory, history, history.trial(judged.trial()))
                : memory;
    }

    private static Memory completed(Memory memory, History history, Trial trial) {
        var epochs = memory.epochs();
        for (var observation : trial.observations()) {
            var score = Score.ofMain(history, trial.number(), observation.epoch());
            while (epochs.size() < observation.epoch()) {
                epochs = epochs.plus(Ranking.EMPTY);
            }
            if (score.isFinite()) {
                int place = observation.epoch() - 1;
                epochs = epochs.with(place, epochs.get(place).plus(score));
            }
        }
        return new Memory(epochs, memory.completed() + 1, memory.best());
    }

    @Override
    public Move next(Memory memory, History history, boolean mayOpen) {
        return InPlace.next(maxEpochs, mayOpen);
    }

    @Override
    public Verdict judge(Memory memory, History history, Trial trial, Observation observation) {
        int epoch = observation.epoch();
        if (memory.completed() < startupTrials
                || epoch <= warmUp
                || epoch > memory.epochs().size()) {
            return Verdict.CONTINUE;
        }
        var ranking = memory.epochs().get(epoch - 1);
        if (ranking.size() < minTrials) {
            return Verdict.CONTINUE;
        }
        double bar = percentile(ranking);
        double best = memory.best(history, trial);
        return best <= bar
                ? Verdict.CONTINUE
                : InPlace.stop(history, trial, epoch, reason(history, ranking, best, bar, epoch));
    }

    private double percentile(Ranking ranking) {
        double place = percentile * (ranking.size() - 1) / 100;
        int below = (int) Math.floor(place);
        double low = ranking.at(below + 1).loss();
        return place == below
                ? low
                : low + (place - below) * (ranking.at(below + 2).loss() - low);
    }

    private String reason(History history, Ranking ranking, double best, double bar, int epoch) {
        return "best " + Wording.metric(history, best) + " up to epoch " + epoch + " is worse than the "
                + (percentile == MEDIAN ? "median " : "percentile " + Wording.number(percentile) + ", ")
                + Wording.value(history, bar) + ", of "
                + Wording.count(ranking.size(), "completed trial") + " at that epoch";
    }

    @Override
    public Verdict settle(Memory memory, History history, Trial trial) {
        return InPlace.completed(trial);
    }

    /** At most: every trial to the end. How many are stopped depends on their losses. */
    @Override
    public Plan plan(int trials) {
        var warnings = trials <= startupTrials
                ? List.of("with " + Wording.count(trials, "trial") + " none can be stopped: the first " + startupTrials
                        + " to complete are not judged (startup_trials)")
                : List.<String>of();
        return InPlace.plan(maxEpochs, trials, warnings);
    }
}
