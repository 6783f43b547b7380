package winnow.scheduler;

import java.util.ArrayList;
import java.util.List;
import org.pcollections.HashTreePSet;
import org.pcollections.MapPSet;
import org.pcollections.PVector;
import org.pcollections.TreePVector;
import winnow.search.Bracket;
import winnow.search.History;
import winnow.search.Move;
import winnow.search.Plan;
import winnow.search.Rung;
import winnow.search.Scheduler;
import winnow.search.StudyEvent;
import winnow.search.Verdict;
import winnow.study.Offer;
import winnow.study.SpecProblem;
import winnow.study.StudySpec;
import winnow.trial.Observation;
import winnow.trial.Trial;
import winnow.trial.TrialStatus;

/**
 * Asynchronous successive halving by stopping: a trial trains on in place until, at a rung, its loss is worse than the
 * ⌊n/factor⌋-th best of the n trials observed there so far, itself included; while n is below the factor, worse than
 * the best.
 *
 * <p>The rule of Optuna's {@code SuccessiveHalvingPruner} (4.x; reduction factor 4 there), after Li et al., "A System
 * for Massively Parallel Hyperparameter Tuning", MLSys 2020. Chosen over Syne Tune's (0.15: stop above rank 1/factor of
 * n, which lets one trial more through) because it keeps the same ⌊n/factor⌋ as promotion in {@link Asha}, so that the
 * two can be compared at equal rungs, and over Ray's, whose quantile leaves the trial itself out. An equal loss trains
 * on, as there. Trials that fail before a rung are not counted at it, nor are reports of a trial that was told to stop:
 * how fast it obeys decides nothing.
 *
 * @param ladder the rungs
 */
public record AshaStopping(Ladder ladder) implements Scheduler<AshaStopping.Memory> {

    /**
     * What it remembers.
     *
     * @param observed a place a rung: scores at its budget of all trials that reached it
     * @param stopping trials that were told to stop and still run
     */
    public record Memory(PVector<Ranking> observed, MapPSet<Integer> stopping) {}

    static Offer<Scheduler<?>> offer() {
        return Offer.<Scheduler<?>>of(
                        "asha-stopping",
                        "Asynchronous successive halving in place: at each rung, a trial not among the best so far is"
                                + " stopped.",
                        LadderSettings.ALL,
                        (settings, spec) -> new AshaStopping(LadderSettings.ladder(settings)))
                .checkedBy(AshaStopping::problems);
    }

    private static List<SpecProblem> problems(StudySpec spec) {
        var problems = new ArrayList<>(LadderSettings.problems(spec));
        problems.addAll(LadderSettings.unaffordable(spec, LadderSettings.MAX_EPOCHS));
        return problems;
    }

    @Override
    public Memory initial() {
        PVector<Ranking> observed = TreePVector.empty();
        for (int rung = 0; rung < ladder.size(); rung++) {
            observed = observed.plus(Ranking.EMPTY);
        }
        return new Memory(observed, HashTreePSet.empty());
    }

    @Override
    public Memory learn(Memory memory, History history, StudyEvent event) {
        if (event instanceof StudyEvent.Reported reported) {
            return memory.stopping().contains(reported.trial())
                    ? memory
                    : observed(
                            memory,
                            history,
                            reported.trial(),
                            reported.observation().epoch());
        }
        if (event instanceof StudyEvent.Judged judged
                && judged.verdict() instanceof Verdict.Stop
                && isRunning(history, judged.trial())) {
            return new Memory(memory.observed(), memory.stopping().plus(judged.trial()));
        }
        return event instanceof StudyEvent.Ended ended && memory.stopping().contains(ended.trial())
                ? new Memory(memory.observed(), memory.stopping().minus(ended.trial()))
                : memory;
    }

    private Memory observed(Memory memory, History history, int trial, int epoch) {
        int rung = ladder.rungAt(epoch);
        if (rung < 0) {
            return memory;
        }
        var ranking = memory.observed().get(rung).plus(Score.of(history, trial, epoch));
        return new Memory(memory.observed().with(rung, ranking), memory.stopping());
    }

    private static boolean isRunning(History history, int trial) {
        return history.trial(trial).status() == TrialStatus.RUNNING;
    }

    @Override
    public Move next(Memory memory, History history, boolean mayOpen) {
        return mayOpen
                ? new Move.Open(
                        ladder.most(), 0, ladder.top(), "the next trial, to epoch " + ladder.most() + " at most")
                : new Move.Wait("no trial is left to open");
    }

    @Override
    public Verdict judge(Memory memory, History history, Trial trial, Observation observation) {
        int epoch = observation.epoch();
        int rung = ladder.rungAt(epoch);
        if (rung < 0 || rung == ladder.top()) {
            return Verdict.CONTINUE;
        }
        var own = Score.of(history, trial.number(), epoch);
        if (!own.isFinite()) {
            return new Verdict.Stop("no finite " + history.metric() + " at epoch " + epoch);
        }
        var ranking = memory.observed().get(rung);
        int places = Math.max(1, ranking.size() / ladder.factor());
        var bar = ranking.at(places);
        if (ranking.hasSeveral()) {
            return ranking.rank(own) <= places
                    ? Verdict.CONTINUE
                    : ranking.dominator(own)
                            .<Verdict>map(better -> new Verdict.Stop(Wording.score(history, own) + ", "
                                    + Wording.rank(ranking, own, epoch) + ", is not within the best " + places
                                    + ", and trial " + better.trial() + " is no worse by any metric"))
                            .orElse(Verdict.CONTINUE);
        }
        return own.loss() <= bar.loss()
                ? Verdict.CONTINUE
                : new Verdict.Stop(reason(history, ranking, own, places, epoch));
    }

    private static String reason(History history, Ranking ranking, Score own, int places, int epoch) {
        return Wording.metric(history, own.loss()) + " at epoch " + epoch + " is worse than "
                + Wording.value(history, ranking.at(places).loss()) + ", the bar for "
                + (places == 1 ? "the best" : "the best " + places) + " of "
                + Wording.count(ranking.size(), "trial") + " so far";
    }

    @Override
    public Verdict settle(Memory memory, History history, Trial trial) {
        return new Verdict.Complete(Wording.completed(history, memory.observed().get(ladder.top()), trial));
    }

    /**
     * The rungs, each with about as many trials as reach it: ⌊n/factor⌋ of the rung below, at least one. How many
     * really do depends on the order in which good trials come.
     */
    @Override
    public Plan plan(int trials) {
        var rungs = new ArrayList<Rung>();
        int reaching = trials;
        for (int rung = 0; rung < ladder.size(); rung++) {
            rungs.add(new Rung(rung, ladder.budget(rung), reaching));
            reaching = Math.max(1, reaching / ladder.factor());
        }
        return new Plan(List.of(new Bracket(0, rungs)), Warnings.of(ladder, trials));
    }
}
