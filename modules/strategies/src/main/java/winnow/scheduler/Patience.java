package winnow.scheduler;

import java.util.ArrayList;
import java.util.List;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import winnow.search.History;
import winnow.search.Move;
import winnow.search.Plan;
import winnow.search.Scheduler;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.study.Offer;
import winnow.study.Setting;
import winnow.study.SpecProblem;
import winnow.study.StudySpec;
import winnow.trial.Observation;
import winnow.trial.Trial;

/**
 * Stops a trial that has not bettered its own best loss for some epochs: early stopping, looking at no other trial.
 *
 * <p>The rule of Keras' {@code EarlyStopping} and PyTorch Lightning's (Prechelt, "Early Stopping, But When?", 1998, has
 * the idea): an epoch is an improvement if its loss is below the best so far by more than {@code minDelta}, and after
 * {@code patience} epochs in a row that are none the trial is stopped. Optuna's {@code PatientPruner} means the opposite
 * by {@code min_delta}: there a larger one stops later.
 *
 * @param maxEpochs the budget of a trial that is not stopped
 * @param patience after how many epochs without an improvement a trial is stopped, at least 1
 * @param minDelta by how much a loss must be below the best to be an improvement, at least 0
 * @param warmUp how many epochs of each trial are not judged, though their losses count
 */
public record Patience(int maxEpochs, int patience, double minDelta, int warmUp) implements Scheduler<Patience.Memory> {

    private static final Setting PATIENCE = Setting.integer(
            "patience", 5, 1, 1_000_000, "After how many epochs without an improvement a trial is stopped.");
    private static final Setting MIN_DELTA = Setting.real(
            "min_delta", 0, 0, Double.MAX_VALUE, "By how much the metric must get better to be an improvement.");

    /** The best of a trial's epochs so far, as far as they were improvements. */
    public record Best(double loss, int epoch) {}

    /** What it remembers: the best of each trial that runs. */
    public record Memory(PMap<Integer, Best> best) {}

    /** @throws IllegalArgumentException if a number is out of its range */
    public Patience {
        Ladder.requireRange(1, maxEpochs);
        if (patience < 1 || warmUp < 0 || !(minDelta >= 0)) {
            throw new IllegalArgumentException("patience " + patience + " must be at least 1, min_delta " + minDelta
                    + " and warm_up " + warmUp + " at least 0");
        }
    }

    static Offer<Scheduler<?>> offer() {
        return Offer.<Scheduler<?>>of(
                        "patience",
                        "Stops a trial that has not improved for some epochs.",
                        List.of(LadderSettings.MAX_EPOCHS, PATIENCE, MIN_DELTA, InPlace.WARM_UP),
                        (settings, spec) -> new Patience(
                                settings.integer(LadderSettings.MAX_EPOCHS.name()),
                                settings.integer(PATIENCE.name()),
                                settings.real(MIN_DELTA.name()),
                                settings.integer(InPlace.WARM_UP.name())))
                .checkedBy(Patience::problems);
    }

    private static List<SpecProblem> problems(StudySpec spec) {
        var problems = new ArrayList<>(InPlace.problems(spec, PATIENCE));
        if (problems.isEmpty()) {
            problems.addAll(InPlace.problems(spec, InPlace.WARM_UP));
        }
        return problems;
    }

    @Override
    public Memory initial() {
        return new Memory(HashTreePMap.empty());
    }

    @Override
    public Memory learn(Memory memory, History history, StudyEvent event) {
        if (event instanceof StudyEvent.Reported reported) {
            var trial = history.trial(reported.trial());
            var before = memory.best().get(trial.number());
            var best = before == null
                    ? best(history, trial)
                    : better(history, before, trial, reported.observation().epoch());
            return best.equals(before) ? memory : new Memory(memory.best().plus(trial.number(), best));
        }
        return event instanceof StudyEvent.Ended ended
                ? new Memory(memory.best().minus(ended.trial()))
                : memory;
    }

    /** From the whole curve: for a trial's first report, and for one that was sent out again. */
    private Best best(History history, Trial trial) {
        var best = new Best(Double.POSITIVE_INFINITY, 0);
        for (var observation : trial.observations()) {
            best = better(history, best, trial, observation.epoch());
        }
        return best;
    }

    private Best better(History history, Best best, Trial trial, int epoch) {
        double loss = Score.ofMain(history, trial.number(), epoch).loss();
        return loss < best.loss() - minDelta ? new Best(loss, epoch) : best;
    }

    @Override
    public Move next(Memory memory, History history, boolean mayOpen) {
        return InPlace.next(maxEpochs, mayOpen);
    }

    @Override
    public Verdict judge(Memory memory, History history, Trial trial, Observation observation) {
        var known = memory.best().get(trial.number());
        var best = known == null ? best(history, trial) : known;
        int since = observation.epoch() - best.epoch();
        return since < patience || observation.epoch() <= warmUp
                ? Verdict.CONTINUE
                : InPlace.stop(history, trial, observation.epoch(), reason(history, best, since));
    }

    private String reason(History history, Best best, int since) {
        return (best.loss() < Double.POSITIVE_INFINITY
                        ? "no improvement on " + Wording.metric(history, best.loss()) + ", at epoch " + best.epoch()
                        : "no finite " + history.metric())
                + (minDelta > 0 ? ", by more than " + Wording.number(minDelta) : "") + " for "
                + Wording.count(since, "epoch");
    }

    @Override
    public Verdict settle(Memory memory, History history, Trial trial) {
        return InPlace.completed(trial);
    }

    @Override
    public Plan plan(int trials) {
        return InPlace.plan(maxEpochs, trials, List.of());
    }
}
