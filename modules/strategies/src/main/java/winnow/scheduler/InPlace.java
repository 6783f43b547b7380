package winnow.scheduler;

import java.util.ArrayList;
import java.util.List;
import winnow.search.Bracket;
import winnow.search.Dominance;
import winnow.search.History;
import winnow.search.Move;
import winnow.search.Plan;
import winnow.search.Rung;
import winnow.search.Verdict;
import winnow.study.Setting;
import winnow.study.SpecProblem;
import winnow.study.StudySpec;
import winnow.trial.Trial;

/** What schedulers have in common that train every trial in one go, and stop some on the way. */
final class InPlace {
    static final Setting WARM_UP =
            Setting.integer("warm_up", 0, 0, 1_000_000, "How many epochs of each trial are not judged.");

    private InPlace() {}

    static Move next(int maxEpochs, boolean mayOpen) {
        return mayOpen
                ? new Move.Open(maxEpochs, 0, 0, "the next trial, to epoch " + maxEpochs + " at most")
                : new Move.Wait("no trial is left to open");
    }

    /**
     * Stops a trial by the main metric; but with several metrics only if another trial, at the same epoch, is no worse by
     * any and better by one.
     */
    static Verdict stop(History history, Trial trial, int epoch, String reason) {
        if (!history.hasSeveralAims()) {
            return new Verdict.Stop(reason);
        }
        double[] own = history.losses(trial, epoch);
        for (var other : history.trials()) {
            if (other.number() != trial.number() && Dominance.dominates(history.losses(other, epoch), own)) {
                return new Verdict.Stop(reason + "; trial " + other.number() + " is no worse there by any metric");
            }
        }
        return Verdict.CONTINUE;
    }

    static Verdict completed(Trial trial) {
        return new Verdict.Complete("trained to " + Wording.count(trial.budget(), "epoch"));
    }

    /** At most: every trial to the end. How many are stopped depends on their losses. */
    static Plan plan(int maxEpochs, int trials, List<String> warnings) {
        return new Plan(List.of(new Bracket(0, List.of(new Rung(0, maxEpochs, trials)))), warnings);
    }

    /**
     * That not one trial can be paid for, or that no epoch would ever be judged.
     *
     * @param unjudged the setting of how many epochs are not
     */
    static List<SpecProblem> problems(StudySpec spec, Setting unjudged) {
        var problems = new ArrayList<>(LadderSettings.unaffordable(spec, LadderSettings.MAX_EPOCHS));
        var max = LadderSettings.integer(spec, LadderSettings.MAX_EPOCHS);
        var first = LadderSettings.integer(spec, unjudged);
        if (max.isPresent() && first.isPresent() && first.getAsInt() >= max.getAsInt() - 1) {
            problems.add(new SpecProblem(
                    LadderSettings.path(first.getAsInt() == 0 ? LadderSettings.MAX_EPOCHS : unjudged),
                    "no trial would ever be judged: only epochs after " + unjudged.name() + ", " + first.getAsInt()
                            + ", and before max_epochs, " + max.getAsInt() + ", are"));
        }
        return problems;
    }
}
